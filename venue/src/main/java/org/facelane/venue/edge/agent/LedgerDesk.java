package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.ExitOutcome;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.edge.FindAsk;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.SyncAnswer.LaneLine;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerBook.Standing;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.lane.LaneDesk;

/// The desk of an agent's lane. While the server is heard it decides, as for every lane; while it is not, the lane
/// decides by what it was told last and by its ledger. Each step is in the ledger before the next begins:
///
/// ```
/// admit ── Asked, forced ──► the server ──► Admitted ──► claimGate ── Claimed, forced ──► Gate.open ──► Opened
///   │         │ no answer: decided here, under the same nonce            │                   └ nothing is left to do
///   │         └ crash: the guest comes again, and the same nonce is asked │
///   └ nothing has happened                                                └ crash: nobody commands this gate again;
///   told
///                                                                           as not opened, and a steward is asked
/// ```
///
/// Safe for use by several threads.
final class LedgerDesk implements LaneDesk {
    private static final int LEAD_COUNT = 20;

    private final Lane lane;
    private final Ledger ledger;
    private final AgentTickets tickets;
    private final Server server;
    private final GatePatience patience;
    private final LaneLine line;

    /// The last who came in, each of whom may bring others within moments.
    private final Map<AdmissionId, Request> leads = new LinkedHashMap<>();

    /// What the server is asked to admit.
    sealed interface Question {
        record Recognised(FaceAdmission request) implements Question {
            public Recognised {
                requireNonNull(request, "request is null");
            }
        }

        /// A ticket whose code is held up.
        ///
        /// @param ticket whose code it is
        record Shown(TicketAdmission request, TicketId ticket) implements Question {
            public Shown {
                requireNonNull(request, "request is null");
                requireNonNull(ticket, "ticket is null");
            }
        }

        /// A ticket that comes along with an admission which the server has made.
        record Along(AdmissionId lead, TicketId companion, LaneId lane) implements Question {
            public Along {
                requireNonNull(lead, "lead is null");
                requireNonNull(companion, "companion is null");
                requireNonNull(lane, "lane is null");
            }
        }
    }

    /// The server. What it does not answer in time is empty; it may have admitted.
    ///
    /// @param admit asks to admit
    /// @param find asks about a code of which the agent was told nothing
    record Server(
            Function<Question, Optional<AdmissionOutcome>> admit, Function<String, Optional<FindAsk.Answer>> find) {
        Server {
            requireNonNull(admit, "admit is null");
            requireNonNull(find, "find is null");
        }
    }

    private record Request(TicketId ticket, UUID nonce, Duration waited, boolean byTicket) {}

    /// @param patience after how long a crash between two steps is past mending by the lane itself
    LedgerDesk(LaneLine line, Ledger ledger, AgentTickets tickets, Server server, GatePatience patience) {
        this.line = requireNonNull(line, "line is null");
        lane = line.lane();
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.tickets = requireNonNull(tickets, "tickets is null");
        this.server = requireNonNull(server, "server is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    @Override
    public Optional<String> searchesOnly(Lane asking) {
        return line.searchesOnly();
    }

    @Override
    public Doorway doorway(LaneId of) {
        return line.doorway();
    }

    @Override
    public Optional<Ticket> ticketOf(ReferenceId reference) {
        return tickets.ofReference(reference, lane.event());
    }

    /// Whoever was erased meanwhile is let in by nothing, not by what the ledger says either.
    @Override
    public synchronized AdmissionOutcome admit(FaceAdmission request, Instant now) {
        if (ticketOf(request).isEmpty()) {
            return new NotFound();
        }
        return admit(
                new Request(request.ticket(), request.nonce(), request.waited(), false),
                nonce -> server.admit()
                        .apply(new Question.Recognised(new FaceAdmission(
                                request.reference(), request.ticket(), lane.id(), nonce, request.waited())))
                        .orElseGet(() -> here(request, nonce, now)),
                now);
    }

    /// A code of which it was told nothing is asked about, while the server is heard: it may be of a ticket that
    /// was sold a moment ago.
    @Override
    public Optional<TicketId> ticketOf(Lane asking, String code) {
        Optional<KnownTicket> known = tickets.book().show(code);
        if (known.isEmpty()) {
            server.find().apply(code).flatMap(FindAsk.Answer::ticket).ifPresent(tickets.book()::found);
            known = tickets.book().show(code);
        }
        return known.map(KnownTicket::id);
    }

    @Override
    public synchronized AdmissionOutcome admit(TicketAdmission request, Instant now) {
        Optional<TicketId> ticket = ticketOf(lane, request.code());
        if (ticket.isEmpty()) {
            return new NotFound();
        }
        return admit(
                new Request(ticket.get(), request.nonce(), Duration.ZERO, true),
                nonce -> server.admit()
                        .apply(new Question.Shown(new TicketAdmission(request.code(), lane.id(), nonce), ticket.get()))
                        .orElseGet(() -> here(request, nonce, now)),
                now);
    }

    /// What the server said last of whom the guest may bring, but for those who came in here since.
    @Override
    public synchronized List<TicketId> party(TicketId lead, Instant now) {
        return tickets.party(lead).stream()
                .filter(companion -> !companion.used())
                .map(companion -> companion.of(lane.event()))
                .filter(ticket -> ticket.hindrance(now, Optional.empty()).isEmpty())
                .map(Ticket::id)
                .filter(id ->
                        ledger.book().ofTicket(id).flatMap(Standing::admission).isEmpty())
                .limit(line.entry().partyMax())
                .toList();
    }

    /// Whoever came in by this lane's own word brings others by its word too: the server does not know that
    /// admission yet.
    @Override
    public synchronized AdmissionOutcome admitAlong(AdmissionId lead, TicketId companion, Instant now) {
        Request leading = leads.get(lead);
        Optional<Companion> known = leading == null
                ? Optional.empty()
                : tickets.party(leading.ticket()).stream()
                        .filter(each -> each.ticket().equals(companion.value()))
                        .findFirst();
        if (leading == null || known.isEmpty()) {
            return new NotFound();
        }
        boolean isOurs = lead.value().equals(leading.nonce());
        return admit(
                new Request(companion, Admissions.nonceAlong(leading.nonce(), companion), Duration.ZERO, true),
                nonce -> (isOurs
                                ? Optional.<AdmissionOutcome>empty()
                                : server.admit().apply(new Question.Along(lead, companion, lane.id())))
                        .orElseGet(() -> known.get().used()
                                ? new NotAdmissible(ReferReason.ALREADY_ADMITTED)
                                : here(known.get().of(lane.event()), nonce, now)),
                now);
    }

    private AdmissionOutcome admit(Request request, Function<UUID, AdmissionOutcome> decision, Instant now) {
        Optional<Standing> before = ledger.book().ofTicket(request.ticket());
        if (before.isPresent() && before.get().admission().isPresent()) {
            return again(before.get(), request.nonce(), now);
        }
        UUID nonce = before.filter(asked -> isYoung(asked, now) && !Admissions.isAlong(request.nonce()))
                .map(Standing::nonce)
                .orElse(request.nonce());
        if (before.isEmpty() || !before.get().nonce().equals(nonce)) {
            before.ifPresent(old -> ledger.append(new LedgerEntry.NotAdmitted(old.nonce()), now));
            ledger.append(new LedgerEntry.Asked(nonce, request.ticket()), now);
            ledger.force();
        }
        return decided(
                new Request(request.ticket(), nonce, request.waited(), request.byTicket()), decision.apply(nonce), now);
    }

    @Override
    public synchronized boolean claimGate(AdmissionId admission, Instant now) {
        Optional<Standing> standing = ledger.book().ofAdmission(admission);
        if (standing.isEmpty() || standing.get().claimed()) {
            return false;
        }
        ledger.append(new LedgerEntry.Claimed(standing.get().nonce()), now);
        ledger.force();
        return true;
    }

    @Override
    public synchronized void gateOpened(AdmissionId admission, Instant now) {
        ledger.book()
                .ofAdmission(admission)
                .ifPresent(standing -> ledger.append(new LedgerEntry.Opened(standing.nonce()), now));
    }

    /// About a gate that did not open the server asks a steward itself, when it is told of the admission.
    @Override
    public synchronized void refer(Referral referral) {
        if (referral.reason() == ReferReason.GATE_DID_NOT_OPEN) {
            referral.admission()
                    .flatMap(ledger.book()::ofAdmission)
                    .filter(standing -> !standing.complete())
                    .ifPresent(standing -> ledger.append(new LedgerEntry.NotOpened(standing.nonce()), referral.at()));
        } else {
            ledger.append(
                    new LedgerEntry.Referred(referral.id(), referral.reason(), referral.ticket(), referral.waited()),
                    referral.at());
        }
        ledger.force();
    }

    @Override
    public synchronized void noteSuspicion(LaneId of, Optional<TicketId> ticket, Instant now) {
        ledger.append(new LedgerEntry.Suspected(ticket), now);
        ledger.force();
    }

    /// Nobody is asked: whoever leaves leaves. Whether somebody was inside the server finds out when it is told.
    @Override
    public synchronized ExitOutcome leave(ExitRequest request, Instant now) {
        ledger.append(new LedgerEntry.Left(request.nonce(), request.ticket()), now);
        ledger.force();
        return new ExitOutcome.Noted();
    }

    @Override
    public synchronized void noteFreePassage(LaneId of, Instant since, Instant until) {
        ledger.append(new LedgerEntry.FreePassage(since), until);
        ledger.force();
    }

    /// Gives up what a crash, or a guest who walked off, has left half done for too long.
    synchronized void settle(Instant now) {
        for (Standing open : ledger.book().open()) {
            Duration age = Duration.between(open.admittedAt(), now);
            if (open.admission().isEmpty()) {
                if (age.compareTo(patience.claim()) > 0) {
                    ledger.append(new LedgerEntry.NotAdmitted(open.nonce()), now);
                }
            } else if (age.compareTo(open.claimed() ? patience.open() : patience.claim()) > 0) {
                ledger.append(new LedgerEntry.NotOpened(open.nonce()), now);
            }
        }
    }

    /// The ledger has an admission of this ticket that the server has not taken in, or whose gate is not settled.
    private AdmissionOutcome again(Standing before, UUID nonce, Instant now) {
        Admission admission = new Admission(
                before.admission().orElseThrow(), before.ticket(), Optional.of(lane.id()), before.admittedAt());
        if (before.nonce().equals(nonce)) {
            return new Admitted(admission);
        }
        return !before.claimed() && isYoung(before, now)
                ? new AdmittedHereJustNow(admission)
                : new AlreadyAdmitted(before.admittedAt(), Optional.of(lane.id()));
    }

    /// The server may have said since it was asked that the guest is erased.
    private AdmissionOutcome here(FaceAdmission request, UUID nonce, Instant now) {
        return ticketOf(request).map(ticket -> here(ticket, nonce, now)).orElseGet(NotFound::new);
    }

    private AdmissionOutcome here(TicketAdmission request, UUID nonce, Instant now) {
        return tickets.book()
                .show(request.code())
                .map(known -> here(known.of(lane.event()), nonce, now))
                .orElseGet(NotFound::new);
    }

    private Optional<Ticket> ticketOf(FaceAdmission request) {
        return ticketOf(request.reference()).filter(known -> known.id().equals(request.ticket()));
    }

    /// Decides alone: by the same rules, from what the server said last. An exit that it was not told of has not
    /// happened for it: that guest goes to a steward, and no ticket is used up.
    private AdmissionOutcome here(Ticket ticket, UUID nonce, Instant now) {
        Optional<ReferReason> hindrance = ticket.hindrance(now, lane.entrance());
        if (hindrance.isPresent()) {
            return new NotAdmissible(hindrance.get());
        }
        return tickets.admitted(ticket.id())
                .flatMap(before -> inTheWay(before, now))
                .orElseGet(() ->
                        new Admitted(new Admission(new AdmissionId(nonce), ticket.id(), Optional.of(lane.id()), now)));
    }

    private Optional<AdmissionOutcome> inTheWay(AgentTickets.Admitted before, Instant now) {
        if (before.leftAt().isEmpty()) {
            return Optional.of(new AlreadyAdmitted(before.at(), before.where()));
        }
        return switch (line.entry().reentry()) {
            case NEVER -> Optional.of(new NotAdmissible(ReferReason.LEFT_FOR_GOOD));
            case AFTER_EXIT ->
                now.isBefore(before.leftAt().get().plus(line.entry().reentryWait()))
                        ? Optional.of(new NotAdmissible(ReferReason.LEFT_JUST_NOW))
                        : Optional.empty();
        };
    }

    private AdmissionOutcome decided(Request request, AdmissionOutcome outcome, Instant now) {
        switch (outcome) {
            case Admitted(Admission admission) -> admitted(request, admission, now);
            case AdmittedHereJustNow(Admission admission) -> admitted(request, admission, now);
            case AlreadyAdmitted _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
            case NotAdmissible _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
            case NotFound _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
        }
        return outcome;
    }

    private void admitted(Request request, Admission admission, Instant now) {
        ledger.append(
                new LedgerEntry.Admitted(
                        request.nonce(), request.ticket(), admission.id(), request.waited(), request.byTicket()),
                now);
        leads.put(admission.id(), request);
        if (leads.size() > LEAD_COUNT) {
            leads.remove(leads.keySet().iterator().next());
        }
    }

    private boolean isYoung(Standing standing, Instant now) {
        return Duration.between(standing.admittedAt(), now).compareTo(patience.claim()) <= 0;
    }
}

package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
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
    private final Lane lane;
    private final Ledger ledger;
    private final AgentTickets tickets;
    private final Asking asking;
    private final GatePatience patience;
    private final Optional<String> searchesOnly;

    /// The server, asked to admit.
    @FunctionalInterface
    interface Asking {
        /// @return empty if it did not answer in time; it may have admitted
        Optional<AdmissionOutcome> ask(FaceAdmission request);
    }

    /// @param patience after how long a crash between two steps is past mending by the lane itself
    LedgerDesk(LaneLine line, Ledger ledger, AgentTickets tickets, Asking asking, GatePatience patience) {
        Lane lane = line.lane();
        searchesOnly = line.searchesOnly();
        this.lane = requireNonNull(lane, "lane is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.tickets = requireNonNull(tickets, "tickets is null");
        this.asking = requireNonNull(asking, "asking is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    @Override
    public Optional<String> searchesOnly(Lane asking) {
        return searchesOnly;
    }

    @Override
    public Optional<Ticket> ticketOf(ReferenceId reference) {
        return tickets.ofReference(reference, lane.event());
    }

    @Override
    public synchronized AdmissionOutcome admit(FaceAdmission request, Instant now) {
        Optional<Standing> before = ledger.book().ofTicket(request.ticket());
        if (before.isPresent() && before.get().admission().isPresent()) {
            return again(before.get(), request, now);
        }
        UUID nonce =
                before.filter(asked -> isYoung(asked, now)).map(Standing::nonce).orElse(request.nonce());
        Optional<Ticket> ticket = tickets.ofReference(request.reference(), lane.event())
                .filter(known -> known.id().equals(request.ticket()));
        if (ticket.isEmpty()) {
            return new NotFound();
        }
        FaceAdmission asked =
                new FaceAdmission(request.reference(), request.ticket(), lane.id(), nonce, request.waited());
        if (before.isEmpty() || !before.get().nonce().equals(nonce)) {
            before.ifPresent(old -> ledger.append(new LedgerEntry.NotAdmitted(old.nonce()), now));
            ledger.append(new LedgerEntry.Asked(nonce, request.ticket()), now);
            ledger.force();
        }
        return decided(asked, asking.ask(asked).orElseGet(() -> here(asked, ticket.get(), now)), now);
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
    private AdmissionOutcome again(Standing before, FaceAdmission request, Instant now) {
        Admission admission = new Admission(
                before.admission().orElseThrow(), before.ticket(), Optional.of(lane.id()), before.admittedAt());
        if (before.nonce().equals(request.nonce())) {
            return new Admitted(admission);
        }
        return !before.claimed() && isYoung(before, now)
                ? new AdmittedHereJustNow(admission)
                : new AlreadyAdmitted(before.admittedAt(), Optional.of(lane.id()));
    }

    /// Decides alone: by the same rules, from what the server said last.
    private AdmissionOutcome here(FaceAdmission request, Ticket ticket, Instant now) {
        Optional<AgentTickets.Admitted> elsewhere = tickets.admitted(ticket.id());
        if (elsewhere.isPresent()) {
            return new AlreadyAdmitted(elsewhere.get().at(), elsewhere.get().where());
        }
        Optional<ReferReason> hindrance = ticket.hindrance(now, lane.entrance());
        if (hindrance.isPresent()) {
            return new NotAdmissible(hindrance.get());
        }
        return new Admitted(new Admission(new AdmissionId(request.nonce()), ticket.id(), Optional.of(lane.id()), now));
    }

    private AdmissionOutcome decided(FaceAdmission request, AdmissionOutcome outcome, Instant now) {
        switch (outcome) {
            case Admitted(Admission admission) -> admitted(request, admission, now);
            case AdmittedHereJustNow(Admission admission) -> admitted(request, admission, now);
            case AlreadyAdmitted _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
            case NotAdmissible _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
            case NotFound _ -> ledger.append(new LedgerEntry.NotAdmitted(request.nonce()), now);
        }
        return outcome;
    }

    private void admitted(FaceAdmission request, Admission admission, Instant now) {
        ledger.append(
                new LedgerEntry.Admitted(request.nonce(), request.ticket(), admission.id(), request.waited()), now);
    }

    private boolean isYoung(Standing standing, Instant now) {
        return Duration.between(standing.admittedAt(), now).compareTo(patience.claim()) <= 0;
    }
}

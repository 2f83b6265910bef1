package org.facelane.venue.admission;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Made;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// The rules by which a ticket lets in, in the order in which they are asked:
///
/// 1. The same nonce was asked before: the same answer.
/// 2. Lane, ticket and enrolment still stand, and are of one event.
/// 3. The ticket is paid, neither blocked nor cancelled, within its time, and at its entrance.
/// 4. Nobody is inside on it. If its guest has left, the event lets guests come in again, and the wait is over.
/// 5. The insert goes in; two unique indexes decide between lanes that came as far at the same moment.
///
/// Everything but 5 only says why not: no answer of 1 to 4 lets anybody in.
final class Entry {
    /// How often the insert is tried while the very admission that stands in its way is annulled or left.
    private static final int TRIES_MAX = 3;

    private Entry() {}

    /// Who or what asks: what goes into the row besides the ticket.
    private record Asking(
            UUID nonce,
            Means means,
            Optional<LaneId> lane,
            Optional<String> by,
            Optional<String> reason,
            Optional<Duration> waited,
            Set<ReferReason> overruled) {
        /// By a lane, which overrules nothing.
        Asking(UUID nonce, Means means, LaneId lane, Optional<Duration> waited) {
            this(nonce, means, Optional.of(lane), Optional.empty(), Optional.empty(), waited, Set.of());
        }
    }

    static AdmissionOutcome byFace(Connection tx, FaceAdmission request, Instant now) throws SQLException {
        Optional<Standing> before = AdmissionStore.byNonce(tx, request.nonce());
        if (before.isPresent()) {
            return repeated(before.get(), request.ticket(), Optional.of(request.lane()));
        }
        Optional<Lane> lane = lane(tx, request.lane());
        Optional<Ticket> ticket = TicketStore.hold(tx, request.ticket());
        boolean enrolled = GuestStore.hold(tx, request.reference())
                .filter(guest -> guest.ticket().equals(request.ticket()))
                .isPresent();
        if (lane.isEmpty()
                || ticket.isEmpty()
                || !enrolled
                || !ticket.get().event().equals(lane.get().event())) {
            return new NotFound();
        }
        Asking asking = new Asking(request.nonce(), Means.FACE, request.lane(), Optional.of(request.waited()));
        return admit(tx, ticket.get(), lane.get().entrance(), asking, now);
    }

    static AdmissionOutcome byTicket(Connection tx, TicketAdmission request, Instant now) throws SQLException {
        Optional<Lane> lane = lane(tx, request.lane());
        if (lane.isEmpty()) {
            return new NotFound();
        }
        Optional<TicketId> id =
                TicketStore.byCode(tx, lane.get().event(), request.code()).map(Ticket::id);
        Optional<Standing> before = AdmissionStore.byNonce(tx, request.nonce());
        if (id.isEmpty()) {
            return new NotFound();
        }
        if (before.isPresent()) {
            return repeated(before.get(), id.get(), Optional.of(request.lane()));
        }
        Ticket ticket = TicketStore.hold(tx, id.get()).orElseThrow();
        Asking asking = new Asking(request.nonce(), Means.TICKET, request.lane(), Optional.empty());
        return admit(tx, ticket, lane.get().entrance(), asking, now);
    }

    static HandOutcome byHand(Connection tx, HandAdmission request, Instant now) throws SQLException {
        Optional<Ticket> found = TicketStore.byCode(tx, request.event(), request.code());
        if (found.isEmpty()) {
            return new NotFound();
        }
        Ticket ticket = TicketStore.hold(tx, found.get().id()).orElseThrow();
        Optional<Standing> before = AdmissionStore.byNonce(tx, request.nonce());
        if (before.isPresent()) {
            return isOf(before.get(), ticket.id(), request.lane())
                    ? repeated(before.get(), ticket.id(), request.lane())
                    : new HandOutcome.OtherWish();
        }
        Optional<Lane> lane = Optional.empty();
        if (request.lane().isPresent()) {
            lane = lane(tx, request.lane().get())
                    .filter(candidate -> candidate.event().equals(request.event()));
            if (lane.isEmpty()) {
                return new HandOutcome.NoSuchLane();
            }
        }
        Asking asking = new Asking(
                request.nonce(),
                Means.STEWARD,
                request.lane(),
                Optional.of(request.steward()),
                Optional.of(request.reason()),
                Optional.empty(),
                request.overruled());
        AdmissionOutcome outcome = admit(tx, ticket, lane.flatMap(Lane::entrance), asking, now);
        if (outcome instanceof Admitted(Admission admission)) {
            String overruling = request.overruled().isEmpty()
                    ? ""
                    : ", overruling "
                            + request.overruled().stream()
                                    .sorted()
                                    .map(ReferReason::name)
                                    .collect(joining(" and "));
            String subject = "ticket " + ticket.id() + ", admission " + admission.id();
            AuditLog.write(
                    tx, new AuditLog.Line(now, "staff " + request.steward(), "admitted by hand" + overruling, subject));
            GateOrders.write(tx, admission);
        }
        return outcome;
    }

    /// A ticket that comes along with `lead`, at the same lane and by the same rules.
    static AdmissionOutcome along(Connection tx, AdmissionId lead, TicketId companion, Instant now)
            throws SQLException {
        Optional<Standing> leading = AdmissionStore.find(tx, lead)
                .filter(standing -> standing.annulledAt().isEmpty()
                        && standing.leftAt().isEmpty()
                        && standing.made().admission().lane().isPresent());
        Optional<Ticket> ticket = TicketStore.hold(tx, companion);
        if (leading.isEmpty() || ticket.isEmpty()) {
            return new NotFound();
        }
        LaneId lane = leading.get().made().admission().lane().get();
        UUID nonce = Admissions.nonceAlong(leading.get().made().nonce(), companion);
        Optional<Standing> before = AdmissionStore.byNonce(tx, nonce);
        if (before.isPresent()) {
            return repeated(before.get(), companion, Optional.of(lane));
        }
        Optional<Lane> here =
                lane(tx, lane).filter(found -> found.event().equals(ticket.get().event()));
        if (here.isEmpty()) {
            return new NotFound();
        }
        Asking asking = new Asking(nonce, Means.TICKET, lane, Optional.empty());
        return admit(tx, ticket.get(), here.get().entrance(), asking, now);
    }

    /// @param ticket held by this transaction
    private static AdmissionOutcome admit(
            Connection tx, Ticket ticket, Optional<String> entrance, Asking asking, Instant now) throws SQLException {
        Optional<ReferReason> hindrance = ticket.hindrances(now, entrance).stream()
                .filter(reason -> !asking.overruled().contains(reason))
                .findFirst();
        if (hindrance.isPresent()) {
            return new NotAdmissible(hindrance.get());
        }
        EventId event = ticket.event();
        EntryRules rules = EntryRuleStore.of(tx, event);
        for (int i = 0; i < TRIES_MAX; i++) {
            Optional<Standing> latest = AdmissionStore.ofTicket(tx, ticket.id());
            Optional<AdmissionOutcome> inTheWay = latest.flatMap(standing -> inTheWay(standing, rules, asking, now));
            if (inTheWay.isPresent()) {
                return inTheWay.get();
            }
            Made made = new Made(
                    new Admission(AdmissionId.random(), ticket.id(), asking.lane(), now),
                    event,
                    asking.nonce(),
                    latest.map(standing -> standing.made().entryNumber() + 1).orElse(1),
                    asking.means(),
                    asking.by(),
                    asking.reason(),
                    asking.waited());
            if (AdmissionStore.insert(tx, made)) {
                ReferralStore.attend(tx, made.admission(), now);
                return new Admitted(made.admission());
            }
        }
        throw new IllegalStateException("ticket " + ticket.id() + " changes as fast as it is admitted");
    }

    private static Optional<AdmissionOutcome> inTheWay(Standing latest, EntryRules rules, Asking asking, Instant now) {
        Admission admission = latest.made().admission();
        if (latest.leftAt().isPresent()) {
            return switch (rules.reentry()) {
                case NEVER -> Optional.of(new NotAdmissible(ReferReason.LEFT_FOR_GOOD));
                case AFTER_EXIT ->
                    now.isBefore(latest.leftAt().get().plus(rules.reentryWait()))
                                    && !asking.overruled().contains(ReferReason.LEFT_JUST_NOW)
                            ? Optional.of(new NotAdmissible(ReferReason.LEFT_JUST_NOW))
                            : Optional.empty();
            };
        }
        if (latest.made().nonce().equals(asking.nonce())) {
            return Optional.of(new Admitted(admission));
        }
        boolean byLane = asking.means() != Means.STEWARD && latest.made().means() == asking.means();
        return Optional.of(
                byLane
                                && asking.lane().equals(admission.lane())
                                && latest.gateClaimedAt().isEmpty()
                        ? new AdmittedHereJustNow(admission)
                        : new AlreadyAdmitted(admission.admittedAt(), admission.lane()));
    }

    private static AdmissionOutcome repeated(Standing before, TicketId ticket, Optional<LaneId> lane) {
        Admission admission = before.made().admission();
        if (!isOf(before, ticket, lane)) {
            throw new IllegalArgumentException("nonce " + before.made().nonce() + " was used for another admission");
        }
        return before.annulledAt().isPresent() || before.leftAt().isPresent()
                ? new AlreadyAdmitted(admission.admittedAt(), admission.lane())
                : new Admitted(admission);
    }

    private static boolean isOf(Standing before, TicketId ticket, Optional<LaneId> lane) {
        Admission admission = before.made().admission();
        return admission.ticket().equals(ticket) && admission.lane().equals(lane);
    }

    private static Optional<Lane> lane(Connection tx, LaneId id) throws SQLException {
        return LaneStore.find(tx, id)
                .filter(listed -> listed.revokedAt().isEmpty())
                .map(LaneStore.Listed::lane);
    }
}

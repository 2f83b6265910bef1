package org.facelane.venue.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.admission.MergeOutcome.AlreadyKnown;
import org.facelane.venue.admission.MergeOutcome.Conflict;
import org.facelane.venue.admission.MergeOutcome.Counted;
import org.facelane.venue.admission.MergeOutcome.NotFound;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.AnnulledFor;
import org.facelane.venue.store.AdmissionStore.Made;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// Takes in what a lane admitted by itself. The guest is inside whatever the rules say by now, so nothing is refused:
/// it is counted, or it is a second admission of one ticket and a steward is told.
final class OfflineMerge {
    private OfflineMerge() {}

    static MergeOutcome merge(Connection tx, OfflineAdmission told, Instant now) throws SQLException {
        Optional<Lane> lane = LaneStore.find(tx, told.lane()).map(LaneStore.Listed::lane);
        // Whoever tells of the same ticket at the same time waits here.
        Optional<Ticket> ticket = TicketStore.hold(tx, told.ticket());
        if (lane.isEmpty()
                || ticket.isEmpty()
                || !ticket.get().event().equals(lane.get().event())) {
            return new NotFound();
        }
        Optional<MergeOutcome> before = toldBefore(tx, told, lane.get(), now);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Standing> latest = AdmissionStore.ofTicket(tx, told.ticket());
        boolean again = latest.isPresent()
                && latest.get().leftAt().isPresent()
                && EntryRuleStore.of(tx, lane.get().event()).reentry() == Reentry.AFTER_EXIT;
        Admission admission =
                new Admission(AdmissionId.random(), told.ticket(), Optional.of(told.lane()), told.admittedAt());
        Made made = new Made(
                admission,
                lane.get().event(),
                told.nonce(),
                again ? latest.get().made().entryNumber() + 1 : 1,
                told.means(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(told.waited()));
        if (!AdmissionStore.insert(tx, made)) {
            return conflict(tx, told, lane.get(), now);
        }
        AdmissionStore.merged(tx, admission.id(), told.admittedAt(), told.gateOpened(), now);
        ReferralStore.attend(tx, admission, now);
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now,
                        "lane " + told.lane(),
                        "admitted while apart",
                        "ticket " + told.ticket() + ", admission " + admission.id()));
        Optional<ReferReason> hindrance =
                ticket.get().hindrance(told.admittedAt(), lane.get().entrance());
        if (hindrance.isPresent()) {
            refer(tx, told, lane.get(), hindrance.get(), now);
        }
        return new Counted(admission);
    }

    /// As [#merge], for a ticket that was let in at a door of the ticketing system.
    static MergeOutcome elsewhere(Connection tx, TicketId id, UUID nonce, Instant at, Instant now) throws SQLException {
        Optional<Ticket> ticket = TicketStore.hold(tx, id);
        Optional<Standing> known = AdmissionStore.byNonce(tx, nonce);
        if (ticket.isEmpty()) {
            return new NotFound();
        }
        if (known.isPresent()) {
            return new AlreadyKnown(known.get().made().admission());
        }
        Optional<Standing> latest = AdmissionStore.ofTicket(tx, id);
        int number = latest.map(standing -> standing.made().entryNumber() + 1).orElse(1);
        Admission admission = new Admission(AdmissionId.random(), id, Optional.empty(), at);
        Made made = new Made(
                admission,
                ticket.get().event(),
                nonce,
                number,
                Means.ELSEWHERE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if (AdmissionStore.insert(tx, made)) {
            return new Counted(admission);
        }
        Admission first = latest.orElseThrow().made().admission();
        boolean isNew = ConflictStore.insert(tx, nonce, latest.get(), Optional.empty(), at, now);
        if (isNew && first.lane().isPresent()) {
            ReferralStore.insert(
                    tx,
                    new Referral(
                            ReferralId.random(),
                            ticket.get().event(),
                            first.lane().get(),
                            ReferReason.ADMITTED_TWICE,
                            Optional.of(id),
                            Optional.empty(),
                            Optional.<Duration>empty(),
                            now));
        }
        return new Conflict(first.admittedAt(), first.lane());
    }

    private static Optional<MergeOutcome> toldBefore(Connection tx, OfflineAdmission told, Lane lane, Instant now)
            throws SQLException {
        Optional<Standing> known = AdmissionStore.byNonce(tx, told.nonce());
        if (known.isPresent()) {
            Admission admission = known.get().made().admission();
            if (!admission.ticket().equals(told.ticket()) || !admission.lane().equals(Optional.of(told.lane()))) {
                throw new IllegalArgumentException("nonce " + told.nonce() + " was used for another admission");
            }
        }
        Optional<AdmissionId> first = ConflictStore.first(tx, told.nonce());
        if (first.isPresent()) {
            return Optional.of(conflictWith(tx, first.get()));
        }
        return known.isPresent() ? Optional.of(known(tx, told, known.get(), lane, now)) : Optional.empty();
    }

    /// The server made the admission and the lane did not hear so, or was told so twice. Where the ticketing system
    /// refused the ticket meanwhile, the lane did not hear that either: a guest who was let in is inside.
    private static MergeOutcome known(Connection tx, OfflineAdmission told, Standing known, Lane lane, Instant now)
            throws SQLException {
        Admission admission = known.made().admission();
        boolean isRefusedUnheard = known.annulledFor().equals(Optional.of(AnnulledFor.TICKETING))
                && known.gateOpenedAt().isEmpty();
        if (!told.gateOpened()) {
            return new AlreadyKnown(admission);
        }
        if (!isRefusedUnheard) {
            AdmissionStore.openedThere(tx, admission.id(), told.admittedAt(), now);
            return new AlreadyKnown(admission);
        }
        Optional<Standing> latest = AdmissionStore.ofTicket(tx, told.ticket());
        boolean othersCameIn = latest.isPresent()
                && (latest.get().leftAt().isEmpty()
                        || latest.get().made().entryNumber() >= known.made().entryNumber());
        if (othersCameIn) {
            return conflict(tx, told, lane, now);
        }
        ReferReason why = AdmissionStore.openedAfterAll(tx, admission.id(), told.admittedAt(), now)
                .orElse(ReferReason.TICKETING_REFUSES);
        refer(tx, told, lane, why == ReferReason.ALREADY_ADMITTED ? ReferReason.ADMITTED_TWICE : why, now);
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now,
                        "lane " + told.lane(),
                        "took an annulment back, it had let the guest in while apart",
                        "ticket " + told.ticket() + ", admission " + admission.id()));
        return new AlreadyKnown(admission);
    }

    private static MergeOutcome conflict(Connection tx, OfflineAdmission told, Lane lane, Instant now)
            throws SQLException {
        Standing first = AdmissionStore.ofTicket(tx, told.ticket())
                .orElseThrow(() -> new IllegalStateException("nothing stands in the way of ticket " + told.ticket()));
        AdmissionId id = first.made().admission().id();
        ConflictStore.insert(tx, told.nonce(), first, Optional.of(told.lane()), told.admittedAt(), now);
        refer(tx, told, lane, ReferReason.ADMITTED_TWICE, now);
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now,
                        "lane " + told.lane(),
                        "admitted a ticket again while apart",
                        "ticket " + told.ticket() + ", admission " + id));
        return conflictWith(tx, id);
    }

    private static Conflict conflictWith(Connection tx, AdmissionId first) throws SQLException {
        Admission admission =
                AdmissionStore.find(tx, first).orElseThrow().made().admission();
        return new Conflict(admission.admittedAt(), admission.lane());
    }

    private static void refer(Connection tx, OfflineAdmission told, Lane lane, ReferReason reason, Instant now)
            throws SQLException {
        ReferralStore.insert(
                tx,
                new Referral(
                        ReferralId.random(),
                        lane.event(),
                        lane.id(),
                        reason,
                        Optional.of(told.ticket()),
                        Optional.empty(),
                        Optional.<Duration>empty(),
                        now));
    }
}

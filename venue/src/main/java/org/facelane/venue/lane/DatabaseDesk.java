package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
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
import org.facelane.venue.admission.TicketAdmission;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorways;
import org.facelane.venue.party.Parties;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.slice.Slicing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// The desk of lanes that run where the database is. Safe for use by several threads.
final class DatabaseDesk implements LaneDesk {
    private final Database database;
    private final Admissions admissions;
    private final Redemptions redemptions;

    DatabaseDesk(Database database, Admissions admissions, Redemptions redemptions) {
        this.database = requireNonNull(database, "database is null");
        this.admissions = requireNonNull(admissions, "admissions is null");
        this.redemptions = requireNonNull(redemptions, "redemptions is null");
    }

    @Override
    public Optional<Ticket> ticketOf(ReferenceId reference) {
        return admissions.ticketOf(reference);
    }

    @Override
    public AdmissionOutcome admit(FaceAdmission request, Instant now) {
        return confirmed(admissions.admit(request, now), now);
    }

    @Override
    public boolean claimGate(AdmissionId admission, Instant now) {
        return admissions.claimGate(admission, now);
    }

    @Override
    public void gateOpened(AdmissionId admission, Instant now) {
        admissions.gateOpened(admission, now);
    }

    @Override
    public void refer(Referral referral) {
        database.transact(tx -> ReferralStore.insert(tx, referral));
    }

    @Override
    public void noteSuspicion(LaneId lane, Optional<TicketId> ticket, Instant now) {
        String subject = "lane " + lane + ticket.map(id -> " ticket " + id).orElse("");
        database.transact(tx -> {
            AuditLog.write(tx, new AuditLog.Line(now, "lane " + lane, "suspected an attack", subject));
            return subject;
        });
    }

    @Override
    public Doorway doorway(LaneId lane) {
        return new Doorways(database).of(lane);
    }

    @Override
    public Optional<String> searchesOnly(Lane lane) {
        try {
            return database.read(tx -> Slicing.of(tx, lane.event())).entranceOf(lane);
        } catch (DatabaseUnreachable e) {
            return Optional.empty(); // it is only said on the screen
        }
    }

    @Override
    public Optional<TicketId> ticketOf(Lane lane, String code) {
        return database.read(tx -> TicketStore.byCode(tx, lane.event(), code)).map(Ticket::id);
    }

    @Override
    public AdmissionOutcome admit(TicketAdmission request, Instant now) {
        return confirmed(admissions.admit(request, now), now);
    }

    @Override
    public List<TicketId> party(TicketId lead, Instant now) {
        return new Parties(database).waiting(lead, now);
    }

    @Override
    public AdmissionOutcome admitAlong(AdmissionId lead, TicketId companion, Instant now) {
        return confirmed(admissions.admitAlong(lead, companion, now), now);
    }

    @Override
    public ExitOutcome leave(ExitRequest request, Instant now) {
        return admissions.leave(request, now);
    }

    @Override
    public void noteFreePassage(LaneId lane, Instant since, Instant until) {
        database.transact(tx -> {
            String subject = "lane " + lane + " from " + since + " to " + until;
            AuditLog.write(tx, new AuditLog.Line(until, "lane " + lane, "let everybody pass", subject));
            return until;
        });
    }

    /// What our rules have let in is let in if the ticketing system does not object.
    private AdmissionOutcome confirmed(AdmissionOutcome outcome, Instant now) {
        return switch (outcome) {
            case Admitted(Admission admission) -> confirmed(outcome, admission, now);
            case AdmittedHereJustNow(Admission admission) -> confirmed(outcome, admission, now);
            case AlreadyAdmitted _, NotAdmissible _, NotFound _ -> outcome;
        };
    }

    private AdmissionOutcome confirmed(AdmissionOutcome outcome, Admission admission, Instant now) {
        return redemptions
                .enter(admission, now)
                .<AdmissionOutcome>map(NotAdmissible::new)
                .orElse(outcome);
    }
}

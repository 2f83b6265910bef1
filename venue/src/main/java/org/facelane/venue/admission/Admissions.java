package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// Lets tickets in, each once. The search proposes, the database decides.
///
/// From the decision to the open gate, and what a crash between two steps leaves behind:
///
/// ```
/// admit ── commit ──► claimGate ── commit ──► Gate.open ──► gateOpened
///   │                  │                       │             └ nothing is left to do
///   │                  │                       └ claimed, not opened: nobody commands this gate again, settle refers
///   │                  └ admitted, not claimed: the lane goes on when it sees the guest again, or settle refers
///   └ nothing has happened: the lane asks again, with the same nonce if it does not know
/// ```
///
/// So an admission that is committed is never lost, and no gate is commanded twice for it. Every method throws
/// [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by several threads and
/// from several nodes.
public final class Admissions {
    /// How often the insert is tried while stewards annul the very admission that stands in its way.
    private static final int TRIES_MAX = 3;

    private final Database database;
    private final GatePatience patience;

    public Admissions(Database database, GatePatience patience) {
        this.database = requireNonNull(database, "database is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    /// The ticket of the guest whose reference this is; empty once the guest has withdrawn.
    public Optional<Ticket> ticketOf(ReferenceId reference) {
        return database.read(tx -> TicketStore.ofReference(tx, reference));
    }

    /// Admits the recognised guest, if the ticket, the lane and the enrolment still stand at this moment.
    public AdmissionOutcome admit(FaceAdmission request, Instant now) {
        return database.transact(tx -> admit(tx, request, now));
    }

    /// Admits a ticket that a steward has seen. The ticket is checked like any other; its entrance only if the
    /// steward names a lane. No gate is commanded: the steward lets the guest in.
    ///
    /// @return [NotFound] if the event has no such ticket or lane
    public AdmissionOutcome admitByHand(HandAdmission request, Instant now) {
        return database.transact(tx -> admitByHand(tx, request, now));
    }

    /// Takes in an admission that a lane made by itself while it could not ask, with the time at which it was made.
    /// To be called until it answers; told twice, it is counted once.
    public MergeOutcome merge(OfflineAdmission told, Instant now) {
        return database.transact(tx -> OfflineMerge.merge(tx, told, now));
    }

    /// Takes the right to command the gate. Whoever gets `true` commands it, once; nobody else may.
    public boolean claimGate(AdmissionId admission, Instant now) {
        return database.transact(tx -> AdmissionStore.claimGate(tx, admission, now));
    }

    /// Records that the gate said it opened.
    public void gateOpened(AdmissionId admission, Instant now) {
        database.transact(tx -> AdmissionStore.gateOpened(tx, admission, now));
    }

    /// Takes an admission back because the guest did not pass; the ticket may be admitted again.
    ///
    /// @param steward the steward's name
    /// @return false if there is no such admission, or it was annulled before
    public boolean annul(AdmissionId admission, String steward, Instant now) {
        return database.transact(tx -> {
            boolean annulled = AdmissionStore.annul(tx, admission, now);
            if (annulled) {
                AuditLog.write(tx, new AuditLog.Line(now, "staff " + steward, "annulled", "admission " + admission));
            }
            return annulled;
        });
    }

    /// Asks stewards about admissions whose gate nobody has commanded in time, or nobody knows to have opened. To
    /// be called at start and every few seconds; several nodes may do it at once.
    ///
    /// @return the referrals it wrote
    public List<Referral> settle(Instant now) {
        return database.transact(tx -> {
            List<Referral> written = new ArrayList<>();
            for (AdmissionStore.Standing left :
                    AdmissionStore.unsettled(tx, now.minus(patience.claim()), now.minus(patience.open()))) {
                // After this no lane commands that gate any more.
                if (left.gateClaimedAt().isPresent()
                        || AdmissionStore.claimGate(tx, left.made().admission().id(), now)) {
                    Referral referral = gateDidNotOpen(left, now);
                    if (ReferralStore.insert(tx, referral)) {
                        written.add(referral);
                    }
                }
            }
            return written;
        });
    }

    private static AdmissionOutcome admit(Connection tx, FaceAdmission request, Instant now) throws SQLException {
        Optional<AdmissionStore.Standing> before = AdmissionStore.byNonce(tx, request.nonce());
        if (before.isPresent()) {
            return repeated(before.get(), request);
        }
        Optional<Lane> lane = LaneStore.find(tx, request.lane())
                .filter(listed -> listed.revokedAt().isEmpty())
                .map(LaneStore.Listed::lane);
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
        Optional<ReferReason> hindrance = ticket.get().hindrance(now, lane.get().entrance());
        if (hindrance.isPresent()) {
            return new NotAdmissible(hindrance.get());
        }
        Admission admission = new Admission(AdmissionId.random(), request.ticket(), Optional.of(request.lane()), now);
        return insert(
                tx,
                new AdmissionStore.Made(
                        admission,
                        ticket.get().event(),
                        request.nonce(),
                        AdmissionStore.Means.FACE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(request.waited())));
    }

    private static AdmissionOutcome admitByHand(Connection tx, HandAdmission request, Instant now) throws SQLException {
        Optional<Ticket> found = TicketStore.byCode(tx, request.event(), request.code());
        if (found.isEmpty()) {
            return new NotFound();
        }
        Optional<Lane> lane = Optional.empty();
        if (request.lane().isPresent()) {
            lane = LaneStore.find(tx, request.lane().get())
                    .map(LaneStore.Listed::lane)
                    .filter(candidate -> candidate.event().equals(request.event()));
            if (lane.isEmpty()) {
                return new NotFound();
            }
        }
        Ticket ticket = TicketStore.hold(tx, found.get().id()).orElseThrow();
        Optional<ReferReason> hindrance = ticket.hindrance(now, lane.flatMap(Lane::entrance));
        if (hindrance.isPresent()) {
            return new NotAdmissible(hindrance.get());
        }
        AdmissionOutcome outcome = insert(
                tx,
                new AdmissionStore.Made(
                        new Admission(AdmissionId.random(), ticket.id(), request.lane(), now),
                        request.event(),
                        UUID.randomUUID(),
                        AdmissionStore.Means.STEWARD,
                        Optional.of(request.steward()),
                        Optional.of(request.reason()),
                        Optional.empty()));
        if (outcome instanceof Admitted(Admission admission)) {
            AuditLog.write(
                    tx,
                    new AuditLog.Line(
                            now,
                            "staff " + request.steward(),
                            "admitted by hand",
                            "ticket " + ticket.id() + ", admission " + admission.id()));
        }
        return outcome;
    }

    /// The one statement that decides, and what stands in its way if it does not go in.
    private static AdmissionOutcome insert(Connection tx, AdmissionStore.Made made) throws SQLException {
        for (int i = 0; i < TRIES_MAX; i++) {
            if (AdmissionStore.insert(tx, made)) {
                return new Admitted(made.admission());
            }
            Optional<AdmissionStore.Standing> other =
                    AdmissionStore.ofTicket(tx, made.admission().ticket());
            if (other.isPresent()) {
                return standing(other.get(), made);
            }
        }
        throw new IllegalStateException(
                "ticket " + made.admission().ticket() + " is annulled as fast as it is admitted");
    }

    private static AdmissionOutcome standing(AdmissionStore.Standing other, AdmissionStore.Made wanted) {
        Admission admission = other.made().admission();
        if (other.made().nonce().equals(wanted.nonce())) {
            return new Admitted(admission);
        }
        Optional<LaneId> lane = wanted.admission().lane();
        boolean byFace =
                other.made().means() == AdmissionStore.Means.FACE && wanted.means() == AdmissionStore.Means.FACE;
        if (byFace && lane.equals(admission.lane()) && other.gateClaimedAt().isEmpty()) {
            return new AdmittedHereJustNow(admission);
        }
        return new AlreadyAdmitted(admission.admittedAt(), admission.lane());
    }

    private static AdmissionOutcome repeated(AdmissionStore.Standing before, FaceAdmission request) {
        Admission admission = before.made().admission();
        if (!admission.ticket().equals(request.ticket()) || !admission.lane().equals(Optional.of(request.lane()))) {
            throw new IllegalArgumentException("nonce " + request.nonce() + " was used for another admission");
        }
        return before.annulledAt().isPresent()
                ? new AlreadyAdmitted(admission.admittedAt(), admission.lane())
                : new Admitted(admission);
    }

    private static Referral gateDidNotOpen(AdmissionStore.Standing left, Instant now) {
        Admission admission = left.made().admission();
        return new Referral(
                ReferralId.random(),
                left.made().event(),
                admission.lane().orElseThrow(),
                ReferReason.GATE_DID_NOT_OPEN,
                Optional.of(admission.ticket()),
                Optional.of(admission.id()),
                left.made().waited(),
                now);
    }
}

package org.facelane.venue.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.AnnulledFor;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// Lets tickets in by the rules in [Entry]. The search proposes, the database decides.
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
        return database.transact(tx -> Entry.byFace(tx, request, now));
    }

    /// Admits the ticket whose code a lane's camera has read, by the same rules.
    public AdmissionOutcome admit(TicketAdmission request, Instant now) {
        return database.transact(tx -> Entry.byTicket(tx, request, now));
    }

    /// Admits a ticket that comes along with an admission which stands, at the same lane and by the same rules.
    /// Asked again it answers the same.
    public AdmissionOutcome admitAlong(AdmissionId lead, TicketId companion, Instant now) {
        return database.transact(tx -> Entry.along(tx, lead, companion, now));
    }

    /// The nonce under which a ticket comes along with an admission: the same each time it is asked.
    public static UUID nonceAlong(UUID lead, TicketId companion) {
        return UUID.nameUUIDFromBytes((lead + " " + companion).getBytes(UTF_8));
    }

    /// Whether that is the nonce of a ticket which came along: such nonces are made from names, all others drawn.
    public static boolean isAlong(UUID nonce) {
        return nonce.version() == 3;
    }

    /// Writes down that the guest of a ticket has left.
    public ExitOutcome leave(ExitRequest request, Instant now) {
        return database.transact(tx -> Exit.leave(tx, request, now));
    }

    /// Admits a ticket that a steward has seen. The ticket is checked like any other, its entrance only if the
    /// steward names a lane; what [HandAdmission#overruled] names is not held against it. Asked again with the same
    /// nonce it answers the same. Where only an agent reaches the lane's gate, an order to it is written with the
    /// admission: see [GateOrders].
    ///
    /// @return [NotFound] if the event has no such ticket or lane
    public HandOutcome admitByHand(HandAdmission request, Instant now) {
        return database.transact(tx -> Entry.byHand(tx, request, now));
    }

    /// Takes in an admission that a lane made by itself while it could not ask, with the time at which it was made.
    /// To be called until it answers; told twice, it is counted once.
    public MergeOutcome merge(OfflineAdmission told, Instant now) {
        return database.transact(tx -> OfflineMerge.merge(tx, told, now));
    }

    /// Takes in that a lane saw the guest of a ticket leave while it could not ask. Told twice, it is once.
    ///
    /// @param at when, by the lane's own clock
    /// @return [ExitOutcome.NotInside] if no entry before that is on record; nothing is changed then
    public ExitOutcome mergeExit(ExitRequest told, Instant at) {
        return database.transact(tx -> Exit.merge(tx, told, at));
    }

    /// Takes in that the ticketing system has let a ticket in at a door of its own.
    ///
    /// @param nonce made from what that system calls it; told twice, it is counted once
    /// @return [MergeOutcome.Conflict] if somebody was let in here on the same ticket meanwhile; a steward is asked
    public MergeOutcome admittedElsewhere(TicketId ticket, UUID nonce, Instant at, Instant now) {
        return database.transact(tx -> OfflineMerge.elsewhere(tx, ticket, nonce, at, now));
    }

    /// Takes in that the ticketing system has seen a guest leave at a door of its own. Told twice, it is once;
    /// nobody inside changes nothing.
    public void leftElsewhere(TicketId ticket, UUID nonce, Instant at) {
        database.transact(tx -> {
            Exit.elsewhere(tx, ticket, nonce, at);
            return at;
        });
    }

    /// Takes in that the ticketing system took an entry at a door of its own back. Told twice, it is once; one that
    /// was never taken in changes nothing.
    ///
    /// @param nonce as for [#admittedElsewhere]
    public void annulledElsewhere(UUID nonce, Instant now) {
        database.transact(tx -> {
            Optional<Admission> entry = AdmissionStore.byNonce(tx, nonce)
                    .map(AdmissionStore.Standing::made)
                    .filter(made -> made.means() == AdmissionStore.Means.ELSEWHERE)
                    .map(AdmissionStore.Made::admission);
            if (entry.isPresent()) {
                TicketStore.hold(tx, entry.get().ticket());
                if (AdmissionStore.annul(tx, entry.get().id(), AnnulledFor.TICKETING, now)) {
                    String subject = "ticket " + entry.get().ticket() + ", admission "
                            + entry.get().id();
                    AuditLog.write(
                            tx, new AuditLog.Line(now, "ticketing", "annulled: taken back at its own door", subject));
                }
            }
            return now;
        });
    }

    /// Takes the right to command the gate. Whoever gets `true` commands it, once; nobody else may.
    public boolean claimGate(AdmissionId admission, Instant now) {
        return database.transact(tx -> AdmissionStore.claimGate(tx, admission, now));
    }

    /// Records that the gate said it opened.
    public void gateOpened(AdmissionId admission, Instant now) {
        database.transact(tx -> AdmissionStore.gateOpened(tx, admission, now));
    }

    /// Takes in that the lane went on with this admission while it was apart, so that its sensor could not be
    /// heard.
    public void toldLate(AdmissionId admission, Instant now) {
        database.transact(tx -> AdmissionStore.toldLate(tx, admission, now));
    }

    /// Takes an admission back because the guest did not pass; the ticket may be admitted again.
    ///
    /// @param steward the steward's name
    /// @return false if there is no such admission, it was annulled before, or the guest has left since
    public boolean annul(AdmissionId admission, String steward, Instant now) {
        return database.transact(tx -> {
            boolean annulled = AdmissionStore.annul(tx, admission, AnnulledFor.STEWARD, now);
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

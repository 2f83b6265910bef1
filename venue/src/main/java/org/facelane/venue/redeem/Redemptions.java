package org.facelane.venue.redeem;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.redeem.RedemptionStore.Due;
import org.facelane.venue.redeem.RedemptionStore.Kind;
import org.facelane.venue.redeem.TicketingAnswer.Done;
import org.facelane.venue.redeem.TicketingAnswer.NotYet;
import org.facelane.venue.redeem.TicketingAnswer.Refused;
import org.facelane.venue.redeem.TicketingAnswer.Silent;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.AnnulledFor;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.store.TicketStore;

/// Asks the event's ticketing system before a gate opens, and tells it of everything that it was not asked about.
///
/// ```
/// admitted by our rules ── enter ──► Done: the gate opens
///                            │      ► Refused: the admission is annulled, a steward is asked
///                            └ Silent: the gate opens; the entry is told later, with its own time
/// whatever was not told  ── tell ──► entered, left, annul, refused, each until it is done
/// ```
///
/// A guest who passed after all, when the system had been told that nobody did, is told as entered again: by another
/// nonce, for the first one's entry is taken back there for good, and with the time of then.
///
/// A system that was silent is not asked again for a few seconds, or for as long as it says, so that guests do not wait
/// for its time-outs. What it says of an entry that it hears of too late changes nothing about the guest, who is
/// inside: a steward is asked. Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does
/// not answer. Safe for use by several threads and from several nodes.
public final class Redemptions {
    private static final System.Logger LOG = System.getLogger(Redemptions.class.getName());
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /// So long a lane itself may be asking about an admission.
    private static final Duration ASKING = Duration.ofSeconds(10);

    /// Nobody else tells what somebody is telling.
    private static final Duration TELLING = Duration.ofSeconds(30);

    private static final int AT_ONCE = 50;

    /// Refused scans are nothing but a record there: they are told after all else, and so few at once that a device
    /// which may call so often a minute has room for its guests.
    private static final int REFUSALS_AT_ONCE = 5;

    /// What it has not heard of a refused scan by then, it does not hear.
    static final Duration REFUSAL_AGE_MAX = Duration.ofDays(1);

    private final Database database;
    private final Function<EventId, Ticketing> systems;
    private final Map<LaneId, Instant> notBefore = new ConcurrentHashMap<>();

    /// @param systems the ticketing system of each event; [OwnTickets] where our own tickets are all there is
    public Redemptions(Database database, Function<EventId, Ticketing> systems) {
        this.database = requireNonNull(database, "database is null");
        this.systems = requireNonNull(systems, "systems is null");
    }

    /// Asks whether a ticket that our rules have let in may enter, before its gate opens. Asked again it answers
    /// the same.
    ///
    /// @return why not; empty if the guest may pass
    public Optional<ReferReason> enter(Admission admission, Instant now) {
        return enter(admission, Set.of(), now);
    }

    /// As [#enter(Admission, Instant)], for a steward who does not mind some answers: the system is told of such an
    /// entry later, as of one that has happened.
    ///
    /// @param overruled why the system may not want the ticket in
    public Optional<ReferReason> enter(Admission admission, Set<ReferReason> overruled, Instant now) {
        Standing standing =
                database.read(tx -> AdmissionStore.find(tx, admission.id())).orElseThrow();
        Ticketing system = systems.apply(standing.made().event());
        Optional<LaneId> lane = admission.lane().filter(system.tellers()::contains);
        Optional<UUID> nonce = database.read(tx -> RedemptionStore.entryNonce(tx, admission.id()));
        if (lane.isEmpty() || nonce.isEmpty() || isSilent(lane.get(), now)) {
            return Optional.empty();
        }
        Ticketing.Redemption redemption =
                new Ticketing.Redemption(standing.ticketCode(), lane.get(), nonce.get(), admission.admittedAt());
        return switch (system.enter(redemption)) {
            case Done(Optional<String> attention) -> {
                Due due = new Due(
                        admission.id(),
                        Kind.ENTRY,
                        redemption.code(),
                        lane,
                        redemption.nonce(),
                        redemption.at(),
                        false);
                told(due, attention.map(text -> attention(standing, lane.get(), now, text)), now);
                yield Optional.empty();
            }
            case Refused refused when overruled.contains(refused.reason()) -> Optional.empty();
            case Refused refused -> {
                LOG.log(WARNING, "lane {0}: the ticketing system refuses a ticket: {1}", lane.get(), refused.detail());
                refuse(standing, lane.get(), refused, now);
                yield Optional.of(refused.reason());
            }
            case Silent silent -> {
                hush(lane.get(), silent, now);
                yield Optional.empty();
            }
            case NotYet _ -> Optional.empty();
        };
    }

    /// Tells the ticketing system of every event what it does not know yet. To be called every few seconds; several
    /// nodes may do it at once, and each thing is told by one of them.
    public void tellEverybody(Instant now) {
        database.read(RedemptionStore::events).forEach(event -> tell(event, now));
    }

    /// Tells the event's ticketing system what it does not know yet.
    ///
    /// @return how many things it was told
    public int tell(EventId event, Instant now) {
        Ticketing system = systems.apply(event);
        if (system.tellers().isEmpty()) {
            return 0;
        }
        int count = 0;
        for (Due due : database.read(tx -> RedemptionStore.due(tx, event, now.minus(ASKING), now, AT_ONCE))) {
            if (isSilent(teller(system, due.lane()), now)) {
                continue;
            }
            Optional<Due> claimed = database.transact(
                    tx -> RedemptionStore.claim(tx, due.admission(), UUID.randomUUID(), now, now.plus(TELLING)));
            if (claimed.isPresent()) {
                LaneId teller = teller(system, claimed.get().lane());
                count += tell(system, claimed.get(), teller, now) ? 1 : 0;
            }
        }
        return count + tellRefusals(system, event, now);
    }

    /// How many entries, exits and annulments the event's ticketing system was not told of yet.
    public static long untold(Connection tx, EventId event) throws SQLException {
        return RedemptionStore.countDue(tx, event);
    }

    private boolean tell(Ticketing system, Due due, LaneId teller, Instant now) {
        Ticketing.Redemption redemption = due.by(teller);
        TicketingAnswer answer = switch (due.kind()) {
            case ENTRY -> due.refused() ? system.entered(redemption) : system.enter(redemption);
            case EXIT -> system.left(redemption);
            case ANNULMENT -> system.annul(redemption);
        };
        return switch (answer) {
            case Done(Optional<String> attention) -> {
                Optional<Case> toAsk = attention
                        .filter(_ -> due.kind() == Kind.ENTRY)
                        .map(text -> attention(standing(due), teller, now, text));
                told(due, toAsk, now);
                yield true;
            }
            case Silent silent -> {
                hush(teller, silent, now);
                yield false;
            }
            case NotYet(String detail) -> {
                LOG.log(DEBUG, "{0} of admission {1} is told later: {2}", due.kind(), due.admission(), detail);
                yield false;
            }
            case Refused _
            when due.refused() -> {
                told(due, Optional.empty(), now);
                yield true;
            }
            case Refused refused -> {
                LOG.log(
                        WARNING,
                        "the ticketing system refuses {0} of admission {1}: {2}",
                        due.kind(),
                        due.admission(),
                        refused.detail());
                if (due.kind() == Kind.ENTRY) {
                    tooLate(due, teller, refused, now);
                    yield tell(system, due.asRefused(), teller, now);
                }
                told(due, Optional.empty(), now);
                yield true;
            }
        };
    }

    /// The guest is inside. It goes on record there all the same, and a steward is asked, unless it was a steward
    /// who let the guest in and nobody else came in on the ticket. Both are written before it is told by force: if
    /// that answer is lost, the system takes the second call for the first, and objects no more.
    private void tooLate(Due due, LaneId teller, Refused refused, Instant now) {
        Standing standing = standing(due);
        boolean isDecidedByHand = standing.made().means() == AdmissionStore.Means.STEWARD
                && refused.reason() != ReferReason.ALREADY_ADMITTED;
        Referral toAsk = referral(standing, due.lane().orElse(teller), late(refused.reason()), now);
        database.transact(tx -> {
            RedemptionStore.forced(tx, due.admission(), now);
            if (!isDecidedByHand && ReferralStore.insert(tx, toAsk, refused.note())) {
                RedemptionStore.refusalTold(tx, toAsk.id().value(), now); // it knows what it refused
            }
            writeObjection(tx, due.admission(), refused, now);
            return now;
        });
    }

    private static void writeObjection(Connection tx, AdmissionId admission, Refused refused, Instant now)
            throws SQLException {
        String said = "would not have let in: " + refused.detail();
        AuditLog.write(tx, new AuditLog.Line(now, "ticketing", said, "admission " + admission));
    }

    /// What a steward is asked, in the ticketing system's own words where it has some.
    private record Case(Referral referral, Optional<String> note) {}

    private Case attention(Standing standing, LaneId teller, Instant now, String text) {
        LaneId lane = standing.made().admission().lane().orElse(teller);
        return new Case(referral(standing, lane, ReferReason.TICKETING_ATTENTION, now), Optional.of(text));
    }

    private static Referral referral(Standing standing, LaneId lane, ReferReason reason, Instant now) {
        return new Referral(
                ReferralId.random(),
                standing.made().event(),
                lane,
                reason,
                Optional.of(standing.made().admission().ticket()),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    private Standing standing(Due due) {
        return database.read(tx -> AdmissionStore.find(tx, due.admission())).orElseThrow();
    }

    private int tellRefusals(Ticketing system, EventId event, Instant now) {
        int count = 0;
        List<String> reasons =
                RefusalReasons.ours().stream().map(ReferReason::name).toList();
        Instant since = now.minus(REFUSAL_AGE_MAX);
        for (Ticketing.Refusal due :
                database.read(tx -> RedemptionStore.dueRefusals(tx, event, reasons, since, now, REFUSALS_AT_ONCE))) {
            LaneId teller = teller(system, Optional.of(due.lane()));
            if (isSilent(teller, now)
                    || !database.transact(tx -> RedemptionStore.claimRefusal(tx, due, now, now.plus(TELLING)))) {
                continue;
            }
            if (system.refused(due.by(teller)) instanceof Silent silent) {
                hush(teller, silent, now);
            } else {
                database.transact(tx -> {
                    RedemptionStore.refusalTold(tx, due.nonce(), now);
                    return now;
                });
                count++;
            }
        }
        return count;
    }

    /// The lane asks a steward; if there is something to say about it, that is said here, and the lane asks the
    /// same.
    private void refuse(Standing standing, LaneId lane, Refused refused, Instant now) {
        Admission admission = standing.made().admission();
        database.transact(tx -> {
            TicketStore.hold(tx, admission.ticket());
            RedemptionStore.refused(tx, admission.id(), refused.reason(), now);
            if (AdmissionStore.annul(tx, admission.id(), AnnulledFor.TICKETING, now)) {
                String subject = "ticket " + admission.ticket() + ", admission " + admission.id();
                AuditLog.write(tx, new AuditLog.Line(now, "ticketing", "annulled: " + refused.detail(), subject));
            } else if (AdmissionStore.find(tx, admission.id())
                    .flatMap(Standing::annulledAt)
                    .isEmpty()) {
                cameInMeanwhile(tx, standing, lane, refused, now);
                return now;
            }
            if (refused.note().isPresent()) {
                ReferralStore.insert(tx, referral(standing, lane, refused.reason(), now), refused.note());
            }
            return now;
        });
    }

    /// A lane that did not hear the answer in time has let the guest in by itself and said so.
    private static void cameInMeanwhile(Connection tx, Standing standing, LaneId lane, Refused refused, Instant now)
            throws SQLException {
        Referral toAsk = referral(standing, lane, late(refused.reason()), now);
        if (ReferralStore.insert(tx, toAsk, refused.note())) {
            RedemptionStore.refusalTold(tx, toAsk.id().value(), now); // it knows what it refused
        }
        writeObjection(tx, standing.made().admission().id(), refused, now);
    }

    private static ReferReason late(ReferReason reason) {
        return reason == ReferReason.ALREADY_ADMITTED ? ReferReason.ADMITTED_TWICE : reason;
    }

    private void told(Due due, Optional<Case> toAsk, Instant now) {
        database.transact(tx -> {
            RedemptionStore.told(tx, due.admission(), due.kind(), now);
            if (toAsk.isPresent()) {
                ReferralStore.insert(tx, toAsk.get().referral(), toAsk.get().note());
            }
            return now;
        });
    }

    private static LaneId teller(Ticketing system, Optional<LaneId> lane) {
        return lane.filter(system.tellers()::contains).orElse(system.tellers().getFirst());
    }

    private boolean isSilent(LaneId lane, Instant now) {
        Instant until = notBefore.get(lane);
        return until != null && now.isBefore(until);
    }

    private void hush(LaneId lane, Silent silent, Instant now) {
        LOG.log(WARNING, "lane {0}: the ticketing system does not answer: {1}", lane, silent.detail());
        Duration pause = silent.notBefore().compareTo(SILENCE) > 0 ? silent.notBefore() : SILENCE;
        notBefore.put(lane, now.plus(pause));
    }
}

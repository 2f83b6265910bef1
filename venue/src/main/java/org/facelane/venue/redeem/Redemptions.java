package org.facelane.venue.redeem;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.facelane.venue.Admission;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.redeem.RedemptionStore.Due;
import org.facelane.venue.redeem.RedemptionStore.DueRefusal;
import org.facelane.venue.redeem.RedemptionStore.Kind;
import org.facelane.venue.redeem.TicketingAnswer.Done;
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
            case Done _ -> {
                told(
                        new Due(
                                admission.id(),
                                Kind.ENTRY,
                                redemption.code(),
                                lane,
                                redemption.nonce(),
                                redemption.at()),
                        now);
                yield Optional.empty();
            }
            case Refused(ReferReason reason, String detail) -> {
                LOG.log(WARNING, "lane {0}: the ticketing system refuses a ticket: {1}", lane.get(), detail);
                refuse(admission, reason, detail, now);
                yield Optional.of(reason);
            }
            case Silent silent -> {
                hush(lane.get(), silent, now);
                yield Optional.empty();
            }
        };
    }

    /// Tells the event's ticketing system what it does not know yet. To be called every few seconds; several nodes
    /// may do it at once, and each thing is told by one of them.
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
            Optional<Due> claimed = database.transact(tx ->
                    RedemptionStore.claim(tx, due.admission(), UUID.randomUUID(), now, now.plus(TELLING)));
            if (claimed.isPresent()) {
                LaneId teller = teller(system, claimed.get().lane());
                count += tell(system, claimed.get(), teller, event, now) ? 1 : 0;
            }
        }
        return count + tellRefusals(system, event, now);
    }

    /// How many entries, exits and annulments the event's ticketing system was not told of yet.
    public static long untold(Connection tx, EventId event) throws SQLException {
        return RedemptionStore.countDue(tx, event);
    }

    private boolean tell(Ticketing system, Due due, LaneId teller, EventId event, Instant now) {
        Ticketing.Redemption redemption = due.by(teller);
        TicketingAnswer answer = switch (due.kind()) {
            case ENTRY -> system.enter(redemption);
            case EXIT -> system.left(redemption);
            case ANNULMENT -> system.annul(redemption);
        };
        return switch (answer) {
            case Done _ -> {
                told(due, now);
                yield true;
            }
            case Silent silent -> {
                hush(teller, silent, now);
                yield false;
            }
            case Refused(ReferReason reason, String detail) ->
                tooLate(system, due, redemption, event, reason, detail, now);
        };
    }

    /// The guest is inside. It goes on record there all the same, and a steward is asked.
    private boolean tooLate(
            Ticketing system,
            Due due,
            Ticketing.Redemption redemption,
            EventId event,
            ReferReason reason,
            String detail,
            Instant now) {
        LOG.log(WARNING, "the ticketing system refuses {0} of admission {1}: {2}", due.kind(), due.admission(), detail);
        if (due.kind() == Kind.ENTRY && system.entered(redemption) instanceof Silent silent) {
            hush(redemption.lane(), silent, now);
            return false;
        }
        database.transact(tx -> {
            Standing standing = AdmissionStore.find(tx, due.admission()).orElseThrow();
            RedemptionStore.told(tx, due.admission(), due.kind(), now);
            if (due.kind() == Kind.ENTRY) {
                ReferralStore.insert(
                        tx,
                        new Referral(
                                ReferralId.random(),
                                event,
                                due.lane().orElse(redemption.lane()),
                                reason == ReferReason.ALREADY_ADMITTED ? ReferReason.ADMITTED_TWICE : reason,
                                Optional.of(standing.made().admission().ticket()),
                                Optional.empty(),
                                Optional.empty(),
                                now));
                String subject = "admission " + due.admission();
                AuditLog.write(tx, new AuditLog.Line(now, "ticketing", "would not have let in: " + detail, subject));
            }
            return now;
        });
        return true;
    }

    private int tellRefusals(Ticketing system, EventId event, Instant now) {
        int count = 0;
        List<String> reasons =
                RefusalReasons.ours().stream().map(ReferReason::name).toList();
        for (DueRefusal due : database.read(tx -> RedemptionStore.dueRefusals(tx, event, reasons, AT_ONCE))) {
            LaneId teller = teller(system, Optional.of(due.refusal().lane()));
            if (isSilent(teller, now)
                    || !database.transact(tx -> RedemptionStore.claimRefusal(tx, due.referral(), now))) {
                continue;
            }
            Ticketing.Refusal refusal = new Ticketing.Refusal(
                    due.refusal().code(),
                    teller,
                    due.refusal().reason(),
                    due.refusal().at());
            if (system.refused(refusal) instanceof Silent silent) {
                hush(teller, silent, now);
                database.transact(tx -> {
                    RedemptionStore.unclaimRefusal(tx, due.referral());
                    return now;
                });
            } else {
                count++;
            }
        }
        return count;
    }

    private void refuse(Admission admission, ReferReason reason, String detail, Instant now) {
        database.transact(tx -> {
            TicketStore.hold(tx, admission.ticket());
            RedemptionStore.refused(tx, admission.id(), reason, now);
            if (AdmissionStore.annul(tx, admission.id(), AnnulledFor.TICKETING, now)) {
                String subject = "ticket " + admission.ticket() + ", admission " + admission.id();
                AuditLog.write(tx, new AuditLog.Line(now, "ticketing", "annulled: " + detail, subject));
            }
            return now;
        });
    }

    private void told(Due due, Instant now) {
        database.transact(tx -> {
            RedemptionStore.told(tx, due.admission(), due.kind(), now);
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

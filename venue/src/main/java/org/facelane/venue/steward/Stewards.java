package org.facelane.venue.steward;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferralId;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AdmittedHereJustNow;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.admission.AdmissionOutcome.NotFound;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.admission.HandOutcome;
import org.facelane.venue.admission.HandOutcome.NoSuchLane;
import org.facelane.venue.admission.HandOutcome.OtherWish;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.steward.LetInByHand.GateWord;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;

/// What stewards do: help whom a lane referred, and let tickets in by hand. Every act leaves an audit line.
///
/// Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by
/// several threads.
public final class Stewards {
    private static final System.Logger LOG = System.getLogger(Stewards.class.getName());

    private final Database database;
    private final Admissions admissions;
    private final Redemptions redemptions;
    private final Function<Lane, Optional<Gate>> gates;
    private final GateOrders orders;

    /// Admissions whose gate this server commands at this moment.
    private final Set<AdmissionId> opening = ConcurrentHashMap.newKeySet();

    /// @param gates the gate of a lane, where it has one that this server reaches
    /// @param orders to the agents of lanes whose gates it does not
    public Stewards(
            Database database,
            Admissions admissions,
            Redemptions redemptions,
            Function<Lane, Optional<Gate>> gates,
            GateOrders orders) {
        this.database = requireNonNull(database, "database is null");
        this.admissions = requireNonNull(admissions, "admissions is null");
        this.redemptions = requireNonNull(redemptions, "redemptions is null");
        this.gates = requireNonNull(gates, "gates is null");
        this.orders = requireNonNull(orders, "orders is null");
    }

    /// What became of an attempt to close a referral.
    public sealed interface Resolution {
        /// Closed by this call.
        record Resolved() implements Resolution {}

        /// Another steward was faster, or the same one clicked twice.
        ///
        /// @param by the steward's name
        record ResolvedBefore(Instant at, String by) implements Resolution {}

        /// There is no such referral.
        record NoSuchReferral() implements Resolution {}
    }

    /// Closes a referral: the steward has helped.
    ///
    /// @param steward the steward's name
    public Resolution resolve(ReferralId referral, String steward, Instant now) {
        return database.transact(tx -> {
            if (ReferralStore.resolve(tx, referral, steward, now)) {
                AuditLog.write(tx, new AuditLog.Line(now, "staff " + steward, "resolved", "referral " + referral));
                return new Resolution.Resolved();
            }
            Optional<ReferralStore.Standing> standing = ReferralStore.find(tx, referral);
            return standing.<Resolution>map(before -> new Resolution.ResolvedBefore(
                            before.resolvedAt().orElseThrow(),
                            before.resolvedBy().orElseThrow()))
                    .orElse(new Resolution.NoSuchReferral());
        });
    }

    /// Lets a ticket in by hand, at a lane as the lane would: by our rules, then by the ticketing system's, then
    /// the gate. See [Admissions#admitByHand].
    /// Asked again with the same nonce it answers the same, and commands no gate twice. Blocks as long as the gate
    /// may take; where the lane's agent is told to open it, it says [GateWord#OPENING] at once, and what became of
    /// it when it is asked again.
    public LetInByHand admitByHand(HandAdmission request, Instant now) {
        HandOutcome outcome = admissions.admitByHand(request, now);
        return switch (outcome) {
            case Admitted(Admission admission) -> atTheLane(outcome, admission, request, now);
            case AdmittedHereJustNow(Admission admission) -> atTheLane(outcome, admission, request, now);
            case AlreadyAdmitted _, NotAdmissible _, NotFound _, NoSuchLane _, OtherWish _ ->
                new LetInByHand(outcome, GateWord.NOT_COMMANDED);
        };
    }

    private LetInByHand atTheLane(HandOutcome outcome, Admission admission, HandAdmission request, Instant now) {
        Optional<GateOrders.State> before =
                orders.state(admission).filter(state -> state != GateOrders.State.NOT_GIVEN);
        if (before.isPresent()) {
            return new LetInByHand(outcome, word(before.get()));
        }
        return redemptions
                .enter(admission, request.overruled(), now)
                .map(reason -> new LetInByHand(new NotAdmissible(reason), GateWord.NOT_COMMANDED))
                .orElseGet(() -> new LetInByHand(outcome, open(admission, now)));
    }

    private static GateWord word(GateOrders.State state) {
        return switch (state) {
            case NOT_GIVEN, ON_ITS_WAY -> GateWord.OPENING;
            case NOT_HEARD -> GateWord.NOT_HEARD;
            case OPENED -> GateWord.OPENED;
            case NOT_OPENED -> GateWord.DID_NOT_OPEN;
        };
    }

    private GateWord open(Admission admission, Instant now) {
        return orders.give(admission).map(Stewards::word).orElseGet(() -> openFromHere(admission, now));
    }

    private GateWord openFromHere(Admission admission, Instant now) {
        Optional<Gate> gate = admission
                .lane()
                .flatMap(lane -> database.read(tx -> LaneStore.find(tx, lane)))
                .map(LaneStore.Listed::lane)
                .flatMap(gates);
        if (gate.isEmpty()) {
            return GateWord.NOT_COMMANDED;
        }
        if (!opening.add(admission.id())) {
            return GateWord.OPENING;
        }
        try {
            return admissions.claimGate(admission.id(), now)
                    ? command(gate.get(), admission, now)
                    : whatItSaid(admission.id());
        } finally {
            opening.remove(admission.id());
        }
    }

    private GateWord whatItSaid(AdmissionId admission) {
        boolean opened = database.read(tx -> AdmissionStore.find(tx, admission))
                .flatMap(AdmissionStore.Standing::gateOpenedAt)
                .isPresent();
        return opened ? GateWord.OPENED : GateWord.DID_NOT_OPEN;
    }

    private GateWord command(Gate gate, Admission admission, Instant now) {
        return switch (gate.open(admission)) {
            case Opened _ -> {
                admissions.gateOpened(admission.id(), now);
                yield GateWord.OPENED;
            }
            case NotOpened(GateOutcome.Reason _, String detail) -> {
                LOG.log(WARNING, "admission {0} by hand: {1}", admission.id(), detail);
                yield GateWord.DID_NOT_OPEN;
            }
        };
    }

    /// Takes an admission back because the guest did not pass; see [Admissions#annul].
    public boolean annul(AdmissionId admission, String steward, Instant now) {
        return admissions.annul(admission, steward, now);
    }
}

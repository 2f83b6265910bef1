package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.facelane.venue.Admission;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.steward.BoardEvent.Arrival;
import org.facelane.venue.steward.BoardEvent.Counts;
import org.facelane.venue.steward.BoardEvent.LaneChanged;
import org.facelane.venue.steward.BoardEvent.ReferralOpened;
import org.facelane.venue.steward.BoardEvent.ReferralResolved;
import org.facelane.venue.steward.BoardEvent.Snapshot;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferralStore;

/// One event as its boards know it: reads what is new and hands it to the subscribers. Guarded by the [Board]'s lock.
final class Watch {
    /// How far every look goes back behind the last one that succeeded.
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private static final int ARRIVAL_COUNT = 50;

    private final Database database;
    private final EventId event;
    private final InstantSource clock;
    private final List<BoardSubscription> subscriptions = new ArrayList<>();
    private Optional<Instant> looked = Optional.empty();
    private Set<String> known = Set.of();
    private Map<LaneId, LaneChanged> lanes = Map.of();
    private Optional<Counts> counts = Optional.empty();

    /// What one look at the database shows, all of the same moment.
    ///
    /// @param referrals those that are open, whenever they were made, and those that changed lately
    private record Reading(
            List<AdmissionStore.Standing> admissions,
            List<ReferralStore.Standing> referrals,
            Counts counts,
            List<Lane> lanes,
            Map<LaneId, LaneOrder> orders,
            List<LaneId> silentSensors,
            Optional<Latest> latest) {
        List<ReferralStore.Standing> open() {
            return referrals.stream()
                    .filter(standing -> standing.resolvedAt().isEmpty())
                    .toList();
        }

        boolean hasSilentGate(LaneId lane) {
            return open().stream()
                    .map(ReferralStore.Standing::referral)
                    .anyMatch(referral -> referral.reason() == ReferReason.GATE_DID_NOT_OPEN
                            && referral.lane().equals(lane));
        }
    }

    private record Latest(List<AdmissionStore.Standing> admissions, List<ReferralStore.Standing> referrals) {}

    Watch(Database database, EventId event, InstantSource clock) {
        this.database = requireNonNull(database, "database is null");
        this.event = requireNonNull(event, "event is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    void add(BoardSubscription subscription) {
        subscriptions.add(subscription);
    }

    /// @return true if nobody is left
    boolean remove(BoardSubscription subscription) {
        subscriptions.remove(subscription);
        return subscriptions.isEmpty();
    }

    List<BoardSubscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /// Tells each subscriber what is new to it.
    void refresh(List<LaneState> running) {
        boolean someoneBehind = subscriptions.stream().anyMatch(BoardSubscription::isBehind);
        Instant now = clock.instant();
        Reading reading = database.read(tx -> read(tx, someoneBehind, now));
        looked = Optional.of(now);
        List<LaneChanged> states = states(reading, running);
        List<BoardEvent> news = news(reading, states);
        Optional<Snapshot> snapshot = reading.latest().map(latest -> snapshot(latest, reading, states));
        for (BoardSubscription subscription : List.copyOf(subscriptions)) {
            if (subscription.isBehind()) {
                snapshot.ifPresent(subscription::offer);
            } else {
                news.forEach(subscription::offer);
            }
        }
    }

    private Reading read(Connection tx, boolean withLatest, Instant now) throws SQLException {
        Instant since = looked.filter(now::isAfter).orElse(now).minus(OVERLAP);
        EventStore.Counts counts = EventStore.counts(tx, event);
        return new Reading(
                AdmissionStore.since(tx, event, since),
                ReferralStore.openOrChangedSince(tx, event, since),
                new Counts(counts.enrolled(), counts.admitted(), counts.referralsOpen()),
                LaneStore.list(tx, event).stream()
                        .filter(listed -> listed.revokedAt().isEmpty())
                        .map(LaneStore.Listed::lane)
                        .toList(),
                LaneOrders.standing(tx, now),
                LaneStore.silentSensors(tx, event, now),
                withLatest
                        ? Optional.of(new Latest(
                                AdmissionStore.latest(tx, event, ARRIVAL_COUNT),
                                ReferralStore.latest(tx, event, ARRIVAL_COUNT)))
                        : Optional.empty());
    }

    /// What was not known before; from now on it is.
    private List<BoardEvent> news(Reading reading, List<LaneChanged> states) {
        Set<String> seen = new HashSet<>();
        List<BoardEvent> news = new ArrayList<>();
        for (AdmissionStore.Standing admission : reading.admissions()) {
            String id = admission.made().admission().id().toString();
            boolean fresh = isNew("admission " + id, seen);
            if (admission.annulledAt().isPresent()) {
                if (isNew("annulment " + id, seen)) {
                    news.add(annulled(admission, admission.annulledAt().get()));
                }
            } else if (fresh) {
                news.add(admitted(admission));
            }
        }
        for (ReferralStore.Standing standing : reading.referrals()) {
            ReferralId id = standing.referral().id();
            if (isNew("referral " + id, seen)) {
                referred(standing).ifPresent(news::add);
                news.add(opened(standing));
            }
            if (standing.resolvedAt().isPresent() && isNew("resolution " + id, seen)) {
                news.add(new ReferralResolved(
                        id, standing.resolvedAt().get(), standing.resolvedBy().orElse("")));
            }
        }
        known = seen;
        Map<LaneId, LaneChanged> now = new HashMap<>();
        for (LaneChanged state : states) {
            LaneId id = state.lane().lane().id();
            now.put(id, shown(state));
            if (!shown(state).equals(lanes.get(id))) {
                news.add(state);
            }
        }
        lanes = now;
        if (!counts.equals(Optional.of(reading.counts()))) {
            counts = Optional.of(reading.counts());
            news.add(reading.counts());
        }
        return news;
    }

    private boolean isNew(String name, Set<String> seen) {
        seen.add(name);
        return !known.contains(name);
    }

    private static Snapshot snapshot(Latest latest, Reading reading, List<LaneChanged> states) {
        Stream<Arrival> admitted = latest.admissions().stream()
                .filter(standing -> standing.annulledAt().isEmpty())
                .map(Watch::admitted);
        Stream<Arrival> referred = latest.referrals().stream().flatMap(standing -> referred(standing).stream());
        List<Arrival> arrivals = Stream.concat(admitted, referred)
                .sorted(Comparator.comparing(Arrival::at).reversed())
                .limit(ARRIVAL_COUNT)
                .toList();
        return new Snapshot(arrivals, reading.open().stream().map(Watch::opened).toList(), states, reading.counts());
    }

    private static List<LaneChanged> states(Reading reading, List<LaneState> running) {
        List<LaneState> states = new ArrayList<>(running);
        for (Lane lane : reading.lanes()) {
            if (running.stream().noneMatch(state -> state.lane().id().equals(lane.id()))) {
                Optional<String> why = Optional.of(Why.NOT_CONNECTED.says());
                states.add(new LaneState(lane, Activity.OFFLINE, why, Optional.empty(), 0, 0, 0));
            }
        }
        states.sort(Comparator.comparing(state -> state.lane().name()));
        return states.stream()
                .map(state -> new LaneChanged(
                        withTroubleAtTheGate(state, reading),
                        Optional.ofNullable(reading.orders().get(state.lane().id()))))
                .toList();
    }

    /// A gate that did not open is seen by its open referral, a sensor that nobody hears by the database; whatever
    /// else is wrong with the lane comes first.
    private static LaneState withTroubleAtTheGate(LaneState state, Reading reading) {
        LaneId lane = state.lane().id();
        Optional<Why> atTheGate = reading.hasSilentGate(lane)
                ? Optional.of(Why.GATE_SILENT)
                : Optional.of(Why.SENSOR_SILENT)
                        .filter(_ -> reading.silentSensors().contains(lane));
        return new LaneState(
                state.lane(),
                state.activity(),
                state.why().or(() -> atTheGate.map(Why::says)),
                state.gallery(),
                state.unrecognisedCount(),
                state.droppedFrameCount(),
                state.damagedFrameCount());
    }

    /// Dropped frames are many and no news.
    private static LaneChanged shown(LaneChanged changed) {
        LaneState state = changed.lane();
        return new LaneChanged(
                new LaneState(
                        state.lane(),
                        state.activity(),
                        state.why(),
                        state.gallery(),
                        state.unrecognisedCount(),
                        0,
                        state.damagedFrameCount()),
                changed.order());
    }

    private static Arrival admitted(AdmissionStore.Standing standing) {
        AdmissionStore.Made made = standing.made();
        return new Arrival.Admitted(
                made.admission().id(),
                made.admission().admittedAt(),
                made.admission().lane(),
                standing.ticketCode(),
                standing.holder(),
                made.waited(),
                made.by().flatMap(steward -> made.reason().map(reason -> new Arrival.Hand(steward, reason))));
    }

    private static Arrival annulled(AdmissionStore.Standing standing, Instant at) {
        Admission admission = standing.made().admission();
        return new Arrival.Annulled(admission.id(), at, admission.lane(), standing.ticketCode(), standing.holder());
    }

    /// Recognised guests only; who was admitted has arrived already, whatever the gate did.
    private static Optional<Arrival> referred(ReferralStore.Standing standing) {
        Referral referral = standing.referral();
        if (referral.admission().isPresent() || referral.reason() == ReferReason.TICKETING_ATTENTION) {
            return Optional.empty();
        }
        return standing.ticketCode()
                .map(code -> new Arrival.Referred(
                        referral.id(),
                        referral.at(),
                        referral.lane(),
                        referral.reason(),
                        code,
                        standing.holder(),
                        referral.waited()));
    }

    private static ReferralOpened opened(ReferralStore.Standing standing) {
        Referral referral = standing.referral();
        return new ReferralOpened(
                referral.id(),
                referral.at(),
                referral.lane(),
                referral.reason(),
                standing.note(),
                standing.ticketCode(),
                standing.holder());
    }
}

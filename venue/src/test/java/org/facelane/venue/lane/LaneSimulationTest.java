package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Candidate;
import org.facelane.face.ReferenceId;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.lane.CountedGate.Crash;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/// An evening in invented time at several lanes: guests come, come again, come to two lanes, withdraw and come all the
/// same; processes end before any of their transactions and start again. Everything that happens is drawn from a seed;
/// only the moment at which a lane hears of a change is the machine's own, and nothing asserted depends on it.
class LaneSimulationTest {
    private static final int LANE_COUNT = 4;
    private static final int GUEST_COUNT = 150;
    private static final int ARRIVAL_COUNT = 400;
    private static final double CRASH_RATE = 0.25;
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final Map<AdmissionId, Integer> commands = new HashMap<>();
    private final Set<ReferenceId> erased = new HashSet<>();
    private final Map<ReferenceId, Enrolled> leaving = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<Enrolled> guests = new ArrayList<>();
    private final long seed = System.nanoTime();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private Event event;
    private GalleryFeed feed;
    private int crashCount;
    private int letInCount;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /// A lane of one process: what a crash takes away.
    private final class Simulated {
        private final Lane lane;
        private int callsLeft = Integer.MAX_VALUE;
        private LaneTurn turn;
        private GalleryHold hold;
        private long track;

        Simulated(Lane lane) {
            this.lane = lane;
            turn = newTurn();
            hold = newHold();
        }

        /// The process looks at its clock before every transaction; at one of these looks it ends.
        private Instant look() {
            if (--callsLeft == 0) {
                throw new Crash();
            }
            return clock.instant();
        }

        private void restart() {
            callsLeft = Integer.MAX_VALUE;
            new Erasures(test.database(), lane.name()).nodeStarted(clock.instant());
            turn = newTurn();
            hold = newHold();
        }

        private LaneTurn newTurn() {
            InstantSource time = this::look;
            Gate gate = LaneSimulationTest.this::command;
            Passage passage = new Passage(
                    lane, new DatabaseDesk(test.database(), admissions(), Guests.ownTickets(test)), gate, time);
            return new LaneTurn(LaneRules.DEFAULT, passage, time, random);
        }

        private GalleryHold newHold() {
            return new GalleryHold(
                    lane, new Erasures(test.database(), lane.name()), () -> feed, Duration.ofDays(1), clock);
        }
    }

    @BeforeEach
    void prepare() {
        System.out.println("LaneSimulationTest seed " + seed);
        test.clear();
        event = Guests.event(test);
        for (int i = 0; i < GUEST_COUNT; i++) {
            Ticket.Status status = random.nextInt(10) == 0 ? Ticket.Status.BLOCKED : Ticket.Status.VALID;
            guests.add(Guests.enrolled(test, event, Guests.ticket(test, event, status)));
        }
        feed = GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, clock);
    }

    @AfterEach
    void end() {
        feed.close();
    }

    @RepeatedTest(3)
    void keepsItsPromises() {
        List<Simulated> lanes = new ArrayList<>();
        for (int i = 0; i < LANE_COUNT; i++) {
            lanes.add(new Simulated(Guests.lane(test, event)));
        }
        for (int i = 0; i < ARRIVAL_COUNT; i++) {
            clock.pass(Duration.ofMillis(random.nextInt(2_000)));
            Enrolled guest = guests.get(random.nextInt(GUEST_COUNT));
            if (random.nextInt(12) == 0) {
                withdraw(guest);
                noteErased(); // before any lane has heard of it, unless somebody is wrong
            }
            arrive(lanes.get(random.nextInt(LANE_COUNT)), guest, random.nextInt(8) == 0);
            noteErased();
            if (random.nextInt(5) == 0) {
                admissions().settle(clock.instant());
            }
        }
        clock.pass(Duration.ofMinutes(5));
        admissions().settle(clock.instant());
        check();
    }

    /// Stands before the lane for a few frames, or until it has decided; the process may end at any step.
    private void arrive(Simulated lane, Enrolled guest, boolean stranger) {
        lane.callsLeft = random.nextDouble() < CRASH_RATE ? 1 + random.nextInt(14) : Integer.MAX_VALUE;
        lane.track++;
        Instant since = clock.instant();
        int frameCount = 1 + random.nextInt(6);
        try {
            for (int frame = 1; frame <= frameCount; frame++) {
                clock.pass(Duration.ofMillis(100));
                if (!(lane.hold.current() instanceof Held.Current held)) {
                    continue;
                }
                LaneObservation seen = new LaneObservation.Seen(
                        lane.track,
                        stranger ? Guests.features(1_000_000_000L + random.nextInt(1_000_000)) : guest.features(),
                        frame,
                        PadVerdict.UNDECIDED,
                        Optional.empty(),
                        since);
                Sighting sighting = Sighting.of(seen, held.gallery(), LaneRules.DEFAULT.policy(), lane.lane);
                noteSighting(sighting);
                lane.turn
                        .take(sighting, clock.instant(), Duration.ZERO)
                        .ended()
                        .ifPresent(ended -> noteEnd(ended, guest));
            }
        } catch (Crash e) {
            crashCount++;
            lane.restart();
        }
        lane.callsLeft = Integer.MAX_VALUE;
    }

    private GateOutcome command(Admission admission) {
        Optional<AdmissionStore.Standing> standing =
                test.database().read(tx -> AdmissionStore.find(tx, admission.id()));
        if (standing.isEmpty() || standing.get().gateClaimedAt().isEmpty()) {
            broken.add("the gate was commanded without a committed, claimed admission " + admission.id());
        }
        commands.merge(admission.id(), 1, Integer::sum);
        return switch (random.nextInt(20)) {
            case 0 -> throw new Crash();
            case 1 -> new GateOutcome.NotOpened(GateOutcome.Reason.NO_ANSWER, "simulated");
            default -> new GateOutcome.Opened();
        };
    }

    private void withdraw(Enrolled guest) {
        new Erasures(test.database(), "office").withdraw(guest.guest().id(), clock.instant());
        leaving.put(guest.reference(), guest);
    }

    private void noteErased() {
        Erasures erasures = new Erasures(test.database(), "office");
        for (Enrolled guest : leaving.values()) {
            if (!erased.contains(guest.reference())
                    && erasures.progress(guest.guest().id()).orElseThrow() instanceof Erasure.Erased) {
                erased.add(guest.reference());
            }
        }
    }

    private void noteSighting(Sighting sighting) {
        for (Candidate candidate : sighting.candidates()) {
            if (erased.contains(candidate.reference())) {
                broken.add("reference " + candidate.reference() + " was found after it was erased");
            }
        }
    }

    private void noteEnd(TurnEnded ended, Enrolled guest) {
        if (ended.ending() instanceof Ending.LetIn(Admission admission)) {
            letInCount++;
            if (leaving.containsKey(guest.reference())
                    && admission.ticket().equals(guest.ticket().id())) {
                broken.add("ticket " + guest.ticket().code() + " was admitted by face after the guest withdrew");
            }
        }
    }

    private void check() {
        List<AdmissionStore.Standing> admissions =
                test.database().read(tx -> AdmissionStore.latest(tx, event.id(), Integer.MAX_VALUE));
        Set<AdmissionId> referred = new HashSet<>();
        for (ReferralStore.Standing standing : test.database().read(tx -> ReferralStore.open(tx, event.id()))) {
            Referral referral = standing.referral();
            referral.admission().ifPresent(referred::add);
        }
        Set<TicketId> tickets = new HashSet<>();
        for (AdmissionStore.Standing standing : admissions) {
            Admission admission = standing.made().admission();
            if (!tickets.add(admission.ticket())) {
                broken.add("ticket " + standing.ticketCode() + " was admitted twice");
            }
            if (commands.getOrDefault(admission.id(), 0) > 1) {
                broken.add("the gate was commanded twice for " + admission.id());
            }
            if (standing.gateOpenedAt().isEmpty() && !referred.contains(admission.id())) {
                broken.add("admission " + admission.id() + " was lost between the commit and the gate");
            }
        }
        assertThat(broken).as("seed %d", seed).isEmpty();
        assertThat(crashCount).as("crashes, seed %d", seed).isPositive();
        assertThat(letInCount).as("guests let in, seed %d", seed).isPositive();
        assertThat(erased).as("guests erased, seed %d", seed).isNotEmpty();
    }

    private static Admissions admissions() {
        return new Admissions(test.database(), GatePatience.DEFAULT);
    }
}

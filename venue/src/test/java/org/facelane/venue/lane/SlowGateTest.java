package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Candidate;
import org.facelane.face.Score;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Admission;
import org.facelane.venue.Event;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.lane.LaneScreen.Idle;
import org.facelane.venue.lane.LaneScreen.Welcome;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A guest at a gate that takes longer to open than answers stay on the screen.
class SlowGateTest {
    private static final Duration OPENS_WITHIN = LaneRules.DEFAULT.screenHold().multipliedBy(2);
    private static final Duration FRAME = Duration.ofMillis(100);
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private Event event;
    private LaneTurn turn;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        event = Guests.event(test);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        turn = new LaneTurn(
                LaneRules.DEFAULT,
                new Passage(
                        Guests.lane(test, event),
                        new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test)),
                        this::opensSlowly,
                        clock),
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(4));
    }

    @Test
    void isLetInOnce_withATicketThatIsHeldUpAllTheTime() {
        String code = Guests.ticket(test, event).code();
        assertThat(turn.ticketShown(code, next()).ended()).isPresent();
        LaneTurn.Step still = turn.ticketShown(code, next());
        assertThat(still.ended()).isEmpty();
        assertThat(still.screen()).isEqualTo(new Welcome());
    }

    @Test
    void isWelcomed_onceTheGateIsOpen() {
        Enrolled guest = Guests.enrolled(test, event);
        see(guest, 1);
        assertThat(see(guest, 2).screen()).isEqualTo(new Welcome());
        assertThat(turn.nobody(next()).screen()).isEqualTo(new Welcome());
        clock.pass(LaneRules.DEFAULT.screenHold());
        assertThat(turn.nobody(next()).screen()).isEqualTo(new Idle());
    }

    @Test
    void isWelcomed_onceTheGateIsOpen_withATicketThatIsLoweredAtOnce() {
        turn.ticketShown(Guests.ticket(test, event).code(), next());
        assertThat(turn.nobody(next()).screen()).isEqualTo(new Welcome());
    }

    private LaneTurn.Step see(Enrolled guest, int frameCount) {
        Seen seen = new Seen(1, guest.features(), frameCount, PadVerdict.UNDECIDED, Optional.empty(), Guests.NOW);
        List<Candidate> found = List.of(new Candidate(guest.reference(), new Score(90)));
        return turn.take(new Sighting(seen, found, 60_000, Optional.empty()), next(), Duration.ZERO);
    }

    private Instant next() {
        clock.pass(FRAME);
        return clock.instant();
    }

    private GateOutcome opensSlowly(Admission admission) {
        clock.pass(OPENS_WITHIN);
        return new GateOutcome.Opened();
    }
}

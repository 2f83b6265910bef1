package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Candidate;
import org.facelane.face.Score;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.doorway.Doorway;
import org.facelane.venue.doorway.Doorways;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen.AskSteward;
import org.facelane.venue.lane.LaneScreen.Welcome;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guests with a face and a ticket's code before the same lane, within a few seconds.
class ShownTicketsTest {
    private static final Duration FRAME = Duration.ofMillis(100);
    private static final Duration HOLD = LaneRules.DEFAULT.screenHold();
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final CountedGate gate = new CountedGate();
    private final List<Ending> endings = new ArrayList<>();
    private Event event;
    private Lane lane;
    private LaneTurn turn;
    private Enrolled guest;
    private LaneScreen screen = new LaneScreen.Idle();

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
        guest = Guests.enrolled(test, event);
        lane = Guests.lane(test, event);
        turn = newTurn();
    }

    private LaneTurn newTurn() {
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        DatabaseDesk desk = new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test));
        return new LaneTurn(
                LaneRules.DEFAULT,
                new Passage(lane, desk, gate, clock),
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    @Test
    void asksNothingMore_whenTheCodeOfWhoCameInByFaceIsSeen() {
        stand(1, guest);
        hold(guest.ticket());
        assertWelcomedOnce();
        clock.pass(Duration.ofSeconds(8));
        hold(guest.ticket());
        clock.pass(Duration.ofSeconds(8));
        stand(2, guest);
        assertWelcomedOnce();
    }

    @Test
    void asksNothingMore_whenTheFaceOfWhoCameInByCodeIsSeen() {
        hold(guest.ticket());
        clock.pass(Duration.ofSeconds(4));
        turn.nobody(clock.instant());
        stand(1, guest);
        assertWelcomedOnce();
        for (int seconds = 0; seconds < 30; seconds++) {
            clock.pass(Duration.ofSeconds(1));
            see(1, 2, guest);
        }
        stand(2, guest);
        assertWelcomedOnce();
        stillAnswers();
    }

    private void stillAnswers() {
        assertThat(turn.nobody(clock.instant()).screen()).isEqualTo(new Welcome());
        clock.pass(HOLD);
        assertThat(turn.nobody(clock.instant()).screen()).isEqualTo(new LaneScreen.Idle());
    }

    @Test
    void asksASteward_whoComesLaterWithTheSameTicket() {
        hold(guest.ticket());
        clock.pass(Duration.ofSeconds(11));
        stand(1, guest);
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.ALREADY_ADMITTED));
        clock.pass(Duration.ofSeconds(11));
        hold(guest.ticket());
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.ALREADY_ADMITTED));
        assertThat(endings).hasSize(3);
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void opensTheGateForTheSecondCode_onceTheFirstGuestHasHadTimeToPass() {
        Ticket first = Guests.ticket(test, event);
        Ticket second = Guests.ticket(test, event);
        hold(first);
        hold(second);
        hold(first);
        hold(second);
        assertThat(gate.commands()).as("the gate is the first guest's").hasSize(1);
        assertThat(endings).hasSize(1);
        for (Duration held = Duration.ZERO; held.compareTo(HOLD) < 0; held = held.plus(FRAME.multipliedBy(2))) {
            hold(first);
            hold(second);
        }
        assertThat(gate.commands()).hasSize(2).doesNotHaveDuplicates();
        hold(first);
        hold(second);
        hold(first);
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(endings).hasSize(2).allMatch(Ending.LetIn.class::isInstance);
        assertThat(referrals()).isEmpty();
    }

    @Test
    void waitsForTheGate_withACodeThatIsShownJustAfterAFaceOpenedIt() {
        Ticket next = Guests.ticket(test, event);
        stand(1, guest);
        hold(next);
        assertThat(gate.commands()).hasSize(1);
        clock.pass(HOLD);
        hold(next);
        assertThat(gate.commands()).hasSize(2);
    }

    @Test
    void makesNobodyWait_whenTheClockIsSetBack() {
        hold(guest.ticket());
        clock.pass(Duration.ofHours(-1));
        assertThat(turn.nobody(clock.instant()).screen()).isEqualTo(new LaneScreen.Idle());
        hold(Guests.ticket(test, event));
        assertThat(gate.commands()).hasSize(2);
    }

    @Test
    void letsEverybodyOutAtOnce() {
        new Doorways(test.database())
                .set(
                        event.id(),
                        lane.id(),
                        new Doorway(
                                Doorway.Direction.OUT,
                                Optional.empty(),
                                Optional.empty(),
                                Doorway.WhenUndecided.FAIL_SAFE),
                        "staff Ada",
                        Guests.NOW);
        turn = newTurn();
        Ticket other = Guests.ticket(test, event);
        hold(guest.ticket());
        hold(other);
        assertThat(endings).containsExactly(new Ending.LetOut(guest.ticket().id()), new Ending.LetOut(other.id()));
        assertThat(gate.commands()).isEmpty();
    }

    private void assertWelcomedOnce() {
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(gate.commands()).hasSize(1);
        assertThat(endings).singleElement().isInstanceOf(Ending.LetIn.class);
        assertThat(referrals()).isEmpty();
    }

    private void hold(Ticket ticket) {
        clock.pass(FRAME);
        took(turn.ticketShown(ticket.code(), clock.instant()));
    }

    private void stand(long track, Enrolled enrolled) {
        see(track, 1, enrolled);
        see(track, 2, enrolled);
    }

    private void see(long track, int frameCount, Enrolled enrolled) {
        clock.pass(FRAME);
        Seen seen =
                new Seen(track, enrolled.features(), frameCount, PadVerdict.UNDECIDED, Optional.empty(), Guests.NOW);
        Sighting sighting = new Sighting(
                seen, List.of(new Candidate(enrolled.reference(), new Score(90))), 60_000, Optional.empty());
        took(turn.take(sighting, clock.instant(), Duration.ZERO));
    }

    private void took(LaneTurn.Step step) {
        screen = step.screen();
        step.ended().map(TurnEnded::ending).ifPresent(endings::add);
    }

    private List<Referral> referrals() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .toList();
    }
}

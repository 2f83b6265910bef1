package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Candidate;
import org.facelane.face.Score;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen.AskSteward;
import org.facelane.venue.lane.LaneScreen.OneOfParty;
import org.facelane.venue.lane.LaneScreen.PartyAsked;
import org.facelane.venue.lane.LaneScreen.Welcome;
import org.facelane.venue.party.Parties;
import org.facelane.venue.party.PartyOutcome;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A guest with three further tickets before the lane.
class CompanionsTest {
    private static final Duration HOLD = LaneRules.DEFAULT.screenHold();
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final CountedGate gate = new CountedGate();
    private final List<Ending> endings = new ArrayList<>();
    private final List<Ticket> companions = new ArrayList<>();
    private Event event;
    private Enrolled guest;
    private LaneTurn turn;
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
        for (int i = 0; i < 3; i++) {
            Ticket further = Guests.ticket(test, event);
            companions.add(further);
            assertThat(new Parties(test.database())
                            .add(event.id(), guest.ticket().code(), further.code(), "staff Ada", Guests.NOW))
                    .isEqualTo(new PartyOutcome.Added());
        }
        Lane lane = Guests.lane(test, event);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        turn = new LaneTurn(
                LaneRules.DEFAULT,
                new Passage(lane, new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test)), gate, clock),
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    @Test
    void usesUpNothing_untilSomebodySaysHowManyCome_andThenOnlySoMany() {
        recognise();
        assertThat(screen)
                .isInstanceOfSatisfying(
                        PartyAsked.class, asked -> assertThat(asked.most()).isEqualTo(3));
        goOn(Optional.empty());
        assertThat(admitted()).isZero();
        assertThat(gate.commands()).isEmpty();

        goOn(said(2));
        assertThat(screen).isEqualTo(new OneOfParty(1, 3));
        goOn(said(3));
        assertThat(gate.commands()).as("one after the other").hasSize(1);
        later(HOLD);
        assertThat(screen).isEqualTo(new OneOfParty(2, 3));
        later(HOLD);
        assertThat(screen).isEqualTo(new OneOfParty(3, 3));
        assertThat(turn.isWithParty()).as("the last one has time to pass").isTrue();
        later(HOLD);
        assertThat(turn.isWithParty()).isFalse();
        assertThat(gate.commands()).hasSize(3).doesNotHaveDuplicates();
        assertThat(admitted()).isEqualTo(3);
        assertThat(endings).hasSize(3).allMatch(Ending.LetIn.class::isInstance);
    }

    @Test
    void letsTheGuestInAlone_nobodyAnswers() {
        recognise();
        later(Duration.ofSeconds(14));
        assertThat(admitted()).isZero();
        later(Duration.ofSeconds(1));
        assertThat(screen).isEqualTo(new Welcome());
        later(HOLD);
        assertThat(turn.isWithParty()).isFalse();
        assertThat(admitted()).isEqualTo(1);
    }

    @Test
    void takesNoAnswerToAnotherQuestion_andNoMoreThanWait() {
        recognise();
        goOn(Optional.of(new Companions.Said(UUID.randomUUID(), 3)));
        assertThat(admitted()).isZero();
        goOn(said(1_000));
        for (int i = 0; i < 10; i++) {
            later(HOLD);
        }
        assertThat(admitted()).isEqualTo(4);
    }

    @Test
    void asksWhoeverShowsTheTicketInstead() {
        LaneTurn.Step step = turn.ticketShown(guest.ticket().code(), clock.instant());
        assertThat(step.screen()).isInstanceOf(PartyAsked.class);
        assertThat(step.ended()).isEmpty();
        screen = step.screen();
        goOn(said(0));
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(admitted()).isEqualTo(1);
    }

    @Test
    void sendsACompanionToASteward_andLetsTheOthersIn() {
        recognise();
        goOn(said(2));
        test.execute("update ticket set status = 'BLOCKED' where code = '"
                + companions.getFirst().code() + "'");
        later(HOLD);
        later(HOLD);
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.TICKET_BLOCKED));
        assertThat(admitted()).isEqualTo(2);
        assertThat(endings.get(1)).isInstanceOf(Ending.Referred.class);
    }

    @Test
    void goesOnWhereItWas_onceTheDatabaseIsBack() {
        recognise();
        goOn(said(1));
        clock.pass(HOLD);
        test.goDown();
        assertThatThrownBy(() -> goOn(Optional.empty())).isInstanceOf(DatabaseUnreachable.class);
        test.comeBack();
        later(Companions.RETRY_MAX.minusMillis(1));
        assertThat(admitted()).isEqualTo(2);
        assertThat(gate.commands()).hasSize(2).doesNotHaveDuplicates();
    }

    /// Ten minutes later somebody else stands there.
    @Test
    void isGivenUp_theDatabaseWasAwayForTooLong() {
        recognise();
        test.goDown();
        assertThatThrownBy(() -> goOn(said(1))).isInstanceOf(DatabaseUnreachable.class);
        test.comeBack();
        later(Companions.RETRY_MAX);
        assertThat(turn.isWithParty()).isFalse();
        assertThat(screen).isEqualTo(new LaneScreen.Idle());
        assertThat(admitted()).isZero();
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void isGivenUp_nobodyLookedForTheAnswerInTime() {
        recognise();
        later(LaneRules.DEFAULT.partyPatience().plus(Companions.RETRY_MAX));
        assertThat(turn.isWithParty()).isFalse();
        assertThat(admitted()).isZero();
    }

    @Test
    void letsNoMoreAlong_theNextIsLongOverdue() {
        recognise();
        goOn(said(2));
        later(HOLD.plus(Companions.RETRY_MAX));
        assertThat(turn.isWithParty()).isFalse();
        assertThat(admitted()).isEqualTo(1);
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void isAskedAnew_theSameTicketIsStillShown_afterItWasGivenUp() {
        screen = turn.ticketShown(guest.ticket().code(), clock.instant()).screen();
        assertThat(screen).isInstanceOf(PartyAsked.class);
        turn.forget();
        assertThat(turn.isWithParty()).isFalse();
        assertThat(turn.stillShown(clock.instant()).screen()).isEqualTo(new LaneScreen.Idle());
        assertThat(turn.ticketShown(guest.ticket().code(), clock.instant()).screen())
                .isInstanceOf(PartyAsked.class)
                .isNotEqualTo(screen);
    }

    @Test
    void letsNobodyAlong_theGuestIsNotLetIn() {
        test.execute("update ticket set status = 'CANCELLED' where code = '"
                + guest.ticket().code() + "'");
        LaneTurn.Step step = turn.ticketShown(guest.ticket().code(), clock.instant());
        screen = step.screen();
        goOn(said(3));
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.TICKET_CANCELLED));
        later(HOLD);
        assertThat(turn.isWithParty()).isFalse();
        assertThat(admitted()).isZero();
    }

    private void recognise() {
        for (int frame = 1; frame <= 2; frame++) {
            clock.pass(Duration.ofMillis(100));
            Seen seen = new Seen(1, guest.features(), frame, PadVerdict.UNDECIDED, Optional.empty(), Guests.NOW);
            List<Candidate> found = List.of(new Candidate(guest.reference(), new Score(90)));
            screen = turn.take(
                            new Sighting(seen, found, 60_000, Optional.empty()), clock.instant(), Duration.ofMillis(40))
                    .screen();
        }
        assertThat(turn.isWithParty()).isTrue();
    }

    private Optional<Companions.Said> said(int count) {
        return screen instanceof PartyAsked asked
                ? Optional.of(new Companions.Said(asked.ask(), count))
                : Optional.of(new Companions.Said(UUID.randomUUID(), count));
    }

    private void later(Duration duration) {
        clock.pass(duration);
        goOn(Optional.empty());
    }

    private void goOn(Optional<Companions.Said> said) {
        if (turn.isWithParty()) {
            LaneTurn.Step step = turn.along(said, clock.instant());
            screen = step.screen();
            step.ended().map(TurnEnded::ending).ifPresent(endings::add);
        }
    }

    private long admitted() {
        return test.database().read(tx -> EventStore.counts(tx, event.id())).admitted();
    }
}

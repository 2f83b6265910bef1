package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.Candidate;
import org.facelane.face.ReferenceId;
import org.facelane.face.Score;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.LaneObservation.Nobody;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.acquire.LaneObservation.SeveralPeople;
import org.facelane.face.acquire.LaneObservation.Unusable;
import org.facelane.face.pad.PadReason;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen.AskSteward;
import org.facelane.venue.lane.LaneScreen.AskTicket;
import org.facelane.venue.lane.LaneScreen.Idle;
import org.facelane.venue.lane.LaneScreen.LookHere;
import org.facelane.venue.lane.LaneScreen.OneAtATime;
import org.facelane.venue.lane.LaneScreen.Welcome;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTurnTest {
    private static final Optional<PadReason> FRAMED = Optional.of(PadReason.FRAMED);
    private static final Duration FRAME = Duration.ofMillis(100);
    private static final Duration COMPUTED = Duration.ofMillis(40);
    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final CountedGate gate = new CountedGate();
    private final List<TurnEnded> ended = new ArrayList<>();
    private Event event;
    private LaneTurn turn;
    private Enrolled guest;
    private LaneScreen screen = new Idle();

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
        turn = turnAt(OnSuspicion.REFER);
    }

    private LaneTurn turnAt(OnSuspicion rule) {
        return turnAt(rule, false);
    }

    private LaneTurn turnAt(OnSuspicion rule, boolean light) {
        Lane lane = Guests.lane(test, event, rule, light);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        return new LaneTurn(
                LaneRules.DEFAULT,
                new Passage(lane, new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test)), gate, clock),
                clock,
                RANDOM);
    }

    @Test
    void letsIn_asSoonAsTwoFramesAgree() {
        see(1, 1, found(guest, 90));
        assertThat(screen).isEqualTo(new LookHere("Look at the camera."));
        see(1, 2, found(guest, 95));
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(ended).singleElement().satisfies(end -> {
            assertThat(end.ending()).isInstanceOf(Ending.LetIn.class);
            assertThat(end.score()).contains(new Score(95));
            assertThat(end.waited()).isEqualTo(FRAME);
            assertThat(end.computed()).isEqualTo(COMPUTED.multipliedBy(2));
        });
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void decidesOnce_howeverLongTheGuestStays() {
        for (int frames = 1; frames <= 20; frames++) {
            see(1, frames, found(guest, 90));
        }
        assertThat(ended).hasSize(1);
        assertThat(screen).isEqualTo(new Welcome());
    }

    @Test
    void takesNoFrameTwice() {
        see(1, 1, found(guest, 90));
        see(1, 1, found(guest, 90));
        see(1, 1, found(guest, 90));
        assertThat(ended).isEmpty();
    }

    @Test
    void asksForTheTicket_nobodyFoundInFourFrames() {
        for (int frames = 1; frames <= 3; frames++) {
            see(1, frames, List.of());
        }
        assertThat(ended).isEmpty();
        see(1, 4, List.of());
        assertThat(screen).isEqualTo(new AskTicket());
        assertThat(ended).extracting(TurnEnded::ending).containsExactly(new Ending.Unrecognised());
        assertThat(referrals()).isEmpty();
    }

    @Test
    void asksForTheTicket_nobodyFoundLongEnough() {
        see(1, 1, List.of());
        clock.pass(Duration.ofMillis(2_400));
        see(1, 1, List.of());
        assertThat(screen).isEqualTo(new AskTicket());
    }

    @Test
    void asksForTheTicket_framesNeverAgree() {
        Enrolled other = Guests.enrolled(test, event);
        for (int frames = 1; frames <= 45; frames++) {
            see(1, frames, found(frames % 2 == 0 ? guest : other, 90));
        }
        assertThat(ended).extracting(TurnEnded::ending).containsExactly(new Ending.Unrecognised());
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void asksASteward_lookAlikes() {
        Enrolled twin = Guests.enrolled(test, event);
        for (int frames = 1; frames <= 4; frames++) {
            see(1, frames, List.of(candidate(guest.reference(), 90), candidate(twin.reference(), 88)));
        }
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.LOOK_ALIKES));
        assertThat(referrals())
                .singleElement()
                .satisfies(referral -> assertThat(referral.ticket()).isEmpty());
    }

    @Test
    void asksASteward_ticketUnpaid() {
        Enrolled unpaid = Guests.enrolled(test, event, Guests.ticket(test, event, Ticket.Status.UNPAID));
        see(1, 1, found(unpaid, 90));
        see(1, 2, found(unpaid, 90));
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.TICKET_UNPAID));
        assertThat(referrals())
                .singleElement()
                .satisfies(referral ->
                        assertThat(referral.ticket()).contains(unpaid.ticket().id()));
    }

    @Test
    void asksASteward_aSecondTimeWithTheSameTicket() {
        see(1, 1, found(guest, 90));
        see(1, 2, found(guest, 90));
        see(2, 1, found(guest, 90));
        see(2, 2, found(guest, 90));
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void asksASteward_attackSuspected_andLetsNobodyIn() {
        take(new Seen(1, guest.features(), 1, PadVerdict.ATTACK, FRAMED, Guests.NOW), found(guest, 90));
        take(new Seen(1, guest.features(), 2, PadVerdict.ATTACK, FRAMED, Guests.NOW), found(guest, 90));
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.FRAMED));
        assertThat(referrals())
                .singleElement()
                .satisfies(referral -> assertThat(referral.ticket()).isEmpty())
                .extracting(Referral::reason)
                .isEqualTo(ReferReason.FRAMED);
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void asksForTheTicket_attackSuspectedAtALaneSetToThat_andKeepsNothing() {
        turn = turnAt(OnSuspicion.ASK_TICKET);
        take(new Seen(1, guest.features(), 1, PadVerdict.ATTACK, FRAMED, Guests.NOW), List.of());
        take(new Seen(1, guest.features(), 2, PadVerdict.ATTACK, FRAMED, Guests.NOW), List.of());
        assertThat(screen).isEqualTo(new AskTicket());
        assertThat(ended).extracting(TurnEnded::ending).containsExactly(new Ending.TicketAsked(ReferReason.FRAMED));
        assertThat(referrals()).isEmpty();
        assertThat(audited()).doesNotContain("suspected an attack");
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void letsInAndNotesItOnce_attackSuspectedAtALaneSetToThat() {
        turn = turnAt(OnSuspicion.NOTE);
        for (int frames = 1; frames <= 4; frames++) {
            take(new Seen(1, guest.features(), frames, PadVerdict.ATTACK, FRAMED, Guests.NOW), found(guest, 90));
        }
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(referrals()).isEmpty();
        assertThat(audited()).containsOnlyOnce("suspected an attack");
    }

    @Test
    void asksWithLightFirst_thenLetsIn_whoAnswersIt() {
        turn = turnAt(OnSuspicion.REFER, true);
        suspect(1);
        suspect(2);
        assertThat(screen).isInstanceOf(LaneScreen.Light.class);
        assertThat(turn.challenge()).contains(((LaneScreen.Light) screen).challenge());
        clock.pass(Duration.ofSeconds(2));
        turn.lit();
        assertThat(turn.challenge()).isEmpty();
        see(1, 3, found(guest, 90));
        see(1, 4, found(guest, 90));
        assertThat(screen).isEqualTo(new Welcome());
        assertThat(referrals()).isEmpty();
    }

    @Test
    void asksWithLightFirst_thenAsksASteward_whoeverDoesNotAnswerIt() {
        turn = turnAt(OnSuspicion.REFER, true);
        suspect(1);
        suspect(2);
        turn.lit();
        suspect(3);
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.FRAMED));
    }

    @Test
    void asksWithLightOnce_thenAsksASteward_whereNoFilmComes() {
        turn = turnAt(OnSuspicion.REFER, true);
        suspect(1);
        suspect(2);
        LaneScreen light = screen;
        suspect(3);
        assertThat(screen).isEqualTo(light);
        clock.pass(Duration.ofSeconds(4));
        suspect(4);
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.FRAMED));
        assertThat(gate.commands()).isEmpty();
    }

    private void suspect(int frameCount) {
        take(new Seen(1, guest.features(), frameCount, PadVerdict.ATTACK, FRAMED, Guests.NOW), List.of());
    }

    @Test
    void givesAdvice_thenAsksAStewardOnce_tooDark() {
        for (int i = 0; i < 100; i++) {
            take(new Unusable(0, AcquisitionFailure.TOO_DARK, Guests.NOW), List.of());
            if (i == 10) {
                assertThat(screen).isEqualTo(new LookHere(AcquisitionFailure.TOO_DARK.advice()));
            }
        }
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.TOO_DARK));
        assertThat(referrals()).extracting(Referral::reason).containsExactly(ReferReason.TOO_DARK);
    }

    @Test
    void asksAStewardOnce_pictureUnusable() {
        for (int i = 0; i < 100; i++) {
            take(new Unusable(1, AcquisitionFailure.HEAD_TURNED, Guests.NOW), List.of());
        }
        assertThat(referrals()).extracting(Referral::reason).containsExactly(ReferReason.PICTURE_UNUSABLE);
    }

    @Test
    void asksForOneAtATime_thenAStewardOnce() {
        take(new SeveralPeople(), List.of());
        assertThat(screen).isEqualTo(new OneAtATime());
        for (int i = 0; i < 100; i++) {
            take(new SeveralPeople(), List.of());
        }
        assertThat(screen).isEqualTo(new AskSteward(ReferReason.SEVERAL_PEOPLE));
        assertThat(referrals()).extracting(Referral::reason).containsExactly(ReferReason.SEVERAL_PEOPLE);
        take(new Nobody(), List.of());
        take(new SeveralPeople(), List.of());
        assertThat(screen).isEqualTo(new OneAtATime());
    }

    @Test
    void holdsTheAnswer_thenIsIdle() {
        see(1, 1, found(guest, 90));
        see(1, 2, found(guest, 90));
        take(new Nobody(), List.of());
        assertThat(screen).isEqualTo(new Welcome());
        clock.pass(LaneRules.DEFAULT.screenHold());
        take(new Nobody(), List.of());
        assertThat(screen).isEqualTo(new Idle());
    }

    @Test
    void turnsToWhoeverComesNext_atOnce() {
        see(1, 1, found(guest, 90));
        see(1, 2, found(guest, 90));
        see(2, 1, List.of());
        assertThat(screen).isEqualTo(new LookHere("Look at the camera."));
    }

    @Test
    void asksForTheTicket_withdrawnSinceTheSearch() {
        new Erasures(test.database(), "node").withdraw(guest.guest().id(), Guests.NOW);
        for (int frames = 1; frames <= 4; frames++) {
            see(1, frames, found(guest, 90));
        }
        assertThat(screen).isEqualTo(new AskTicket());
        assertThat(referrals()).isEmpty();
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void endsTheTurnOnceTheDatabaseIsBack() {
        see(1, 1, found(guest, 90));
        test.goDown();
        assertThatThrownBy(() -> see(1, 2, found(guest, 90))).isInstanceOf(DatabaseUnreachable.class);
        assertThat(ended).isEmpty();
        test.comeBack();
        see(1, 3, found(guest, 90));
        assertThat(screen).isEqualTo(new Welcome());
        long admitted =
                test.database().read(tx -> EventStore.counts(tx, event.id())).admitted();
        assertThat(admitted).isEqualTo(1);
    }

    private void see(long track, int frameCount, List<Candidate> candidates) {
        take(
                new Seen(track, guest.features(), frameCount, PadVerdict.UNDECIDED, Optional.empty(), Guests.NOW),
                candidates);
    }

    private void take(LaneObservation observation, List<Candidate> candidates) {
        clock.pass(FRAME);
        Instant at = clock.instant();
        LaneTurn.Step step = turn.take(new Sighting(observation, candidates, 60_000, Optional.empty()), at, COMPUTED);
        screen = step.screen();
        step.ended().ifPresent(ended::add);
        assertThat(step.settled().isPresent())
                .isEqualTo(step.ended().isPresent() && !(observation instanceof SeveralPeople));
    }

    private List<String> audited() {
        return test.database().read(tx -> AuditLog.latest(tx, 100)).stream()
                .map(AuditLog.Line::action)
                .toList();
    }

    private List<Referral> referrals() {
        return test.database().read(tx -> ReferralStore.open(tx, event.id())).stream()
                .map(ReferralStore.Standing::referral)
                .toList();
    }

    private static List<Candidate> found(Enrolled enrolled, double score) {
        return List.of(candidate(enrolled.reference(), score));
    }

    private static Candidate candidate(ReferenceId reference, double score) {
        return new Candidate(reference, new Score(score));
    }
}

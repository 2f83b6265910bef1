package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.lane.LaneScreen.NotRecognising;
import org.facelane.venue.lane.LaneScreen.PartyAsked;
import org.facelane.venue.party.Parties;
import org.facelane.venue.party.PartyOutcome;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lane's loop by itself, without pictures: it is told what it holds.
class LaneLoopTest {
    private static TestDatabase test;
    private static ModelPack pack;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final CountedGate gate = new CountedGate();
    private final MailboxFrames frames = new MailboxFrames();
    private final ExecutorService vision = Executors.newSingleThreadExecutor();
    private final List<LaneScreen> screens = new ArrayList<>();
    private Event event;
    private Lane lane;
    private LaneTurn turn;

    /// Hands out what it was given.
    private record Told(Held current) implements LaneGallery {
        @Override
        public void leave() {}
    }

    /// Does not answer before its end.
    private record Waiting(CountDownLatch waits, CountDownLatch end) implements LaneGallery {
        @Override
        public Held current() {
            waits.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Held.Nothing(Why.STARTING);
        }

        @Override
        public void leave() {}
    }

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        pack = ModelPack.load(Path.of("../models/default"));
    }

    @AfterAll
    static void close() {
        pack.close();
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        Admissions admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        turn = new LaneTurn(
                LaneRules.DEFAULT,
                new Passage(lane, new DatabaseDesk(test.database(), admissions, Guests.ownTickets(test)), gate, clock),
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    @AfterEach
    void end() {
        vision.close();
    }

    @Test
    void givesAPartyUp_theLaneIsPausedMeanwhile() {
        LaneLoop loop = loop(new Told(new Held.Nothing(Why.PAUSED)));
        loop.say(new Companions.Said(asked().ask(), 1));
        oneStep(loop);
        assertThat(turn.isWithParty()).isFalse();
        assertThat(gate.commands()).isEmpty();
        assertThat(screens).containsExactly(new NotRecognising(Why.PAUSED));
        assertThat(loop.state().activity()).isEqualTo(Activity.OFFLINE);
    }

    @Test
    void goesOnWithAParty_theGalleryIsBeingTakenOver() {
        LaneLoop loop = loop(new Told(new Held.Nothing(Why.STARTING)));
        loop.say(new Companions.Said(asked().ask(), 1));
        oneStep(loop);
        assertThat(turn.isWithParty()).isTrue();
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void standsStill_aStepDoesNotEnd() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        LaneLoop loop = loop(new Waiting(waits, end));
        Thread thread = Thread.ofVirtual().start(loop);
        assertThat(waits.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.state().why()).isNotEqualTo(Optional.of(Why.STANDS_STILL.says()));
        clock.pass(LaneLoop.STEP_MAX);
        assertThat(loop.state().trouble()).contains(Why.STANDS_STILL);
        assertThat(loop.state().activity()).isEqualTo(Activity.NOT_RECOGNISING);
        loop.stop();
        end.countDown();
        assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        assertThat(loop.state().activity()).isEqualTo(Activity.OFFLINE);
    }

    /// No frame comes any more, so that it ends after one step.
    private void oneStep(LaneLoop loop) {
        frames.close();
        loop.run();
    }

    private PartyAsked asked() {
        Ticket lead = Guests.ticket(test, event);
        Ticket companion = Guests.ticket(test, event);
        assertThat(new Parties(test.database()).add(event.id(), lead.code(), companion.code(), "staff Ada", Guests.NOW))
                .isEqualTo(new PartyOutcome.Added());
        return (PartyAsked) turn.ticketShown(lead.code(), clock.instant()).screen();
    }

    private LaneLoop loop(LaneGallery gallery) {
        LaneSight sight = new LaneSight(
                lane,
                new LaneSight.Eye(
                        new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                        new LaneAcquisition(pack, LaneLimits.DEFAULT),
                        new CodeFinder(),
                        new LightWatch(pack)),
                vision,
                LaneRules.DEFAULT.policy(),
                Optional.empty());
        return new LaneLoop(lane, frames, sight, gallery, turn, new LaneLoop.Voice(this::hear, clock));
    }

    private void hear(LaneEvent told) {
        if (told instanceof ScreenChanged changed) {
            screens.add(changed.screen());
        }
    }
}

package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.enrol.Capture;
import org.facelane.venue.enrol.Enrolment;
import org.facelane.venue.enrol.EnrolmentOutcome;
import org.facelane.venue.enrol.EnrolmentRequest;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.enrol.LookAlikes;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;

/// The lane of a new event whose guests have passes: it is given pictures, and what it says is heard. The gate counts.
final class PassLane implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.system();
    private static final Calibration CALIBRATION =
            new Calibration(new double[] {-1, 0, 0.56}, new double[] {0, 3, 40}, 0.02, 0);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// So long a pass that was dealt with is not asked about again, once it is lowered.
    static final Duration PASS_HOLD = PATIENCE.multipliedBy(2);

    private final TestDatabase test;
    private final SelfieAcquisition selfies;
    private final BlockingQueue<LaneEvent> events = new LinkedBlockingQueue<>();
    private final List<LaneScreen> screens = new ArrayList<>();
    private final CountedGate gate = new CountedGate();
    private final ExecutorService vision = Executors.newFixedThreadPool(2);
    private final MailboxFrames frames = new MailboxFrames();
    private final ModelPack pack;
    private final Event event;
    private final GalleryFeed feed;
    private final Lanes lanes;

    PassLane(TestDatabase test, ModelPack pack, SelfieAcquisition selfies, Mode mode) {
        this.test = test;
        this.pack = pack;
        this.selfies = selfies;
        Instant now = CLOCK.instant();
        event = new EventOpening(test.database(), test.master())
                .open(
                        new Event(
                                EventId.random(),
                                "Cup final",
                                "North stadium",
                                now,
                                now.plus(Duration.ofHours(4)),
                                mode,
                                now.plus(Duration.ofDays(1)),
                                Optional.empty()),
                        "staff tests",
                        now);
        Lane lane = Guests.lane(test, event);
        GalleryFeed.Model model = new GalleryFeed.Model(pack.version(), pack.dimension(), CALIBRATION);
        feed = GalleryFeed.open(test.database(), test.master(), event.id(), model, CLOCK);
        lanes = openLanes();
        lanes.start(lane, frames, gate, events::add);
    }

    @Override
    public void close() {
        lanes.close();
        feed.close();
        vision.close();
    }

    Event event() {
        return event;
    }

    CountedGate gate() {
        return gate;
    }

    /// What it has shown, in order, as far as it was listened to.
    List<LaneScreen> screens() {
        return screens;
    }

    private Lanes openLanes() {
        LaneRules rules = new LaneRules(
                DecisionPolicy.DEFAULT,
                2,
                4,
                Duration.ofSeconds(2),
                PATIENCE,
                Duration.ofSeconds(3),
                Duration.ofMillis(200),
                LaneRules.DEFAULT.partyPatience(),
                Duration.ofSeconds(60));
        Lanes.Office place = new Lanes.Office(
                test.database(),
                new Admissions(test.database(), GatePatience.DEFAULT),
                Guests.ownTickets(test),
                new Erasures(test.database(), "node"),
                _ -> feed,
                new PassDesk(
                        new DatabasePasses(test.database(), test.master()),
                        Duration.ofMinutes(5),
                        Threshold.forFmr(1e-4)),
                CLOCK);
        Lanes.Eyes eyes = new Lanes.Eyes(
                new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                _ -> new LaneAcquisition(pack, LaneLimits.DEFAULT),
                _ -> new CodeFinder(),
                new LightWatch(pack),
                vision);
        return Lanes.open(rules, place, eyes);
    }

    /// Enrols somebody with a new ticket.
    Pass enrol(String person) throws IOException {
        return enrol(person, Guests.ticket(test, event).id(), false);
    }

    Pass enrol(String person, TicketId of, boolean renews) throws IOException {
        EnrolmentOutcome outcome = new Enrolment(
                        test.database(),
                        test.master(),
                        Guests.byPicture(selfies),
                        new Slices(test.database(), Duration.ZERO),
                        new LookAlikes(test.database(), _ -> feed, DecisionPolicy.DEFAULT::searched))
                .enrol(
                        new EnrolmentRequest(
                                of,
                                new Consent(1, "en"),
                                new Capture.PictureFile(Guests.PEOPLE.picture(person, "enrol")),
                                EnrolmentRequest.GUEST,
                                renews),
                        CLOCK.instant());
        assertThat(outcome).isInstanceOf(EnrolmentOutcome.Enrolled.class);
        return ((EnrolmentOutcome.Enrolled) outcome).pass().orElseThrow();
    }

    TurnEnded stand(String person, Pass pass) throws Exception {
        return decision(Guests.PEOPLE.frame(Optional.of(person), Optional.of(pass.text())));
    }

    TurnEnded decision(byte[] picture) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (System.nanoTime() < deadline) {
            frames.deliver(new Frame.Encoded(picture, CLOCK.instant()));
            LaneEvent next = events.poll(100, TimeUnit.MILLISECONDS);
            hear(next);
            if (next instanceof TurnEnded ended) {
                return ended;
            }
        }
        throw new AssertionError("nothing was decided; screens: " + screens);
    }

    /// @return what happened meanwhile
    List<LaneEvent> show(byte[] picture, Duration during) throws InterruptedException {
        List<LaneEvent> told = new ArrayList<>();
        Instant until = CLOCK.instant().plus(during);
        while (CLOCK.instant().isBefore(until)) {
            frames.deliver(new Frame.Encoded(picture, CLOCK.instant()));
            LaneEvent next = events.poll(100, TimeUnit.MILLISECONDS);
            hear(next);
            if (next != null) {
                told.add(next);
            }
        }
        return told;
    }

    void awaitScreen(byte[] picture, LaneScreen wanted) throws InterruptedException {
        await(picture, () -> screens.contains(wanted));
    }

    void awaitStanding(byte[] picture, LaneScreen wanted) throws InterruptedException {
        await(picture, () -> screens.getLast().equals(wanted));
    }

    private void await(byte[] picture, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("screens " + screens).isLessThan(deadline);
            frames.deliver(new Frame.Encoded(picture, CLOCK.instant()));
            hear(events.poll(100, TimeUnit.MILLISECONDS));
        }
    }

    private void hear(LaneEvent told) {
        if (told instanceof ScreenChanged(LaneScreen screen, Instant _)) {
            screens.add(screen);
        }
    }
}

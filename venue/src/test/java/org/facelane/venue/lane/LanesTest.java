package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Consent;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
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
import org.facelane.venue.enrol.LookAlikes;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.redeem.OwnTickets;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lane with real pictures of people who do not exist, the real model pack and a real database behind a cable that
/// can be cut.
class LanesTest {
    private static final Path ROOT = Path.of("..");
    private static final Duration AGE_MAX = Duration.ofMillis(2_500);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Calibration CALIBRATION =
            new Calibration(new double[] {-1, 0, 0.56}, new double[] {0, 3, 40}, 0.02, 0);
    private static TestDatabase test;
    private static ModelPack pack;
    private final BlockingQueue<LaneEvent> events = new LinkedBlockingQueue<>();
    private final CountedGate gate = new CountedGate();
    private final ExecutorService vision = Executors.newFixedThreadPool(2);
    private final List<LaneAcquisition> acquisitions = new CopyOnWriteArrayList<>();
    private MailboxFrames frames = new MailboxFrames();
    private Wire cable;
    private Database cabled;
    private GalleryFeed feed;
    private Event event;
    private Lane lane;
    private Lanes lanes;
    private Erasures erasures;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        pack = ModelPack.load(ROOT.resolve("models/default"));
    }

    @AfterAll
    static void close() {
        pack.close();
        test.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        test.clear();
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        cable = Wire.to(test.address());
        cabled = Database.open(cable.through(test.address()), 4);
        GalleryFeed.Model model = new GalleryFeed.Model(pack.version(), pack.dimension(), CALIBRATION);
        feed = GalleryFeed.open(cabled, test.master(), event.id(), model, CLOCK);
        erasures = new Erasures(test.database(), "office");
        lanes = openLanes();
    }

    @AfterEach
    void end() throws IOException {
        lanes.close();
        feed.close();
        cabled.close();
        cable.close();
        vision.close();
    }

    @Test
    void letsInAGuest_andAsksAStrangerForTheTicket() throws Exception {
        enrol("01");
        lanes.start(lane, frames, gate, events::add);
        TurnEnded turn = stand("01");
        assertThat(turn.ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(turn.score()).isPresent();
        assertThat(gate.commands()).hasSize(1);
        leave();
        assertThat(stand("03").ending()).isEqualTo(new Ending.Unrecognised());
        assertThat(lanes.states(event.id())).singleElement().satisfies(state -> {
            assertThat(state.activity()).isEqualTo(Activity.RECOGNISING);
            assertThat(state.unrecognisedCount()).isEqualTo(1);
        });
    }

    /// One lane for everybody: whoever shows an ordinary ticket is let in by it, and nobody computes with a face.
    @Test
    void letsInByATicketsCode_andTurnsNoFaceIntoFeatures() throws Exception {
        enrol("01");
        Ticket ticket = Guests.ticket(test, event);
        lanes.start(lane, frames, gate, events::add);
        byte[] shown = Guests.PEOPLE.frame(Optional.of("01"), Optional.of(ticket.code()));
        TurnEnded turn = decision(shown, 100);
        assertThat(turn.ending())
                .isInstanceOfSatisfying(
                        Ending.LetIn.class,
                        letIn -> assertThat(letIn.admission().ticket()).isEqualTo(ticket.id()));
        byte[] unknown = Guests.PEOPLE.frame(Optional.of("01"), Optional.of("another's"));
        assertThat(decision(unknown, 100).ending()).isEqualTo(new Ending.CodeUnknown());
        assertThat(extractionCount()).isZero();
        assertThat(gate.commands()).hasSize(1);
    }

    /// Somebody's double, from the camera to the database: the same picture on two tickets.
    @Test
    void refersLookAlikes_andAdmitsNeither() throws Exception {
        enrol("01");
        enrol("01");
        lanes.start(lane, frames, gate, events::add);
        assertThat(stand("01").ending()).isEqualTo(new Ending.Referred(ReferReason.LOOK_ALIKES, Optional.empty()));
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void stopsRecognisingWhileCutOff_recoversByItself_andHoldsAnErasureBackUntilItHasHeard() throws Exception {
        enrol("01");
        GuestId leaving = enrol("02");
        lanes.start(lane, frames, gate, events::add);
        assertThat(stand("01").ending()).isInstanceOf(Ending.LetIn.class);

        cable.cut();
        assertThat(erasures.withdraw(leaving, CLOCK.instant())).isInstanceOf(Erasure.Erasing.class);
        await(LaneEvent.class, LanesTest::notRecognising);
        assertThat(lanes.states(event.id()).getFirst().activity()).isEqualTo(Activity.NOT_RECOGNISING);
        assertThat(lanes.states(event.id()).getFirst().gallery()).isEmpty();
        deliver("02");
        assertThat(erasures.progress(leaving)).containsInstanceOf(Erasure.Erasing.class);

        cable.mend();
        until(() -> erasures.progress(leaving)
                .filter(Erasure.Erased.class::isInstance)
                .isPresent());
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.RECOGNISING);
        events.clear();
        assertThat(stand("02").ending()).isEqualTo(new Ending.Unrecognised());
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void isForgottenSoonAfterWithdrawing() throws Exception {
        GuestId leaving = enrol("01");
        lanes.start(lane, frames, gate, events::add);
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.RECOGNISING);
        erasures.withdraw(leaving, CLOCK.instant());
        until(() -> erasures.progress(leaving)
                .filter(Erasure.Erased.class::isInstance)
                .isPresent());
        assertThat(stand("01").ending()).isEqualTo(new Ending.Unrecognised());
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void letsGoOfTheGallery_whenStopped() throws Exception {
        GuestId leaving = enrol("01");
        lanes.start(lane, frames, gate, events::add);
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.RECOGNISING);
        lanes.stop(lane.id());
        assertThat(lanes.states(event.id())).isEmpty();
        assertThat(erasures.withdraw(leaving, CLOCK.instant())).isInstanceOf(Erasure.Erased.class);
    }

    @Test
    void letsGoOfWhatADeadProcessHeld_whenTheNodeStartsAgain() throws Exception {
        GuestId leaving = enrol("01");
        lanes.start(lane, frames, gate, events::add);
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.RECOGNISING);
        cable.cut();
        lanes.close(); // cannot say that it lets go
        assertThat(erasures.withdraw(leaving, CLOCK.instant())).isInstanceOf(Erasure.Erasing.class);
        cable.mend();
        until(() -> answers(cabled));
        openLanes().close();
        assertThat(erasures.progress(leaving)).containsInstanceOf(Erasure.Erased.class);
    }

    @Test
    void countsDamagedFrames_andGoesOn() throws Exception {
        enrol("01");
        lanes.start(lane, frames, gate, events::add);
        frames.deliver(new Frame.Encoded(new byte[] {1, 2, 3}, CLOCK.instant()));
        until(() -> lanes.states(event.id()).getFirst().damagedFrameCount() == 1);
        assertThat(stand("01").ending()).isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void refersSeveralPeople_evenToASlowCamera() throws Exception {
        lanes.start(lane, frames, gate, events::add);
        assertThat(decision(sideBySide("01", "03"), 400).ending())
                .isEqualTo(new Ending.Referred(ReferReason.SEVERAL_PEOPLE, Optional.empty()));
    }

    @Test
    void isOffline_whenTheFramesEnd() {
        lanes.start(lane, frames, gate, events::add);
        frames.close();
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.OFFLINE);
        frames = new MailboxFrames();
        lanes.start(lane, frames, gate, events::add);
        until(() -> lanes.states(event.id()).getFirst().activity() == Activity.RECOGNISING);
    }

    private Lanes openLanes() {
        LaneRules rules = new LaneRules(
                DecisionPolicy.DEFAULT,
                2,
                4,
                LaneRules.DEFAULT.lookEnough(),
                Duration.ofSeconds(30),
                LaneRules.DEFAULT.crowdPatience(),
                Duration.ofMillis(200),
                LaneRules.DEFAULT.partyPatience(),
                AGE_MAX);
        Lanes.Office place = new Lanes.Office(
                cabled,
                new Admissions(cabled, GatePatience.DEFAULT),
                new Redemptions(cabled, _ -> new OwnTickets()),
                new Erasures(cabled, "node"),
                _ -> feed,
                new PassDesk(new DatabasePasses(cabled, test.master()), Duration.ofMinutes(5), Threshold.forFmr(1e-4)),
                CLOCK);
        FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);
        LightWatch light = new LightWatch(pack);
        Lanes.Eyes eyes = new Lanes.Eyes(decoder, _ -> acquisition(), _ -> new CodeFinder(), light, vision);
        return Lanes.open(rules, place, eyes);
    }

    private LaneAcquisition acquisition() {
        LaneAcquisition acquisition = new LaneAcquisition(pack, LaneLimits.DEFAULT);
        acquisitions.add(acquisition);
        return acquisition;
    }

    /// Faces that were turned into features, at every lane of this test.
    private long extractionCount() {
        return acquisitions.stream().mapToLong(LaneAcquisition::extractionCount).sum();
    }

    private GuestId enrol(String person) throws Exception {
        Ticket ticket = Guests.ticket(test, event);
        SelfieAcquisition selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        EnrolmentOutcome outcome = new Enrolment(
                        test.database(),
                        test.master(),
                        Guests.byPicture(selfies),
                        new Slices(test.database(), Duration.ZERO),
                        new LookAlikes(test.database(), _ -> feed, DecisionPolicy.DEFAULT::searched))
                .enrol(
                        new EnrolmentRequest(
                                ticket.id(),
                                new Consent(1, "en"),
                                new Capture.PictureFile(picture(person, "enrol")),
                                EnrolmentRequest.GUEST),
                        Guests.NOW);
        assertThat(outcome).isInstanceOf(EnrolmentOutcome.Enrolled.class);
        assertThat(feed.awaitVersion(
                        test.database().read(tx -> EventStore.galleryVersion(tx, event.id())), Duration.ofSeconds(300)))
                .isTrue();
        return ((EnrolmentOutcome.Enrolled) outcome).guest();
    }

    /// Stands before the lane until it has decided.
    private TurnEnded stand(String person) throws Exception {
        return decision(picture(person, "arrive"), 100);
    }

    /// What the lane decides when it sees this picture again and again.
    private TurnEnded decision(byte[] picture, int milliseconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (System.nanoTime() < deadline) {
            frames.deliver(new Frame.Encoded(picture, CLOCK.instant()));
            LaneEvent next = events.poll(milliseconds, TimeUnit.MILLISECONDS);
            if (next instanceof TurnEnded ended) {
                return ended;
            }
        }
        throw new AssertionError("nothing was decided");
    }

    /// Gone long enough that whoever comes next is somebody else.
    private void leave() throws InterruptedException {
        Thread.sleep(LaneLimits.DEFAULT.trackAgeMax().plusMillis(200));
        events.clear();
    }

    private void deliver(String person) throws IOException {
        frames.deliver(new Frame.Encoded(picture(person, "arrive"), CLOCK.instant()));
    }

    private <T extends LaneEvent> void await(Class<T> type, Predicate<T> wanted) throws InterruptedException {
        Optional<LaneEvent> next = Optional.empty();
        do {
            next = Optional.ofNullable(events.poll(300, TimeUnit.SECONDS));
            assertThat(next).as("the event that was waited for").isPresent();
        } while (!wanted.test(type.cast(next.orElseThrow())));
    }

    private static boolean notRecognising(LaneEvent told) {
        return told instanceof ScreenChanged(LaneScreen screen, Instant _)
                && screen instanceof LaneScreen.NotRecognising;
    }

    private static boolean answers(Database database) {
        try {
            return database.read(_ -> true);
        } catch (DatabaseUnreachable e) {
            return false;
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static byte[] sideBySide(String left, String right) throws IOException {
        BufferedImage both = new BufferedImage(1_280, 720, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = both.createGraphics();
        canvas.drawImage(ImageIO.read(new ByteArrayInputStream(picture(left, "arrive"))), 220, 240, null);
        canvas.drawImage(ImageIO.read(new ByteArrayInputStream(picture(right, "arrive"))), 620, 240, null);
        canvas.dispose();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ImageIO.write(both, "jpg", encoded);
        return encoded.toByteArray();
    }

    private static byte[] picture(String person, String capture) throws IOException {
        return Files.readAllBytes(ROOT.resolve("samples/people/" + person + "/" + capture + ".jpg"));
    }
}

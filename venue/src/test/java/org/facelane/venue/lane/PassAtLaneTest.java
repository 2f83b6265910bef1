package org.facelane.venue.lane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
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
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.HeldUp;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Guests who hold a pass to the lane's camera: pictures of people who do not exist, codes drawn into them, the real
/// model pack and a real database.
final class PassAtLaneTest {
    private static final Path ROOT = Path.of("..");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Calibration CALIBRATION =
            new Calibration(new double[] {-1, 0, 0.56}, new double[] {0, 3, 40}, 0.02, 0);

    private static TestDatabase test;
    private static ModelPack pack;
    private static SelfieAcquisition selfies;

    private final BlockingQueue<LaneEvent> events = new LinkedBlockingQueue<>();
    private final List<LaneScreen> screens = new ArrayList<>();
    private final CountedGate gate = new CountedGate();
    private final ExecutorService vision = Executors.newFixedThreadPool(2);
    private MailboxFrames frames = new MailboxFrames();
    private GalleryFeed feed;
    private Event event;
    private Lane lane;
    private Lanes lanes;
    private TicketId ticket = TicketId.random();

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        pack = ModelPack.load(ROOT.resolve("models/default"));
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
    }

    @AfterAll
    static void close() {
        pack.close();
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        open(Mode.PASS);
    }

    @AfterEach
    void end() {
        lanes.close();
        feed.close();
        frames = new MailboxFrames();
    }

    @AfterEach
    void rest() {
        vision.close();
    }

    @Test
    void letsInAGuest_whoShowsThePass() throws Exception {
        Pass pass = enrol("01");
        assertThat(stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(gate.commands()).hasSize(1);
        awaitScreen(HeldUp.frame(Optional.empty(), Optional.empty()), new LaneScreen.Welcome());
    }

    @Test
    void letsInAGuest_whoLowersThePhoneFirst() throws Exception {
        Pass pass = enrol("01");
        awaitScreen(
                HeldUp.frame(Optional.empty(), Optional.of(pass.text())),
                new LaneScreen.LookHere("Look at the camera."));
        assertThat(decision(HeldUp.frame(Optional.of("01"), Optional.empty())).ending())
                .isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void letsInAGuest_whosePassOpensATemplateOnTheServer() throws Exception {
        end();
        open(Mode.SEALED);
        Pass pass = enrol("01");
        assertThat(stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void refers_copiedPassInAnothersHand() throws Exception {
        Pass pass = enrol("01");
        TurnEnded turn = stand("03", pass);
        assertThat(turn.ending()).isInstanceOfSatisfying(Ending.Referred.class, referred -> {
            assertThat(referred.reason()).isEqualTo(ReferReason.PASS_OF_SOMEBODY_ELSE);
            assertThat(referred.ticket()).isPresent();
        });
        assertThat(turn.score()).isEmpty();
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void refers_passThatWasUsed() throws Exception {
        Pass pass = enrol("01");
        assertThat(stand("01", pass).ending()).isInstanceOf(Ending.LetIn.class);
        TurnEnded second = stand("01", pass);
        assertThat(second.ending())
                .isInstanceOfSatisfying(
                        Ending.Referred.class,
                        referred -> assertThat(referred.reason()).isEqualTo(ReferReason.ALREADY_ADMITTED));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void looksAtNobody_beforeAPassWasShown() throws Exception {
        enrol("01");
        byte[] picture = HeldUp.frame(Optional.of("01"), Optional.empty());
        for (int i = 0; i < 20; i++) {
            frames.deliver(new Frame.Encoded(picture, CLOCK.instant()));
            Thread.sleep(60);
        }
        events.forEach(this::hear);
        assertThat(screens)
                .contains(new LaneScreen.ShowPass())
                .allSatisfy(screen ->
                        assertThat(screen).isInstanceOfAny(LaneScreen.ShowPass.class, LaneScreen.NotRecognising.class));
    }

    @Test
    void saysWhatIsWrong_withAPassThatWasWithdrawn() throws Exception {
        Pass pass = enrol("01");
        GuestId guest = test.database()
                .read(tx -> GuestStore.latest(tx, ticket))
                .orElseThrow()
                .guest()
                .id();
        new Erasures(test.database(), "office").withdraw(guest, CLOCK.instant());
        awaitScreen(
                HeldUp.frame(Optional.of("01"), Optional.of(pass.text())),
                new LaneScreen.PassRefused(PassRefusal.WITHDRAWN));
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void saysWhatIsWrong_withAPassThatWasReplaced_andTakesTheNewOne() throws Exception {
        Pass old = enrol("01");
        Pass renewed = enrol("01", ticket, true);
        awaitScreen(
                HeldUp.frame(Optional.of("01"), Optional.of(old.text())),
                new LaneScreen.PassRefused(PassRefusal.WITHDRAWN));
        assertThat(stand("01", renewed).ending()).isInstanceOf(Ending.LetIn.class);
    }

    @Test
    void saysWhatIsWrong_withAnotherEventsPass() throws Exception {
        Pass other = enrol("01");
        end();
        open(Mode.PASS);
        awaitScreen(
                HeldUp.frame(Optional.of("01"), Optional.of(other.text())),
                new LaneScreen.PassRefused(PassRefusal.OTHER_EVENT));
    }

    @Test
    void saysNothingOfWhy_withAForgedCode() throws Exception {
        Pass pass = enrol("01");
        String forged = pass.text().substring(0, pass.text().length() - 6) + "AAA"
                + pass.text().substring(pass.text().length() - 3);
        awaitScreen(
                HeldUp.frame(Optional.of("01"), Optional.of(forged)), new LaneScreen.PassRefused(PassRefusal.FORGED));
        assertThat(PassRefusal.FORGED.says()).isEqualTo(PassRefusal.FOREIGN.says());
    }

    @Test
    void letsInAnOrdinaryTicket_andKnowsNoOther_andLooksAtNobody() throws Exception {
        String code = Guests.ticket(test, event).code();
        assertThat(decision(HeldUp.frame(Optional.of("01"), Optional.of("TICKET 4711")))
                        .ending())
                .isEqualTo(new Ending.CodeUnknown());
        TurnEnded turn = decision(HeldUp.frame(Optional.of("01"), Optional.of(code)));
        assertThat(turn.ending()).isInstanceOf(Ending.LetIn.class);
        assertThat(gate.commands()).hasSize(1);
        assertThat(screens).noneMatch(LaneScreen.LookHere.class::isInstance);
    }

    @Test
    void theServerKeepsNothingBiometric_ofAGuestWithAPass() throws Exception {
        Pass pass = enrol("01");
        byte[] text = pass.text().getBytes(US_ASCII);
        List<byte[]> columns = everythingStored();
        assertThat(count("reference")).isZero();
        assertThat(count("pass where sealed is not null")).isZero();
        assertThat(columns).isNotEmpty().allSatisfy(stored -> {
            for (int from = 0; from + 12 <= text.length; from++) {
                assertThat(indexOf(stored, text, from, 12)).isNegative();
            }
        });
        assertThat(columns).filteredOn(stored -> stored.length >= 90).hasSize(count("event_key"));
    }

    private void open(Mode mode) {
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
        lane = Guests.lane(test, event);
        GalleryFeed.Model model = new GalleryFeed.Model(pack.version(), pack.dimension(), CALIBRATION);
        feed = GalleryFeed.open(test.database(), test.master(), event.id(), model, CLOCK);
        lanes = openLanes();
        lanes.start(lane, frames, gate, events::add);
    }

    private Lanes openLanes() {
        LaneRules rules = new LaneRules(
                DecisionPolicy.DEFAULT,
                2,
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
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

    private Pass enrol(String person) throws IOException {
        Ticket valid = Guests.ticket(test, event);
        ticket = valid.id();
        return enrol(person, ticket, false);
    }

    private Pass enrol(String person, TicketId of, boolean renews) throws IOException {
        EnrolmentOutcome outcome = new Enrolment(
                        test.database(),
                        test.master(),
                        Guests.byPicture(selfies),
                        new LookAlikes(test.database(), _ -> feed, DecisionPolicy.DEFAULT::searched))
                .enrol(
                        new EnrolmentRequest(
                                of,
                                new Consent(1, "en"),
                                new Capture.PictureFile(HeldUp.picture(person)),
                                EnrolmentRequest.GUEST,
                                renews),
                        CLOCK.instant());
        assertThat(outcome).isInstanceOf(EnrolmentOutcome.Enrolled.class);
        return ((EnrolmentOutcome.Enrolled) outcome).pass().orElseThrow();
    }

    private TurnEnded stand(String person, Pass pass) throws Exception {
        return decision(HeldUp.frame(Optional.of(person), Optional.of(pass.text())));
    }

    private TurnEnded decision(byte[] picture) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
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

    private void awaitScreen(byte[] picture, LaneScreen wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!screens.contains(wanted)) {
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

    /// Every binary column of every table.
    private static List<byte[]> everythingStored() {
        return test.database().read(tx -> {
            List<byte[]> all = new ArrayList<>();
            for (String[] column : Sql.list(
                    tx,
                    "select table_name, column_name from information_schema.columns join information_schema.tables"
                            + " using (table_schema, table_name) where table_schema = 'public'"
                            + " and table_type = 'BASE TABLE' and data_type = 'bytea'",
                    row -> new String[] {row.getString(1), row.getString(2)})) {
                String query = "select %2$s from %1$s where %2$s is not null".formatted(column[0], column[1]);
                all.addAll(Sql.list(tx, query, row -> row.getBytes(1)));
            }
            return all;
        });
    }

    private static int count(String from) {
        return test.database()
                .read(tx -> Sql.first(tx, "select count(*) from " + from, row -> row.getInt(1)))
                .orElseThrow();
    }

    private static int indexOf(byte[] within, byte[] of, int from, int length) {
        for (int at = 0; at + length <= within.length; at++) {
            if (Arrays.equals(within, at, at + length, of, from, from + length)) {
                return at;
            }
        }
        return -1;
    }
}

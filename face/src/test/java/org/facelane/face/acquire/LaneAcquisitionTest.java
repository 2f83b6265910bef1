package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.LaneObservation.Nobody;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.acquire.LaneObservation.SeveralPeople;
import org.facelane.face.acquire.LaneObservation.Unusable;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.pad.PadVerdict;
import org.junit.jupiter.api.Test;

class LaneAcquisitionTest {
    private static final Instant START = Instant.parse("2026-06-01T18:00:00Z");
    private static final Image EMPTY = Scenes.wall(1280, 720);

    private final LaneAcquisition lane = new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT);
    private Instant now = START.minusMillis(100);

    @Test
    void observes_nobody() {
        assertThat(next(EMPTY)).isEqualTo(new Nobody());
        assertThat(lane.extractionCount()).isZero();
    }

    @Test
    void observes_personInTheZone() {
        Seen seen = seen(next(standing(0, "arrive", 0)));

        assertThat(seen.track()).isEqualTo(1);
        assertThat(seen.frameCount()).isEqualTo(1);
        assertThat(seen.since()).isEqualTo(now);
        assertThat(seen.fused().similarity(enrolled(0))).isGreaterThan(0.5);
    }

    @Test
    void follows_personWhoMoves() {
        for (int frame = 0; frame < 10; frame++) {
            Seen seen = seen(next(standing(0, "arrive", -150 + 30 * frame)));

            assertThat(seen.track()).isEqualTo(1);
            assertThat(seen.frameCount()).isEqualTo(frame + 1);
            assertThat(seen.since()).isEqualTo(START);
        }
    }

    @Test
    void fuses_framesIntoFeaturesNearerThanSingleOnes() {
        long seed = 20260601;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Features reference = enrolled(0);
        List<Double> singles = new ArrayList<>();
        List<Seen> together = new ArrayList<>();
        for (int frame = 0; frame < 6; frame++) {
            Image noisy = noisy(standing(0, frame % 2 == 0 ? "arrive" : "third", 4 * frame), random, 30);
            LaneAcquisition fresh = new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT);
            singles.add(seen(fresh.next(noisy, now)).fused().similarity(reference));
            together.add(seen(next(noisy)));
        }

        assertThat(together.getLast().frameCount()).isEqualTo(6);
        assertThat(together.getLast().fused().similarity(reference))
                .describedAs("seed " + seed + ", singles " + singles)
                .isGreaterThan(singles.stream().mapToDouble(x -> x).average().orElseThrow());
    }

    @Test
    void observes_severalPeople_noneOfWhomBecomesFeatures() {
        Image two = Scenes.with(standing(0, "arrive", -300), person(1, "arrive", 480), 640, 200);

        assertThat(next(two)).isEqualTo(new SeveralPeople());
        assertThat(lane.extractionCount()).isZero();
    }

    @Test
    void bystanders_neverBecomeFeatures() {
        Image behind = Scenes.with(EMPTY, person(1, "arrive", 180), 1000, 20);
        Image queue = Scenes.with(behind, person(2, "arrive", 200), 100, 40);
        for (int frame = 0; frame < 3; frame++) {
            assertThat(next(queue)).isEqualTo(new Nobody());
        }
        assertThat(lane.extractionCount()).isZero();

        Image front = Scenes.with(queue, person(0, "arrive", 480), 400, 200);
        for (int frame = 0; frame < 3; frame++) {
            assertThat(seen(next(front)).fused().similarity(enrolled(0))).isGreaterThan(0.5);
        }
        assertThat(lane.extractionCount()).isEqualTo(3);
    }

    @Test
    void ignores_personOutsideTheZone() {
        LaneLimits right = new LaneLimits(
                new CaptureZone(0.7, 0, 1, 1), LaneLimits.DEFAULT.sample(), LaneLimits.DEFAULT.trackAgeMax());
        LaneAcquisition narrow = new LaneAcquisition(DefaultPack.open(), right);

        assertThat(narrow.next(standing(0, "arrive", 0), now)).isEqualTo(new Nobody());
        assertThat(narrow.extractionCount()).isZero();
    }

    @Test
    void asksToComeCloser() {
        assertUnusable(next(Scenes.with(EMPTY, person(0, "arrive", 210), 500, 200)), AcquisitionFailure.FACE_TOO_SMALL);
    }

    @Test
    void observes_unusable_withReason() {
        Image person = standing(0, "arrive", 0);

        assertUnusable(alone(Scenes.lit(person, 0.15, 0)), AcquisitionFailure.TOO_DARK);
        assertUnusable(alone(Scenes.lit(person, 0.3, 195)), AcquisitionFailure.TOO_BRIGHT);
        assertUnusable(alone(Scenes.blurred(person, 12)), AcquisitionFailure.TOO_BLURRED);
        Image tilted = Scenes.rolled(Scenes.person(0, "arrive"), 40);
        assertUnusable(alone(Scenes.with(EMPTY, tilted, 400, 150)), AcquisitionFailure.HEAD_TILTED);
    }

    @Test
    void keepsWhatItHas_whenLaterFramesAreUnusable() {
        Image person = standing(0, "arrive", 0);
        Seen first = seen(next(person));
        Seen second = seen(next(Scenes.blurred(person, 12)));

        assertThat(second.track()).isEqualTo(first.track());
        assertThat(second.frameCount()).isEqualTo(1);
        assertThat(lane.extractionCount()).isEqualTo(1);
    }

    @Test
    void settled_isNobodyUntilLeaving() {
        Image person = standing(0, "arrive", 0);
        lane.settle(seen(next(person)).track(), now);
        for (int frame = 0; frame < 20; frame++) {
            assertThat(next(person)).isEqualTo(new Nobody());
        }
        assertThat(lane.extractionCount()).isLessThanOrEqualTo(5);
        for (int frame = 0; frame < 15; frame++) {
            next(EMPTY);
        }

        Seen again = seen(next(person));
        assertThat(again.track()).isEqualTo(2);
        assertThat(again.frameCount()).isEqualTo(1);
    }

    @Test
    void takesWhoeverWaitsForASlowGate_forTheSame() {
        long guest = seen(next(standing(0, "arrive", 0))).track();
        now = now.plusSeconds(6);
        lane.settle(guest, now);
        for (int frame = 0; frame < 5; frame++) {
            assertThat(next(standing(0, "third", 0))).isEqualTo(new Nobody());
        }
    }

    @Test
    void noticesSomebodyElse_onceASlowGateHasOpened() {
        long guest = seen(next(standing(0, "arrive", 0))).track();
        now = now.plusSeconds(6);
        lane.settle(guest, now);
        next(standing(1, "arrive", 0));
        assertThat(seen(next(standing(1, "arrive", 0))).track()).isEqualTo(2);
    }

    @Test
    void noticesSomebodyElseInTheSamePlace() {
        lane.settle(seen(next(standing(0, "arrive", 0))).track(), now);
        List<LaneObservation> after = Stream.generate(() -> next(standing(1, "arrive", 0)))
                .limit(10)
                .filter(Seen.class::isInstance)
                .toList();

        assertThat(after).isNotEmpty();
        Seen other = seen(after.getLast());
        assertThat(other.track()).isEqualTo(2);
        assertThat(other.fused().similarity(enrolled(1))).isGreaterThan(0.5);
        assertThat(other.fused().similarity(enrolled(0))).isLessThan(0.5);
    }

    @Test
    void noticesWhoeverFollowsAtOnce_howeverAlike() {
        for (Pair pair : mostAlike(4)) {
            for (int away : List.of(0, 4)) {
                LaneAcquisition fresh = new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT);
                fresh.settle(
                        seen(next(fresh, standing(pair.before(), "arrive", 0))).track(), now);
                for (int frame = 0; frame < away; frame++) {
                    next(fresh, EMPTY);
                }
                List<LaneObservation> after = Stream.generate(() -> next(fresh, standing(pair.after(), "arrive", 0)))
                        .limit(8)
                        .filter(Seen.class::isInstance)
                        .toList();

                assertThat(after)
                        .describedAs(pair + " after " + away + " frames")
                        .hasSizeGreaterThanOrEqualTo(2);
                assertThat(seen(after.getLast()).track())
                        .describedAs(pair.toString())
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void takesGuestsWhoStay_forTheSame() {
        for (int number = 0; number < Scenes.people().size(); number++) {
            LaneAcquisition fresh = new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT);
            fresh.settle(seen(next(fresh, standing(number, "arrive", 0))).track(), now);
            for (int frame = 0; frame < 14; frame++) {
                boolean looksDown = frame == 3 || frame == 4;
                Image scene = looksDown ? EMPTY : standing(number, frame % 2 == 0 ? "third" : "enrol", 3 * frame);

                assertThat(next(fresh, scene))
                        .describedAs("person " + number + " frame " + frame)
                        .isEqualTo(new Nobody());
            }
        }
    }

    @Test
    void neverFusesTwoPeople() {
        seen(next(standing(0, "arrive", 0)));
        Seen other = seen(next(standing(1, "arrive", 0)));

        assertThat(other.track()).isEqualTo(2);
        assertThat(other.frameCount()).isEqualTo(1);
        assertThat(other.since()).isEqualTo(now);
    }

    @Test
    void observes_somebodyMovingInTheDark() {
        Image dark = Scenes.lit(EMPTY, 0.02, 0);
        Image person = Scenes.lit(standing(0, "arrive", 0), 0.03, 0);
        assertThat(next(dark)).isEqualTo(new Nobody());

        assertUnusable(next(person), AcquisitionFailure.TOO_DARK);
        Unusable still = (Unusable) next(person);
        assertThat(still.track()).isZero();
        assertThat(still.since()).isEqualTo(START.plusMillis(100));
    }

    @Test
    void observes_nobody_inTheDarkWhereNothingMoves() {
        Image dark = Scenes.lit(EMPTY, 0.02, 0);
        for (int frame = 0; frame < 30; frame++) {
            assertThat(next(dark)).isEqualTo(new Nobody());
        }
        next(Scenes.lit(standing(0, "arrive", 0), 0.03, 0));
        next(dark);
        for (int frame = 0; frame < 21; frame++) {
            next(dark);
        }
        assertThat(next(dark)).isEqualTo(new Nobody());
    }

    /// Frames of sample person 13 that `bench/make-attacks` made.
    @Test
    void suspectsAttack_whenSeveralFramesOfATabletAgree() {
        List<PadVerdict> shown = verdicts("tablet");

        assertThat(shown).hasSize(4);
        assertThat(shown.subList(0, 2)).doesNotContain(PadVerdict.ATTACK);
        assertThat(shown.subList(2, 4)).containsOnly(PadVerdict.ATTACK);
    }

    @Test
    void suspectsNoAttack_whenThePersonStandsThereThroughTheSameCamera() {
        assertThat(verdicts("bona-fide")).hasSize(4).doesNotContain(PadVerdict.ATTACK);
    }

    private List<PadVerdict> verdicts(String folder) {
        return Stream.of("001.jpg", "002.jpg", "003.jpg", "004.jpg")
                .map(name -> Scenes.read(Path.of("src", "test", "resources", "attacks", folder, name)))
                .map(frame -> seen(next(frame)).pad())
                .toList();
    }

    @Test
    void suspectsNoSamplePersonOfAnAttack() {
        for (int number = 0; number < Scenes.people().size(); number++) {
            LaneAcquisition fresh = new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT);
            for (String capture : List.of("enrol", "arrive", "third")) {
                LaneObservation observation = fresh.next(Scenes.person(number, capture), now);
                assertThat(seen(observation).pad()).isNotEqualTo(PadVerdict.ATTACK);
            }
        }
    }

    /// One stands there, and then the other.
    private record Pair(int before, int after, double similarity) {}

    /// The ordered pairs of different sample people whose features are nearest to each other.
    private static List<Pair> mostAlike(int count) {
        List<Features> features = IntStream.range(0, Scenes.people().size())
                .mapToObj(number -> seen(alone(standing(number, "arrive", 0))).fused())
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int before = 0; before < features.size(); before++) {
            for (int after = 0; after < features.size(); after++) {
                if (before != after) {
                    pairs.add(new Pair(before, after, features.get(before).similarity(features.get(after))));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingDouble(Pair::similarity).reversed())
                .limit(count)
                .toList();
    }

    private LaneObservation next(Image frame) {
        return next(lane, frame);
    }

    private LaneObservation next(LaneAcquisition at, Image frame) {
        now = now.plusMillis(100);
        return at.next(frame, now);
    }

    private static LaneObservation alone(Image frame) {
        return new LaneAcquisition(DefaultPack.open(), LaneLimits.DEFAULT).next(frame, START);
    }

    private static Image standing(int number, String capture, int right) {
        return Scenes.with(EMPTY, person(number, capture, 480), 400 + right, 200);
    }

    private static Image person(int number, String capture, int side) {
        return Scenes.resized(Scenes.person(number, capture), side, side);
    }

    private static Image noisy(Image image, RandomGenerator random, double deviation) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp((int) ((image.rgb()[i] & 0xff) + deviation * random.nextGaussian()), 0, 255);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static Features enrolled(int number) {
        byte[] picture = Scenes.bytes(Scenes.people().get(number).resolve("enrol.jpg"));
        return ((Acquired) new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT).acquire(picture)).features();
    }

    private static Seen seen(LaneObservation observation) {
        assertThat(observation).isInstanceOf(Seen.class);
        return (Seen) observation;
    }

    private static void assertUnusable(LaneObservation observation, AcquisitionFailure reason) {
        assertThat(observation).isInstanceOf(Unusable.class);
        assertThat(((Unusable) observation).reason()).isEqualTo(reason);
    }
}

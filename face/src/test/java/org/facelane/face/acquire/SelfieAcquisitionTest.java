package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.facelane.face.Box;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.Acquisition.FailureToAcquire;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.Resize;
import org.facelane.face.model.DefaultPack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfieAcquisitionTest {
    private final SelfieAcquisition acquisition = new SelfieAcquisition(DefaultPack.open(), SelfieLimits.DEFAULT);

    @Test
    void acquires_everySamplePerson() {
        for (Path person : Scenes.people()) {
            for (String capture : List.of("enrol", "arrive", "third")) {
                Path file = person.resolve(capture + ".jpg");
                assertThat(acquisition.acquire(Scenes.bytes(file)))
                        .describedAs(file.toString())
                        .isInstanceOf(Acquired.class);
            }
        }
    }

    @Test
    void acquires_featuresThatTellPeopleApart() {
        List<Features> enrolled = new ArrayList<>();
        List<Features> arrived = new ArrayList<>();
        for (Path person : Scenes.people()) {
            enrolled.add(features(Scenes.bytes(person.resolve("enrol.jpg"))));
            arrived.add(features(Scenes.bytes(person.resolve("arrive.jpg"))));
        }
        double matedMin = IntStream.range(0, enrolled.size())
                .mapToDouble(i -> enrolled.get(i).similarity(arrived.get(i)))
                .min()
                .orElseThrow();
        double nonMatedMax = IntStream.range(0, enrolled.size())
                .mapToDouble(i -> IntStream.range(0, arrived.size())
                        .filter(k -> k != i)
                        .mapToDouble(k -> enrolled.get(i).similarity(arrived.get(k)))
                        .max()
                        .orElseThrow())
                .max()
                .orElseThrow();

        assertThat(matedMin).isGreaterThan(nonMatedMax + 0.05);
    }

    @Test
    void acquires_theSameFeaturesFromManyThreads() throws Exception {
        byte[] picture = Scenes.bytes(Scenes.people().getFirst().resolve("enrol.jpg"));
        float[] expected = features(picture).values();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<float[]>> runs = IntStream.range(0, 12)
                    .<Callable<float[]>>mapToObj(i -> () -> features(picture).values())
                    .toList();
            for (Future<float[]> run : threads.invokeAll(runs)) {
                assertThat(run.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void acquires_personBeforeSomebodySmallInTheBackground() {
        Image scene = Scenes.with(Scenes.wall(900, 700), Scenes.resized(Scenes.person(0, "enrol"), 600, 600), 0, 100);
        Image both = Scenes.with(scene, Scenes.resized(Scenes.person(1, "enrol"), 140, 140), 700, 50);

        assertThat(acquire(both)).isInstanceOf(Acquired.class);
        assertThat(((Acquired) acquire(both)).features().similarity(features(Scenes.png(Scenes.person(0, "arrive")))))
                .isGreaterThan(0.5);
    }

    @Test
    void failsToAcquire_noFace() {
        assertThat(acquire(Scenes.wall(640, 480))).isEqualTo(failure(AcquisitionFailure.NO_FACE));
    }

    @Test
    void failsToAcquire_severalFaces() {
        Image two = Scenes.beside(Scenes.person(0, "enrol"), Scenes.person(1, "enrol"));

        assertThat(acquire(two)).isEqualTo(failure(AcquisitionFailure.SEVERAL_FACES));
    }

    @Test
    void failsToAcquire_faceTooSmall() {
        assertThat(acquire(Scenes.resized(Scenes.person(0, "enrol"), 200, 200)))
                .isEqualTo(failure(AcquisitionFailure.FACE_TOO_SMALL));
    }

    @Test
    void failsToAcquire_faceCutOff() {
        Image person = Scenes.person(0, "enrol");
        Image half = Resize.crop(
                person,
                new Box(0, 0.42 * person.height(), person.width(), 0.58 * person.height()),
                person.width(),
                (int) (0.58 * person.height()));

        assertThat(acquire(half)).isEqualTo(failure(AcquisitionFailure.FACE_CUT_OFF));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.2})
    void failsToAcquire_tooDark(double gain) {
        assertThat(acquire(Scenes.lit(Scenes.person(0, "enrol"), gain, 0)))
                .isEqualTo(failure(AcquisitionFailure.TOO_DARK));
    }

    @Test
    void failsToAcquire_tooBright() {
        assertThat(acquire(Scenes.lit(Scenes.person(0, "enrol"), 0.35, 190)))
                .isEqualTo(failure(AcquisitionFailure.TOO_BRIGHT));
    }

    @Test
    void failsToAcquire_tooBlurred() {
        assertThat(acquire(Scenes.blurred(Scenes.person(0, "enrol"), 12)))
                .isEqualTo(failure(AcquisitionFailure.TOO_BLURRED));
    }

    @Test
    void failsToAcquire_headTilted() {
        assertThat(acquire(Scenes.rolled(Scenes.person(0, "enrol"), 35)))
                .isEqualTo(failure(AcquisitionFailure.HEAD_TILTED));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-40, 40})
    void failsToAcquire_headTurned(double degrees) {
        Image person = Scenes.person(0, "enrol");
        Landmarks face = landmarks(person);

        assertThat(acquire(Scenes.turned(person, face, degrees))).isEqualTo(failure(AcquisitionFailure.HEAD_TURNED));
        assertThat(acquire(Scenes.turned(person, face, degrees / 8))).isInstanceOf(Acquired.class);
    }

    @Test
    void failsToAcquire_mouthCovered() {
        for (int number = 0; number < 6; number++) {
            Image person = Scenes.person(number, "enrol");
            Landmarks face = landmarks(person);
            int eyes = (int) face.eyeDistance();
            Image mask = Scenes.grey(22 * eyes / 10, 14 * eyes / 10, 180);
            int left = (int) face.noseTip().x() - 11 * eyes / 10;
            int top = (int) face.noseTip().y() - eyes / 10;

            assertThat(acquire(Scenes.with(person, mask, left, top)))
                    .describedAs("sample person " + number)
                    .isEqualTo(failure(AcquisitionFailure.FACE_COVERED));
        }
    }

    @Test
    void failsToAcquire_eyesCovered() {
        Image person = Scenes.person(0, "enrol");
        Landmarks face = landmarks(person);
        int eyes = (int) face.eyeDistance();
        Image glasses = Scenes.grey(2 * eyes, 6 * eyes / 10, 50);
        int left = (int) face.noseTip().x() - eyes;
        int top = (int) face.leftEye().y() - 3 * eyes / 10;

        assertThat(acquire(Scenes.with(person, glasses, left, top)))
                .isEqualTo(failure(AcquisitionFailure.FACE_COVERED));
    }

    @Test
    void failsToAcquire_whatIsNoPicture() {
        byte[] whole = Scenes.bytes(Scenes.people().getFirst().resolve("enrol.jpg"));

        assertThat(acquisition.acquire(new byte[0])).isEqualTo(failure(AcquisitionFailure.EMPTY));
        assertThat(acquisition.acquire("<html>".repeat(100).getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(failure(AcquisitionFailure.NOT_AN_IMAGE));
        assertThat(acquisition.acquire(Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo(failure(AcquisitionFailure.TRUNCATED));
    }

    @Test
    void saysWhatToDo_forEveryFailure() {
        for (AcquisitionFailure failure : AcquisitionFailure.values()) {
            assertThat(failure.says()).endsWith(".");
            assertThat(failure.advice()).endsWith(".").isNotEqualTo(failure.says());
        }
    }

    @Test
    void survives_pixelsOfAnyKind() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 20; i++) {
            Image image = Scenes.grey(1 + random.nextInt(300), 1 + random.nextInt(300), random.nextInt(256));
            random.nextBytes(image.rgb());

            assertThat(acquire(image)).describedAs("seed " + seed).isInstanceOf(FailureToAcquire.class);
        }
    }

    private Acquisition acquire(Image image) {
        return acquisition.acquire(Scenes.png(image));
    }

    private Features features(byte[] picture) {
        Acquisition outcome = acquisition.acquire(picture);
        assertThat(outcome).isInstanceOf(Acquired.class);
        return ((Acquired) outcome).features();
    }

    private static FailureToAcquire failure(AcquisitionFailure reason) {
        return new FailureToAcquire(reason);
    }

    private static Landmarks landmarks(Image person) {
        Detection found =
                new FaceDetector(DefaultPack.open().detector()).detect(person).getFirst();
        return new LandmarkFinder(DefaultPack.open().landmarks())
                .face(person, found)
                .landmarks();
    }
}

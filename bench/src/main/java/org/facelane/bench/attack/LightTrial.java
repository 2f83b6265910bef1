package org.facelane.bench.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.bench.measure.LightAnswer;
import org.facelane.bench.measure.LightTables;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.image.Resize;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.FaceLight;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightChallenge.Look;
import org.facelane.face.pad.LightResponse;

/// Films people and what is held up instead of them in the light of a screen, all simulated, and asks the product's
/// light challenge about each film. Run by `bench/light-challenge`.
public final class LightTrial {
    private static final String USAGE = "--studio <folder,folder> --cut <folder> --pack <folder> [--every <number>]"
            + " [--seed <number>] [--cache <file for the answers>]";

    /// Light on the face: a dim room, an office, a bright hall or a shop window, the shade outdoors.
    private static final int[] LUX = {100, 300, 1000, 3000};

    /// Those in which attacks are held up: who holds one up looks for little light.
    private static final int DIM = 2;

    /// Every so many people are filmed in all lights and as attacks, the others alive in little light.
    private static final int FEW = 4;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    /// Wide enough for such frames.
    private static final int SMALL = 480;

    private final long seed;
    private final Recognition recognition;
    private final FaceDetector detector;

    private LightTrial(Arguments arguments, ModelPack pack) {
        seed = arguments.number("--seed", 1);
        recognition = new Recognition(pack);
        detector = new FaceDetector(pack.detector());
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        List<LightAnswer> answers;
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            answers = new LightTrial(arguments, pack).films(arguments);
        }
        if (arguments.given("--cache").isPresent()) {
            Files.write(
                    arguments.output("--cache"),
                    answers.stream().map(LightAnswer::line).toList());
        }
        new LightTables(answers).print();
    }

    private List<LightAnswer> films(Arguments arguments) {
        List<LightAnswer> answers = new ArrayList<>();
        for (String folder : arguments.text("--studio").split(",")) {
            List<Path> people = Pictures.folders(Path.of(folder));
            answers.addAll(each(people, this::studio));
        }
        List<Path> pictures = Pictures.folders(Path.of(arguments.text("--cut"))).stream()
                .flatMap(person -> Pictures.jpegs(person).stream())
                .toList();
        int every = arguments.number("--every", 1);
        List<Path> some = IntStream.range(0, pictures.size())
                .filter(i -> i % every == 0)
                .mapToObj(pictures::get)
                .toList();
        answers.addAll(each(some, this::cut));
        return answers;
    }

    private static List<LightAnswer> each(List<Path> paths, BiFunction<Path, Integer, List<LightAnswer>> filming) {
        return IntStream.range(0, paths.size())
                .parallel()
                .mapToObj(i -> filming.apply(paths.get(i), i))
                .flatMap(List::stream)
                .peek(answer -> System.err.println(answer.line()))
                .toList();
    }

    /// Somebody whose portrait was taken before a plain background, alive and as attacks.
    private List<LightAnswer> studio(Path folder, int number) {
        List<Path> files = Pictures.jpegs(folder);
        Image image = Resize.within(Pictures.read(files.get(number % Math.min(2, files.size()))), SMALL);
        Portrait portrait = recognition
                .see(image)
                .map(seen -> Portrait.of(image, seen.face()))
                .orElseThrow(() -> new IllegalArgumentException("no face in " + folder));
        String set = folder.getName(folder.getNameCount() - 2).toString();
        String person = folder.getName(folder.getNameCount() - 1).toString();
        List<LightAnswer> answers = new ArrayList<>();
        boolean chosen = number % FEW == 0;
        for (int light = 0; light < (chosen ? LUX.length : DIM); light++) {
            answers.add(film(set, person, portrait, Species.BONA_FIDE, number, light));
        }
        for (Species species : Species.values()) {
            if (chosen && species.isAttack()) {
                answers.add(film(set, person, portrait, species, number, (number / FEW + species.ordinal()) % DIM));
            }
        }
        return answers;
    }

    /// Somebody in any picture: the head is taken out along an ellipse.
    private List<LightAnswer> cut(Path file, int number) {
        Image image = Pictures.read(file);
        return recognition.see(image).stream()
                .map(seen -> film(
                        file.getName(file.getNameCount() - 3).toString(),
                        file.getName(file.getNameCount() - 2).toString(),
                        Portrait.cut(image, seen.face()),
                        Species.BONA_FIDE,
                        number,
                        number / 2 % LUX.length))
                .toList();
    }

    private LightAnswer film(String set, String person, Portrait portrait, Species species, int number, int light) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
                .create((((seed * 1_000_003 + number) * 101 + species.ordinal()) * 11 + light) * 31 + set.hashCode());
        boolean lane = random.nextBoolean();
        Camera camera = Camera.lane(random).sized(WIDTH, HEIGHT);
        boolean phone = random.nextBoolean();
        double away =
                lane ? random.nextDouble(450, 800) : phone ? random.nextDouble(300, 450) : random.nextDouble(450, 650);
        double eyes = camera.focal() * Portrait.EYE_DISTANCE_MM / away;
        Light.OfScreen screen = screen(random, lane, phone, LUX[light]);
        ColourFilm showing = showing(random, lane, screen);
        List<Image> frames =
                new Recording(portrait, camera, random).film(species, eyes, showing, showing(random, lane, screen));
        List<Look> looks = new ArrayList<>();
        List<Look> middle = new ArrayList<>();
        List<Look> rim = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Image seen = sent(frames.get(i), camera);
            Duration at = showing.at().get(i);
            List<Detection> found = detector.detect(seen);
            if (!found.isEmpty()) {
                FaceLight.of(seen, found.getFirst().box()).ifPresent(face -> looks.add(new Look(at, face)));
                Regions regions = Regions.of(seen, found.getFirst().box());
                regions.middle().ifPresent(face -> middle.add(new Look(at, face)));
                regions.rim().ifPresent(face -> rim.add(new Look(at, face)));
            }
        }
        LightResponse inner = showing.challenge().judge(middle);
        LightResponse outer = showing.challenge().judge(rim);
        return new LightAnswer(
                set,
                person,
                species.folder(),
                lane,
                LUX[light],
                looks.size(),
                showing.challenge().judge(looks),
                inner.agreement() * inner.strength(),
                outer.agreement() * outer.strength());
    }

    /// A tablet at a lane, a phone or a laptop at an enrolment.
    private static Light.OfScreen screen(RandomGenerator random, boolean lane, boolean phone, int lux) {
        double candelas = lane || !phone ? random.nextDouble(200, 400) : random.nextDouble(300, 600);
        double strength = candelas * Math.PI / lux;
        if (lane) {
            return new Light.OfScreen(strength, 136, 217, 0);
        }
        return phone ? new Light.OfScreen(strength, 65, 120, 0) : new Light.OfScreen(strength, 300, 150, 0);
    }

    /// As the pages do it: four colours of 360 ms and a frame every 90 ms at a lane, six of 600 and every 190 at an
    /// enrolment.
    private static ColourFilm showing(RandomGenerator random, boolean lane, Light.OfScreen screen) {
        LightChallenge challenge = LightChallenge.draw(random, lane ? 4 : 6, Duration.ofMillis(lane ? 360 : 600));
        List<Duration> at = new ArrayList<>();
        Duration step = Duration.ofMillis(lane ? 90 : 190);
        for (Duration next = Duration.ofMillis(random.nextInt(30));
                next.compareTo(challenge.lasts()) < 0;
                next = next.plus(step)) {
            at.add(next);
        }
        return new ColourFilm(
                challenge,
                screen,
                random.nextDouble(1000, 4000),
                at,
                Duration.ofMillis(random.nextInt(40, 260)),
                random.nextDouble() < 0.3 ? 0 : random.nextDouble(0.4));
    }

    private static Image sent(Image frame, Camera camera) {
        return switch (ImageDecoder.decode(Pictures.jpeg(frame, camera.jpeg()), DecodeLimits.DEFAULT)) {
            case Decoding.Decoded(Image image) -> image;
            case Decoding.NotDecoded(var reason) -> throw new IllegalStateException("a frame of ours is " + reason);
        };
    }

    /// The colour of the middle of the face and of its rim, each beside the background.
    private record Regions(Optional<FaceLight> middle, Optional<FaceLight> rim) {
        static Regions of(Image image, Box face) {
            double[] middle = new double[4];
            double[] rim = new double[4];
            double[] behind = new double[4];
            for (int y = 0; y < image.height(); y++) {
                double v = (y - face.centre().y()) / face.height();
                for (int x = 0; x < image.width(); x++) {
                    double u = (x - face.centre().x()) / face.width();
                    double r = Math.hypot(u, v);
                    if (r < 0.22) {
                        add(middle, image, x, y);
                    } else if (r > 0.36 && r < 0.47 && Math.abs(u) > Math.abs(v)) {
                        add(rim, image, x, y);
                    } else if (y < face.y() + face.height() && Math.abs(u) > 0.9) {
                        add(behind, image, x, y);
                    }
                }
            }
            return new Regions(light(middle, behind), light(rim, behind));
        }

        private static Optional<FaceLight> light(double[] of, double[] behind) {
            return of[3] < 60 || behind[3] < 100
                    ? Optional.empty()
                    : Optional.of(new FaceLight(
                            Math.log(of[0] / of[1]) - Math.log(behind[0] / behind[1]),
                            Math.log(of[2] / of[1]) - Math.log(behind[2] / behind[1])));
        }

        private static void add(double[] sums, Image image, int x, int y) {
            int[] value = {image.red(x, y), image.green(x, y), image.blue(x, y)};
            if (Math.min(value[0], Math.min(value[1], value[2])) < 6
                    || Math.max(value[0], Math.max(value[1], value[2])) > 250) {
                return;
            }
            for (int c = 0; c < 3; c++) {
                sums[c] += Texture.light(value[c]);
            }
            sums[3]++;
        }
    }
}

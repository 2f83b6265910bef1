package org.facelane.bench.pack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.convert.Comparison;
import org.facelane.bench.convert.Quantisation;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;
import org.facelane.face.template.FeatureExtraction;

/// What the embedder loses and wins in 8 bits: error rates over the same faces and times of the same runs. A Markdown
/// table. Run by `bench/compare-int8`.
public final class CompareInt8 {
    private static final String USAGE = "--lfw <folder> --label-errors <csv> --pack <model pack> [--people <number>]";
    private static final String EMBEDDER = "embedder.1";
    private static final String FILE = "embedder-1.onnx";
    private static final int PER_PERSON = 3;
    private static final double[] FMRS = {1e-3, 1e-4, 1e-5};

    /// A way to compute, and what comes out.
    private record Way(String name, byte[] network, FeatureExtraction extraction, List<Sample> samples) {
        Way {
            requireNonNull(name, "name is null");
            requireNonNull(network, "network is null");
            requireNonNull(extraction, "extraction is null");
            requireNonNull(samples, "samples is null");
        }
    }

    private final List<ModelPack> packs = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private final Path work;

    private CompareInt8(Path work) {
        this.work = work;
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path work = Files.createTempDirectory("int8");
        CompareInt8 run = new CompareInt8(work);
        try {
            Path pack = arguments.folder("--pack");
            run.way("32-bit floats", pack, UnaryOperator.identity());
            run.way("weights of 8 bits", pack, Quantisation::ofWeights);
            run.way("weights of 8 bits, convolutions in whole numbers", pack, Quantisation::ofConvolutions);
            run.read(arguments);
            run.print();
        } finally {
            run.packs.forEach(ModelPack::close);
            remove(work);
        }
    }

    private void way(String name, Path pack, UnaryOperator<byte[]> change) throws IOException {
        Path folder = Files.createDirectory(work.resolve(Integer.toString(ways.size())));
        for (Path file : files(pack)) {
            Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        byte[] network = change.apply(Files.readAllBytes(pack.resolve(FILE)));
        Files.write(folder.resolve(FILE), network);
        PackManifest manifest = PackManifest.read(folder);
        manifest.putFile(EMBEDDER, FILE);
        manifest.write();
        ModelPack changed = ModelPack.load(folder);
        packs.add(changed);
        ways.add(new Way(name, network, new FeatureExtraction(changed), new ArrayList<>()));
    }

    /// At most three pictures of everybody.
    private void read(Arguments arguments) throws IOException {
        LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
        int most = arguments.number("--people", Integer.MAX_VALUE);
        FaceDetector detector = new FaceDetector(packs.getFirst().detector());
        LandmarkFinder landmarks = new LandmarkFinder(packs.getFirst().landmarks());
        List<Path> files = Pictures.folders(arguments.folder("--lfw")).stream()
                .filter(person -> errors.trusted().test(person.getFileName().toString()))
                .limit(most)
                .flatMap(person -> Pictures.jpegs(person).stream().limit(PER_PERSON))
                .toList();
        files.parallelStream().forEach(file -> {
            Image image = Pictures.read(file);
            Optional<Detection> found =
                    detector.detect(image).stream().min(Comparator.comparingDouble(one -> fromMiddle(image, one)));
            if (found.isPresent()) {
                Face face = landmarks.face(image, found.get());
                List<float[]> features = ways.stream()
                        .map(way -> way.extraction.extract(image, face).values())
                        .toList();
                take(file, features);
            }
        });
    }

    private synchronized void take(Path file, List<float[]> features) {
        for (int i = 0; i < features.size(); i++) {
            ways.get(i)
                    .samples
                    .add(new Sample(
                            file.getName(file.getNameCount() - 2).toString(),
                            file.getName(file.getNameCount() - 1).toString(),
                            features.get(i)));
        }
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%d pictures, at most %d a person%n",
                ways.getFirst().samples.size(),
                PER_PERSON);
        System.out.println("| embedder | bytes | ms a run, of 32-bit floats in turn | least and median similarity to"
                + " 32-bit floats | FNMR at FMR 1e-3 | 1e-4 | 1e-5 |\n|---|---|---|---|---|---|---|");
        for (Way way : ways) {
            Comparison times = Comparison.of(ways.getFirst().network, way.network, 1);
            double[] alike = new double[way.samples.size()];
            for (int i = 0; i < alike.length; i++) {
                alike[i] = way.samples.get(i).similarity(ways.getFirst().samples.get(i));
            }
            Arrays.sort(alike);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.1f, %.1f | %.4f, %.4f | %s |%n",
                    way.name,
                    way.network.length,
                    times.millisecondsAfter(),
                    times.millisecondsBefore(),
                    alike[0],
                    alike[alike.length / 2],
                    rates(way.samples));
        }
    }

    private static String rates(List<Sample> samples) {
        Similarities mated = Similarities.mated(samples);
        Similarities nonMated = Similarities.nonMated(samples);
        return String.join(
                " | ",
                Arrays.stream(FMRS)
                        .mapToObj(fmr ->
                                String.format(Locale.ROOT, "%.2f %%", 100 * (1 - mated.share(nonMated.reachedBy(fmr)))))
                        .toList());
    }

    private static double fromMiddle(Image image, Detection found) {
        return Math.hypot(
                found.box().centre().x() - image.width() / 2.0,
                found.box().centre().y() - image.height() / 2.0);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

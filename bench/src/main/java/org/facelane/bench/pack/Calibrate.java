package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.LabelErrors;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.model.ModelPack;

/// Computes what a pack needs beside its networks, from a data set of many people: the projection onto the directions
/// that matter, the calibration of similarities, and the spectrum for made-up references. Prints how far each can be
/// trusted: everything is learned on one half of the people and checked on the other before it is learned on all. Run
/// by `bench/calibrate`.
public final class Calibrate {
    private static final String USAGE =
            "--lfw <folder> --label-errors <csv> --pack <model pack> [--dimension <number>] [--cache <file>]";
    private static final int PER_PERSON = 3;
    private static final List<String> OF_EARLIER_RUNS = List.of("projection.", "calibration.");

    private final int dimension;
    private final List<Sample> all;
    private final List<Sample> oneHalf;
    private final List<Sample> otherHalf;

    private Calibrate(PictureSet set, int dimension) {
        this.dimension = dimension;
        all = set.samples();
        List<String> people =
                List.copyOf(new TreeSet<>(all.stream().map(Sample::person).toList()));
        Set<String> first =
                people.stream().filter(name -> people.indexOf(name) % 2 == 0).collect(Collectors.toSet());
        oneHalf = all.stream().filter(sample -> first.contains(sample.person())).toList();
        otherHalf =
                all.stream().filter(sample -> !first.contains(sample.person())).toList();
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path folder = arguments.folder("--pack");
        PackManifest manifest = PackManifest.read(folder);
        OF_EARLIER_RUNS.forEach(manifest::removeAll);
        manifest.write();
        Optional<Path> cache = arguments.given("--cache").map(Path::of);
        try (ModelPack pack = ModelPack.load(folder)) {
            PictureSet lfw = PictureSet.read(arguments.folder("--lfw"), pack, cache);
            PictureSet set = LabelErrors.read(arguments.file("--label-errors"))
                    .trusted(lfw)
                    .atMost(PER_PERSON);
            print(
                    "%d people, %d pictures (at most %d each), %d pictures without a face",
                    set.personCount(), set.samples().size(), PER_PERSON, lfw.failureCount());
            Calibrate run = new Calibrate(set, arguments.number("--dimension", 192));
            run.check();
            run.write(folder, manifest);
        }
    }

    private void check() {
        Basis half = Basis.of(oneHalf);
        print("Basis of one half of the people, error rates on the other:");
        for (int kept : new int[] {half.rows().length, dimension, 128}) {
            List<Sample> projected = projected(otherHalf, half, kept);
            Similarities nonMated = Similarities.nonMated(projected);
            Similarities mated = Similarities.mated(projected);
            String rates = DoubleStream.of(1e-2, 1e-3, 1e-4, 1e-5)
                    .mapToObj(fmr -> text("%.2f %% at FMR %.0e", 100 * (1 - mated.share(nonMated.reachedBy(fmr))), fmr))
                    .collect(Collectors.joining(", "));
            print("  %d dimensions: FNMR %s (%d mated, %d non-mated)", kept, rates, mated.total(), nonMated.total());
        }
        Basis whole = Basis.of(all);
        print("Fit on one half of the people, realised on the other (basis of the first half; of all in brackets):");
        Fit fit = Fit.of(Similarities.nonMated(projected(oneHalf, half, dimension)));
        Similarities realised = Similarities.nonMated(projected(otherHalf, half, dimension));
        Similarities overfitted = Similarities.nonMated(projected(otherHalf, whole, dimension));
        for (double score : new double[] {20, 30, 40, 45, 50, 55, 60}) {
            double similarity = fit.similarity(score);
            print(
                    "  score %.0f: expected %.1e, realised %.1e (%.1e)",
                    score, Math.pow(10, -score / 10), realised.share(similarity), overfitted.share(similarity));
        }
    }

    private void write(Path folder, PackManifest manifest) throws IOException {
        Basis basis = Basis.of(all);
        print(
                "Mean square along direction 1: %.1e, %d: %.1e, %d: %.1e",
                basis.values()[0], dimension, basis.values()[dimension - 1], dimension + 1, basis.values()[dimension]);
        ByteBuffer matrix =
                ByteBuffer.allocate(4 * dimension * basis.rows().length).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < dimension; row++) {
            for (double value : basis.rows()[row]) {
                matrix.putFloat((float) value);
            }
        }
        Files.write(folder.resolve("projection.f32"), matrix.array());
        Similarities nonMated = Similarities.nonMated(projected(all, basis, dimension));
        Fit fit = Fit.of(nonMated);
        fit.describe().forEach(line -> print("%s", line));
        Files.writeString(folder.resolve("calibration.properties"), properties(fit, basis, nonMated.total()));
        manifest.putFile("projection", "projection.f32");
        manifest.put("projection.dimension", Integer.toString(dimension));
        manifest.putFile("calibration", "calibration.properties");
        manifest.write();
    }

    private String properties(Fit fit, Basis basis, long pairs) {
        int people = (int) all.stream().map(Sample::person).distinct().count();
        String spectrum = Arrays.stream(basis.values(), 0, dimension)
                .mapToObj(value -> text("%.4g", Math.sqrt(value)))
                .collect(Collectors.joining(","));
        return "# Written by bench/calibrate: figures over all the people of the data, nothing of any of them.\n"
                + "data=half of Labeled Faces in the Wild: " + people + " people, " + all.size() + " pictures, " + pairs
                + " non-mated comparisons\n"
                + "command=bench/calibrate --lfw <folder> --label-errors <csv> --pack <this folder> --dimension "
                + dimension + "\n"
                + fit.properties()
                + "# How far features spread along each direction; made-up references are drawn from it.\n"
                + "spectrum=" + spectrum + "\n";
    }

    private static List<Sample> projected(List<Sample> samples, Basis basis, int dimension) {
        if (dimension == basis.rows().length) {
            return samples;
        }
        return samples.parallelStream()
                .map(sample -> new Sample(sample.person(), sample.file(), basis.project(sample.features(), dimension)))
                .toList();
    }

    private static void print(String format, Object... values) {
        System.out.println(text(format, values));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

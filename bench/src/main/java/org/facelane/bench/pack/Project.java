package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// Computes a pack's projection onto the directions that matter, from a data set of many people, and takes away what
/// was made for another one; `facelane calibrate` adds the calibration. Prints what is lost: the projection is learned
/// on one half of the people and tried on the other before it is learned on all. Run by `bench/project`.
public final class Project {
    private static final String USAGE =
            "--lfw <folder> --label-errors <csv> --pack <model pack> [--dimension <number>] [--cache <file>]";
    private static final int PER_PERSON = 3;
    private static final List<String> OF_EARLIER_RUNS = List.of("projection.", "calibration.");

    private final int dimension;
    private final List<Sample> all;
    private final List<Sample> oneHalf;
    private final List<Sample> otherHalf;

    private Project(PictureSet set, int dimension) {
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
            PictureSet set = lfw.trusted(LabelErrors.read(arguments.file("--label-errors")))
                    .atMost(PER_PERSON);
            print(
                    "%d people, %d pictures (at most %d each), %d pictures without a face",
                    set.personCount(), set.samples().size(), PER_PERSON, lfw.failureCount());
            Project run = new Project(set, arguments.number("--dimension", 192));
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
        manifest.putFile("projection", "projection.f32");
        manifest.put("projection.dimension", Integer.toString(dimension));
        manifest.write();
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

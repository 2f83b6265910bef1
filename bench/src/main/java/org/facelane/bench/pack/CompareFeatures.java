package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.FeatureRow;
import org.facelane.bench.measure.Parts;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// What other ways to make features of the same networks would change: a Markdown table with a row for each. The pack
/// has three embedders and no projection (`bench/prepare-pack` with all three packages). What is learned is learned on
/// one half of the people and counted on the other, beside the same half as it is. Run by `bench/compare-features`.
public final class CompareFeatures {
    private static final String USAGE =
            "--lfw <folder> --london <folder> --label-errors <csv> --pack <model pack> [--cache <file>]";
    private static final int PER_PERSON = 3;
    private static final int DIMENSION = 192;

    private final Parts parts;
    private final List<Sample> every;
    private final List<Sample> few;
    private final List<Sample> london;

    private CompareFeatures(Parts parts, PictureSet lfw, PictureSet london) {
        this.parts = parts;
        every = lfw.samples();
        few = lfw.atMost(PER_PERSON).samples();
        this.london = london.samples();
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Optional<Path> cache = arguments.given("--cache").map(Path::of);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            System.out.println("Pack " + pack.version());
            PictureSet lfw = PictureSet.read(arguments.folder("--lfw"), pack, cache)
                    .trusted(LabelErrors.read(arguments.file("--label-errors")));
            CompareFeatures run = new CompareFeatures(
                    Parts.of(pack.embedders()),
                    lfw,
                    PictureSet.read(arguments.folder("--london"), pack, Optional.empty()));
            System.out.println(FeatureRow.HEADING);
            run.joined();
            run.learned();
        }
    }

    private void joined() {
        joined("fr_feature alone", 1, 0, 0);
        joined("MobileFaceNet alone", 0, 1, 0);
        joined("dlib alone", 0, 0, 1);
        joined("fr_feature and MobileFaceNet, 1 : 1", 1, 1, 0);
        joined("fr_feature and MobileFaceNet, 3 : 1", 3, 1, 0);
        joined("fr_feature and dlib, 1 : 1", 1, 0, 1);
        joined("all three, 3 : 1 : 1", 3, 1, 1);
        joined("all three, 2 : 1 : 3", 2, 1, 3);
    }

    private void joined(String name, double... weights) {
        List<Sample> all = parts.joined(every, weights);
        print(FeatureRow.of(name, all, parts.joined(few, weights), parts.joined(london, weights)));
    }

    private void learned() {
        double[] alone = {1, 0, 0};
        Set<String> learning = oneHalf();
        List<Sample> first = only(parts.joined(few, alone), learning, true);
        row("fr_feature, other half of the people", alone, learning, UnaryOperator.identity());
        row("its mean taken away", alone, learning, samples -> Parts.centred(samples, first));
        Basis whole = Basis.of(first);
        row("192 directions", alone, learning, stretched(whole, 0));
        row("192 directions, half whitened", alone, learning, stretched(whole, 0.25));
        Basis within = Basis.of(Parts.withinPeople(first));
        row("192 directions, half whitened within people", alone, learning, stretched(within, 0.25));
    }

    private void row(String name, double[] weights, Set<String> learning, UnaryOperator<List<Sample>> change) {
        print(FeatureRow.of(
                name,
                change.apply(only(parts.joined(every, weights), learning, false)),
                change.apply(only(parts.joined(few, weights), learning, false)),
                change.apply(parts.joined(london, weights))));
    }

    /// Projects onto the first directions and divides each by a power of its mean square.
    private static UnaryOperator<List<Sample>> stretched(Basis basis, double power) {
        return samples -> samples.parallelStream()
                .map(sample -> {
                    float[] projected = basis.project(sample.features(), DIMENSION);
                    for (int k = 0; k < DIMENSION; k++) {
                        projected[k] /= (float) Math.pow(basis.values()[k] + basis.values()[0] / 100, power);
                    }
                    return Parts.unit(sample, projected);
                })
                .toList();
    }

    private Set<String> oneHalf() {
        List<String> people =
                List.copyOf(new TreeSet<>(few.stream().map(Sample::person).toList()));
        return people.stream().filter(name -> people.indexOf(name) % 2 == 0).collect(Collectors.toSet());
    }

    private static List<Sample> only(List<Sample> samples, Set<String> people, boolean inside) {
        return samples.stream()
                .filter(sample -> people.contains(sample.person()) == inside)
                .toList();
    }

    private static void print(FeatureRow row) {
        System.out.println(row.markdown());
    }
}

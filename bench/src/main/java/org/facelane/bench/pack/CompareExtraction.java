package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.measure.FeatureRow;
import org.facelane.bench.measure.Parts;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.pack.ExtractionWays.Way;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// What other landmarks and crops for the same networks would change: a Markdown table with a row for each. The pack
/// has two embedders or more and no projection (`bench/prepare-pack` with the packages of the further ones). Nothing is
/// learned. Run by `bench/compare-extraction`.
public final class CompareExtraction {
    private static final String USAGE =
            "--lfw <folder> --london <folder> --label-errors <csv> --pack <model pack> [--cache <file>]";
    private static final int PER_PERSON = 3;
    private static final int PICTURES_MAX = 6;

    private final int[] starts;
    private final PictureSet lfw;
    private final PictureSet london;

    private CompareExtraction(int[] starts, PictureSet lfw, PictureSet london) {
        this.starts = starts;
        this.lfw = lfw;
        this.london = london;
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Optional<Path> cache = arguments.given("--cache").map(Path::of);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            ExtractionWays ways = new ExtractionWays(pack);
            System.out.println("Pack " + pack.version());
            PictureSet lfw = PictureSet.read(comparable(arguments.folder("--lfw")), ways.version(), ways::of, cache)
                    .trusted(LabelErrors.read(arguments.file("--label-errors")));
            PictureSet london =
                    PictureSet.read(arguments.folder("--london"), ways.version(), ways::of, Optional.empty());
            System.out.println(FeatureRow.HEADING);
            new CompareExtraction(ways.starts(), lfw, london).print();
        }
    }

    /// The pictures of everybody who has two or more, at most six each: single ones have no mated comparison, and
    /// each picture is looked at a dozen times.
    private static List<Path> comparable(Path folder) {
        return Pictures.folders(folder).stream()
                .map(Pictures::jpegs)
                .filter(files -> files.size() > 1)
                .flatMap(files -> files.stream().limit(PICTURES_MAX))
                .toList();
    }

    private void print() {
        for (Way way : Way.values()) {
            row(way.says(), List.of(way), 0);
        }
        List<Way> crops = List.of(Way.AS_IS, Way.WIDER, Way.NARROWER);
        row("the mean of the three crops (three times the cost)", crops, 0);
        row("the three crops and MobileFaceNet, 3 : 1", crops, 1);
    }

    /// @param second what the second embedder weighs where these ways together weigh 3; 0 leaves it out
    private void row(String name, List<Way> ways, double second) {
        System.out.println(FeatureRow.of(
                        name,
                        joined(lfw.samples(), ways, second),
                        joined(lfw.atMost(PER_PERSON).samples(), ways, second),
                        joined(london.samples(), ways, second))
                .markdown());
    }

    private List<Sample> joined(List<Sample> samples, List<Way> ways, double second) {
        int first = starts[1];
        int others = starts[Way.values().length];
        Parts parts = new Parts(new int[] {0, first, first + starts[Way.values().length + 1] - others});
        List<Sample> means = samples.parallelStream()
                .map(sample -> new Sample(sample.person(), sample.file(), mean(sample.features(), ways)))
                .toList();
        return parts.joined(means, 3, second);
    }

    /// The sum of the ways' unit vectors, then the second embedder's.
    private float[] mean(float[] features, List<Way> ways) {
        int first = starts[1];
        int others = starts[Way.values().length];
        float[] mean = new float[first + features.length - others];
        for (Way way : ways) {
            for (int k = 0; k < first; k++) {
                mean[k] += features[starts[way.ordinal()] + k];
            }
        }
        System.arraycopy(features, others, mean, first, features.length - others);
        return mean;
    }
}

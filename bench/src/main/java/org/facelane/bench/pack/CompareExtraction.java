package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.facelane.bench.Arguments;
import org.facelane.bench.measure.FeatureRow;
import org.facelane.bench.measure.Parts;
import org.facelane.bench.measure.PictureSet;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.bench.pack.ExtractionWays.Way;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;

/// What other landmarks and crops for the same networks would change: a Markdown table with a row for each. The pack
/// has three embedders and no projection (`bench/prepare-pack` with all three packages). Nothing is learned. Run by
/// `bench/compare-extraction`.
public final class CompareExtraction {
    private static final String USAGE =
            "--lfw <folder> --london <folder> --label-errors <csv> --pack <model pack> [--cache <file>]";
    private static final int PER_PERSON = 3;

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
            PictureSet lfw = PictureSet.read(arguments.folder("--lfw"), ways.version(), ways::of, cache)
                    .trusted(LabelErrors.read(arguments.file("--label-errors")));
            PictureSet london =
                    PictureSet.read(arguments.folder("--london"), ways.version(), ways::of, Optional.empty());
            System.out.println(FeatureRow.HEADING);
            new CompareExtraction(ways.starts(), lfw, london).print();
        }
    }

    private void print() {
        for (Way way : Way.values()) {
            row(way.says(), List.of(way), 0, 0);
        }
        List<Way> crops = List.of(Way.AS_IS, Way.WIDER, Way.NARROWER);
        List<Way> shifts = List.of(Way.AS_IS, Way.LEFT, Way.RIGHT, Way.UP, Way.DOWN);
        List<Way> all =
                List.of(Way.AS_IS, Way.WIDER, Way.NARROWER, Way.LEFT, Way.RIGHT, Way.UP, Way.DOWN, Way.EVEN_CONTRAST);
        row("the mean of the three crops (three times the cost)", crops, 0, 0);
        row("the mean of as it is and four shifts (five times the cost)", shifts, 0, 0);
        row("the mean of eight: crops, shifts, contrast", all, 0, 0);
        row("the three crops and MobileFaceNet, 3 : 1", crops, 1, 0);
        row("the mean of eight, MobileFaceNet and dlib, 3 : 1 : 1", all, 1, 1);
    }

    /// @param second and `third` what the other embedders weigh where these ways together weigh 3; 0 leaves one out
    private void row(String name, List<Way> ways, double second, double third) {
        System.out.println(FeatureRow.of(
                        name,
                        joined(lfw.samples(), ways, second, third),
                        joined(lfw.atMost(PER_PERSON).samples(), ways, second, third),
                        joined(london.samples(), ways, second, third))
                .markdown());
    }

    private List<Sample> joined(List<Sample> samples, List<Way> ways, double second, double third) {
        int first = starts[1];
        int ends = starts[starts.length - 1];
        int others = starts[Way.values().length];
        Parts parts =
                new Parts(new int[] {0, first, first + starts[Way.values().length + 1] - others, first + ends - others
                });
        List<Sample> means = samples.parallelStream()
                .map(sample -> new Sample(sample.person(), sample.file(), mean(sample.features(), ways)))
                .toList();
        return parts.joined(means, 3, second, third);
    }

    /// The sum of the ways' unit vectors, then the other embedders'.
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

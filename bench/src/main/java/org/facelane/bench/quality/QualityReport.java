package org.facelane.bench.quality;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.Recognition;
import org.facelane.face.evaluate.data.LabelErrors;
import org.facelane.face.model.ModelPack;
import org.facelane.face.quality.Measure;
import org.facelane.face.quality.Quality;

/// What the quality measures are worth, on Labeled Faces in the Wild, the London set and the sample people. Prints what
/// `docs/accuracy/quality.md` records. Run by `bench/quality`; takes about ten minutes on two cores.
public final class QualityReport {
    private static final String USAGE =
            "--london <folder> --lfw <folder> --label-errors <csv> --samples <folder>" + " --pack <model pack>";
    private static final int MOST_PER_PERSON = 4;
    private static final int REPETITIONS = 5;

    /// The default pack's similarities at FMR 1e-4 and 1e-5.
    private final double[] similarities;

    private QualityReport(double[] similarities) {
        this.similarities = similarities;
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            Recognition recognition = new Recognition(pack);
            LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
            print("Pack %s", pack.version());
            List<MeasuredPicture> lfw =
                    MeasuredPicture.of(arguments.folder("--lfw"), recognition, MOST_PER_PERSON).stream()
                            .filter(picture -> !errors.doubtful().contains(picture.person()))
                            .toList();
            List<MeasuredPicture> london = MeasuredPicture.of(arguments.folder("--london"), recognition, 9);
            List<MeasuredPicture> samples = MeasuredPicture.of(arguments.folder("--samples"), recognition, 9);
            QualityReport report = new QualityReport(MeasureTable.similarities(pack));
            print("%n## Measures");
            MeasureTable.print("London", london);
            MeasureTable.print("sample people", samples);
            MeasureTable.print("LFW", lfw);
            MeasureTable.spoilt(lfw, london);
            report.discard(lfw);
            report.fused(lfw);
            print("%n## Limits");
            AcquisitionTable acquisitions = new AcquisitionTable(pack);
            acquisitions.print("London", arguments.folder("--london"), true);
            acquisitions.print("sample people", arguments.folder("--samples"), true);
            acquisitions.print("LFW", arguments.folder("--lfw"), false);
        }
    }

    private void discard(List<MeasuredPicture> lfw) {
        MatedPairs pairs = MatedPairs.of(lfw);
        print(
                "%n## Weights, fitted to all people (%d pictures)",
                pairs.meanSimilarities().size());
        weights(WeightFit.of(pairs.meanSimilarities(), true));
        weights(WeightFit.of(pairs.meanSimilarities(), false));
        print(
                "%n## Error against discard, weights from one half of the people, errors of the other, %d times",
                REPETITIONS);
        Map<String, double[]> sums = new LinkedHashMap<>();
        List<String> people = new ArrayList<>(
                lfw.stream().map(MeasuredPicture::person).distinct().sorted().toList());
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            Collections.shuffle(people, new Random(repetition));
            Set<String> half = new HashSet<>(people.subList(0, people.size() / 2));
            MatedPairs first = pairs.only(pair -> half.contains(pair.first().person()));
            MatedPairs second = pairs.only(pair -> !half.contains(pair.first().person()));
            compare(first, second, sums);
            compare(second, first, sums);
        }
        sums.forEach((name, row) -> print(
                "  %-58s %s",
                name,
                String.join(
                        " | ",
                        Arrays.stream(row)
                                .mapToObj(sum -> String.format(Locale.ROOT, "%5.2f %%", 100 * sum / (2 * REPETITIONS)))
                                .toList())));
    }

    private void compare(MatedPairs learned, MatedPairs tested, Map<String, double[]> sums) {
        WeightFit logarithms = WeightFit.of(learned.meanSimilarities(), true);
        WeightFit linear = WeightFit.of(learned.meanSimilarities(), false);
        Map<String, ToDoubleFunction<MeasuredPicture>> scores = new LinkedHashMap<>();
        scores.put("unified as shipped", picture -> picture.quality().unified());
        scores.put("weighted geometric mean", picture -> logarithms.score(picture.quality()));
        scores.put("weighted sum", picture -> linear.score(picture.quality()));
        scores.put("geometric mean", picture -> geometricMean(picture.quality()));
        scores.put("minimum", picture -> minimum(picture.quality()));
        Quality any = tested.pairs().getFirst().first().quality();
        for (int i = 0; i < any.measures().size(); i++) {
            int measure = i;
            scores.put(
                    any.measures().get(i).getClass().getSimpleName() + " alone",
                    picture -> picture.quality().measures().get(measure).mapped());
        }
        for (boolean plain : List.of(true, false)) {
            MatedPairs pairs = tested.only(pair -> !plain || pair.first().isPlain());
            scores.forEach(
                    (name, score) -> add(sums, (plain ? "LFW, " : "LFW and spoilt copies, ") + name, pairs, score));
        }
    }

    private void add(
            Map<String, double[]> sums, String name, MatedPairs pairs, ToDoubleFunction<MeasuredPicture> score) {
        double[] row = sums.computeIfAbsent(name, key -> new double[6]);
        double[] found = pairs.byQuality(score);
        for (int s = 0; s < 2; s++) {
            row[3 * s] += MatedPairs.missed(found, 0, similarities[s]);
            row[3 * s + 1] += MatedPairs.missed(found, 0.1, similarities[s]);
            row[3 * s + 2] += MatedPairs.meanMissed(found, similarities[s]);
        }
    }

    private void fused(List<MeasuredPicture> lfw) {
        print("%n## Three frames fused, compared with a fourth picture: missed with equal and with weighted frames");
        for (int spoilt : new int[] {0, 1, 2}) {
            FusedFrames fused = FusedFrames.of(lfw, spoilt);
            print(
                    "  %d of 3 spoilt, %d comparisons: FMR 1e-4 %.2f %% and %.2f %%, FMR 1e-5 %.2f %% and %.2f %%",
                    spoilt,
                    fused.equal().size(),
                    100 * fused.missed(fused.equal(), similarities[0]),
                    100 * fused.missed(fused.weighted(), similarities[0]),
                    100 * fused.missed(fused.equal(), similarities[1]),
                    100 * fused.missed(fused.weighted(), similarities[1]));
        }
    }

    private static void weights(WeightFit fit) {
        print(
                "  %s: %s",
                fit.logarithms() ? "geometric mean" : "sum",
                Arrays.stream(fit.weights())
                        .mapToObj(weight -> String.format(Locale.ROOT, "%.3f", weight))
                        .toList());
    }

    private static double geometricMean(Quality quality) {
        List<Measure> measures = quality.measures();
        return IntStream.range(0, measures.size())
                .mapToDouble(i -> Math.log(Math.max(1, measures.get(i).mapped())))
                .sum();
    }

    private static double minimum(Quality quality) {
        return quality.measures().stream().mapToDouble(Measure::mapped).min().orElseThrow();
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

package org.facelane.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.measure.LabelErrors.Relatives;
import org.facelane.bench.measure.PictureSet.Sample;
import org.facelane.face.Calibration;
import org.facelane.face.Threshold;
import org.facelane.face.model.ModelPack;

/// How often the pack is wrong, by the product's own steps, on Labeled Faces in the Wild, the London set and the sample
/// people. Prints what `docs/accuracy/README.md` records. Run by `bench/accuracy`.
public final class Accuracy {
    private static final String USAGE = "--london <folder> --lfw <folder> --label-errors <csv> --samples <folder>"
            + " --pack <model pack> [--cache <file>]";
    /// Every so manieth LFW picture meets the rules for a selfie; all of them would only take longer.
    private static final int RULES_EVERY = 10;

    private final Calibration calibration;

    private Accuracy(Calibration calibration) {
        this.calibration = calibration;
    }

    public static void main(String... commandLine) throws IOException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            Accuracy run = new Accuracy(
                    pack.calibration().orElseThrow(() -> new IllegalArgumentException("the pack has no calibration")));
            print("Pack %s, %d features", pack.version(), pack.dimension());
            LabelErrors errors = LabelErrors.read(arguments.file("--label-errors"));
            Optional<Path> cache = arguments.given("--cache").map(Path::of);
            PictureSet everybody = PictureSet.read(arguments.folder("--lfw"), pack, cache);
            PictureSet lfw = errors.trusted(everybody);
            PictureSet london = PictureSet.read(arguments.folder("--london"), pack, Optional.empty());
            print("%n## Verification (1:1)");
            run.verification("LFW, every picture", lfw);
            run.verification("LFW, at most 3 pictures of a person", lfw.atMost(3));
            run.relatives(everybody, errors.relatives());
            run.portraits(london, lfw);
            print("%n## Identification (1:N), everybody with two pictures enrolled");
            run.identification("LFW", new OpenSet(lfw, pack.version(), run.calibration));
            run.identification("LFW and London", new OpenSet(joined(lfw, london), pack.version(), run.calibration));
            print("%n## Acquisition");
            print(
                    "LFW without rules: no face found in %d of %d pictures",
                    everybody.failureCount(),
                    everybody.failureCount() + everybody.samples().size());
            Acquisitions acquisitions = new Acquisitions(pack);
            for (String set : List.of("--london", "--samples", "--lfw")) {
                List<Path> files = files(arguments.folder(set), set.equals("--lfw") ? RULES_EVERY : 1);
                print("%s, rules for a selfie: %s of %d", set.substring(2), acquisitions.outcomes(files), files.size());
                bonaFide(acquisitions.bonaFide(files));
            }
        }
    }

    private void verification(String name, PictureSet set) {
        Similarities nonMated = Similarities.nonMated(set.samples());
        Similarities mated = Similarities.mated(set.samples());
        print(
                "%s: %d people, %d mated, %d non-mated comparisons",
                name, set.personCount(), mated.total(), nonMated.total());
        for (double fmr : new double[] {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
            double threshold = nonMated.reachedBy(fmr);
            print(
                    "  FMR %.0e: FNMR %.2f %% at similarity %.3f; at the calibrated score %.0f: FMR %.1e, FNMR %.2f %%",
                    fmr,
                    100 * (1 - mated.share(threshold)),
                    threshold,
                    -10 * Math.log10(fmr),
                    nonMated.share(similarity(Threshold.forFmr(fmr))),
                    100 * (1 - mated.share(similarity(Threshold.forFmr(fmr)))));
        }
    }

    private void relatives(PictureSet set, List<Relatives> pairs) {
        List<String> lines = new ArrayList<>();
        for (Relatives pair : pairs) {
            double highest = -1;
            for (Sample first :
                    set.only(sample -> sample.person().equals(pair.first())).samples()) {
                for (Sample second : set.only(sample -> sample.person().equals(pair.second()))
                        .samples()) {
                    highest = Math.max(highest, first.similarity(second));
                }
            }
            if (highest > -1) {
                lines.add(String.format(
                        Locale.ROOT, "%.0f", calibration.score(highest).value()));
            }
        }
        print(
                "Relatives and twins with pictures of both (%d pairs), highest score of each: %s",
                lines.size(), String.join(", ", lines));
    }

    private void portraits(PictureSet london, PictureSet lfw) {
        Similarities mated = Similarities.mated(london.samples());
        Similarities nonMated = Similarities.nonMated(london.samples());
        Similarities across = new Similarities();
        for (Sample portrait : london.samples()) {
            lfw.samples().forEach(sample -> across.add(portrait.similarity(sample)));
        }
        print(
                "London, neutral against smiling (%d): lowest %s, median %s",
                mated.total(), text(mated.lowest()), text(mated.reachedBy(0.5)));
        print(
                "London, different people (%d): highest %s; score 30 reached by %.1e, score 40 by %.1e",
                nonMated.total(),
                text(nonMated.highest()),
                nonMated.share(similarity(Threshold.forFmr(1e-3))),
                nonMated.share(similarity(Threshold.forFmr(1e-4))));
        print(
                "London against LFW (%d): highest %s; score 40 reached by %.1e, score 50 by %.1e",
                across.total(),
                text(across.highest()),
                across.share(similarity(Threshold.forFmr(1e-4))),
                across.share(similarity(Threshold.forFmr(1e-5))));
    }

    private void identification(String name, OpenSet set) {
        for (double rate : new double[] {0.01, 0.003, 0.001}) {
            for (int count : new int[] {set.enrolledCount(), 60_000}) {
                Threshold threshold = Threshold.forFpir(rate, count);
                OpenSet.Counts counts = set.at(threshold);
                print(
                        "%s, %d enrolled, threshold for FPIR %.1f %% of %d (score %.1f): FPIR %.2f %% (%d of %d), FNIR"
                                + " %.2f %% (%d of %d)",
                        name,
                        set.enrolledCount(),
                        100 * rate,
                        count,
                        threshold.least().value(),
                        100.0 * counts.falsePositives() / counts.nonMated(),
                        counts.falsePositives(),
                        counts.nonMated(),
                        100.0 * counts.misses() / counts.mated(),
                        counts.misses(),
                        counts.mated());
            }
        }
    }

    private static void bonaFide(List<Double> measures) {
        Function<Double, Long> below =
                limit -> measures.stream().filter(value -> value < limit).count();
        print(
                "  bona fide measure: lowest %.4f, median %.3f; below 0.002 (attack suspected): %d, below 0.5"
                        + " (undecided): %d, of %d",
                measures.getFirst(),
                measures.get(measures.size() / 2),
                below.apply(0.002),
                below.apply(0.5),
                measures.size());
    }

    /// Where the calibration reaches the threshold, by halving.
    private double similarity(Threshold threshold) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (threshold.reachedBy(calibration.score(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static PictureSet joined(PictureSet a, PictureSet b) {
        List<Sample> samples = new ArrayList<>(a.samples());
        samples.addAll(b.samples());
        return new PictureSet(samples, a.failureCount() + b.failureCount());
    }

    private static List<Path> files(Path folder, int every) {
        List<Path> all = Pictures.folders(folder).stream()
                .flatMap(person -> Pictures.jpegs(person).stream())
                .toList();
        List<Path> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            some.add(all.get(i));
        }
        return some;
    }

    private String text(double similarity) {
        return String.format(
                Locale.ROOT,
                "%.3f (score %.0f)",
                similarity,
                calibration.score(similarity).value());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

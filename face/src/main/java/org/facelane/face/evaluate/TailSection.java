package org.facelane.face.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.facelane.face.evaluate.rate.Bootstrap;
import org.facelane.face.evaluate.rate.NonMated;
import org.facelane.face.evaluate.rate.TailFit;
import org.facelane.face.evaluate.report.Axis;
import org.facelane.face.evaluate.report.Axis.Scale;
import org.facelane.face.evaluate.report.Cell;
import org.facelane.face.evaluate.report.Part;
import org.facelane.face.evaluate.report.Part.Column;
import org.facelane.face.evaluate.report.Part.Curve;
import org.facelane.face.evaluate.report.Part.Fact;
import org.facelane.face.evaluate.report.Part.Place;
import org.facelane.face.evaluate.report.Part.Style;
import org.facelane.face.evaluate.report.Report.Section;

/// The tail that was fitted, and how well it fits.
final class TailSection {
    private static final int REPLICATES = 200;
    private static final int[] RANKS = {100, 30, 10, 3, 1};
    private static final double[] SCORES = {20, 30, 40, 50, 60, 68, 78, 90};

    private TailSection() {}

    static Section of(String name, TailFit fit, NonMated nonMated, Bootstrap bootstrap) {
        double[] shape = fit.shapeInterval(nonMated, bootstrap, REPLICATES);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words("Peaks over a threshold: what exceeds the start of the tail is modelled by a"
                + " generalised Pareto distribution, fitted by probability-weighted moments (Hosking and Wallis"
                + " 1987). Below the start the measured quantiles stand. A shape is used only if it is above 0 by"
                + " more than two standard errors: one below 0 would claim that no two strangers can be more alike"
                + " than some end; shape 0, the exponential tail, gives lower scores far out."));
        if (fit.stretch() > 0) {
            parts.add(new Part.Words(
                    "These data are too few to show their own far tail. It is borrowed, by the index-flood method of"
                        + " regional frequency analysis (Hosking and Wallis 1997), from the larger set named before,"
                        + " or from the calibration the pack had: the size of the excesses comes from these data, how"
                        + " they thin out further away from there."));
        }
        parts.add(new Part.Facts(
                "fit",
                List.of(
                        new Fact("comparisons", "non-mated comparisons", Cell.count(fit.total())),
                        new Fact("start", "similarity where the tail starts", Cell.number(fit.start(), 4)),
                        new Fact("excesses", "comparisons beyond it", Cell.count(fit.excesses().length)),
                        new Fact(
                                "shape",
                                "shape fitted",
                                Cell.number(fit.fitted().shape(), 3)),
                        new Fact(
                                "shape-interval",
                                "its 95 % interval over people",
                                Cell.text(String.format(Locale.ROOT, "%.2f to %.2f", shape[0], shape[1]))),
                        fit.stretch() > 0
                                ? new Fact("stretch", "excesses, times the lender's", Cell.number(fit.stretch(), 3))
                                : new Fact(
                                        "used-shape",
                                        "shape used",
                                        Cell.number(fit.used().shape(), 3)),
                        new Fact(
                                "used-scale",
                                "scale used at the far end",
                                Cell.number(fit.used().scale(), 4)))));
        if (fit.stretch() == 0) {
            parts.add(goodness(fit));
        }
        parts.add(highest(fit));
        parts.add(quantiles(fit));
        parts.add(new Part.Table(
                "scores",
                "Similarity at a score",
                List.of(new Column("score", "score"), new Column("similarity", "similarity")),
                Arrays.stream(SCORES)
                        .mapToObj(score -> List.of(
                                Cell.number(score, 0),
                                Cell.number(fit.calibration().similarity(score), 3)))
                        .toList()));
        return new Section("tail-" + name, "The tail of " + name, parts);
    }

    private static Part.Table goodness(TailFit fit) {
        return new Part.Table(
                "goodness",
                "Goodness of fit (Anderson–Darling; comparisons share people, so it compares fits and is no test)",
                List.of(new Column("tail", "tail"), new Column("anderson-darling", "A²")),
                List.of(
                        List.of(Cell.text("as fitted"), Cell.number(fit.fitted().andersonDarling(fit.excesses()), 2)),
                        List.of(Cell.text("as used"), Cell.number(fit.used().andersonDarling(fit.excesses()), 2))));
    }

    private static Part.Table highest(TailFit fit) {
        int n = fit.excesses().length;
        return new Part.Table(
                "highest",
                "The highest similarities against the model",
                List.of(
                        new Column("rank", "rank"),
                        new Column("similarity", "similarity"),
                        new Column("fitted", "comparisons expected beyond, as fitted"),
                        new Column("used", "as used")),
                Arrays.stream(RANKS)
                        .filter(rank -> rank <= n)
                        .mapToObj(rank -> {
                            double excess = fit.excesses()[n - rank];
                            return List.of(
                                    Cell.count(rank),
                                    Cell.number(fit.start() + excess, 3),
                                    Cell.number(fit.fitted().exceeded(excess) * n, 1),
                                    Cell.number(beyond(fit, excess), 1));
                        })
                        .toList());
    }

    /// Comparisons expected beyond an excess by the calibration that is used.
    private static double beyond(TailFit fit, double excess) {
        return fit.calibration().score(fit.start() + excess).falseMatchRate() * fit.total();
    }

    private static double quantile(TailFit fit, double share) {
        double score = -10 * Math.log10(share * fit.excesses().length / fit.total());
        return fit.calibration().similarity(score) - fit.start();
    }

    private static Part.Plot quantiles(TailFit fit) {
        double[] excesses = fit.excesses();
        int n = excesses.length;
        double most = 1.05 * Math.max(excesses[n - 1], quantile(fit, 0.5 / n));
        return new Part.Plot(
                "quantiles",
                "Quantiles of the tail: measured against modelled (on the line if the model holds)",
                new Axis("excess by the model", Scale.LINEAR, 0, most),
                new Axis("excess measured", Scale.LINEAR, 0, most),
                List.of(
                        new Curve("as used", Style.MARKS, places(share -> quantile(fit, share), excesses)),
                        new Curve("as fitted", Style.MARKS, places(fit.fitted()::quantile, excesses)),
                        new Curve("equal", Style.GUIDE, List.of(Place.of(0, 0), Place.of(most, most)))));
    }

    /// The highest twenty, and below them a few of many.
    private static List<Place> places(DoubleUnaryOperator model, double[] excesses) {
        int n = excesses.length;
        return IntStream.range(0, n)
                .filter(i -> i >= n - 20 || i % Math.max(1, n / 35) == 0)
                .mapToObj(i -> Place.of(model.applyAsDouble(1 - (i + 0.5) / n), excesses[i]))
                .toList();
    }
}

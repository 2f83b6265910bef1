package org.facelane.bench.pack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.facelane.bench.measure.Similarities;
import org.facelane.face.Calibration;

/// A calibration fitted to non-mated comparisons: measured quantiles up to FMR 1e-4, a Pareto tail beyond.
///
/// The tail's shape is fitted, and used only if it is above 0. A fit below 0 says that no non-mated similarity exceeds
/// some end; a few million comparisons cannot prove that, and the exponential tail (shape 0) lies above such a fit far
/// out, so that scores beyond the data err towards asking for a ticket.
///
/// @param fitted the tail as the excesses suggest it
/// @param used the tail in the calibration
/// @param limit where the tail starts
/// @param excesses beyond it, ascending
record Fit(Calibration calibration, Tail fitted, Tail used, double limit, double[] excesses) {
    private static final double TAIL_SCORE = 40;
    private static final double[] SCORES = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, TAIL_SCORE
    };

    Fit {
        requireNonNull(calibration, "calibration is null");
        requireNonNull(fitted, "fitted is null");
        requireNonNull(used, "used is null");
        requireNonNull(excesses, "excesses is null");
    }

    static Fit of(Similarities nonMated) {
        double[] similarities = new double[SCORES.length];
        similarities[0] = nonMated.lowest();
        for (int i = 1; i < SCORES.length; i++) {
            similarities[i] = rounded(nonMated.reachedBy(Math.pow(10, -SCORES[i] / 10)));
        }
        double limit = similarities[SCORES.length - 1];
        double[] excesses = nonMated.excesses(limit);
        Tail fitted = Tail.fit(excesses);
        Tail best = fitted.shape() > 0 ? fitted : Tail.fitWithShape(excesses, 0);
        Tail used = new Tail(rounded(best.scale()), rounded(best.shape()));
        return new Fit(
                new Calibration(similarities, SCORES, used.scale(), used.shape()), fitted, used, limit, excesses);
    }

    /// The similarity at which the calibration gives a score.
    double similarity(double score) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (calibration.score(middle).value() < score) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// How well the tail fits.
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(text("Tail from similarity %.4f with %d excesses", limit, excesses.length));
        lines.add(text(
                "  fitted: scale %.5f, shape %.3f, Anderson-Darling %.2f",
                fitted.scale(), fitted.shape(), fitted.andersonDarling(excesses)));
        lines.add(text(
                "  used:   scale %.5f, shape %.3f, Anderson-Darling %.2f",
                used.scale(), used.shape(), used.andersonDarling(excesses)));
        for (int rank : new int[] {100, 30, 10, 3, 1}) {
            double excess = excesses[excesses.length - rank];
            lines.add(text(
                    "  highest similarity number %d is %.4f: %.1f expected by the fit, %.1f by what is used",
                    rank,
                    limit + excess,
                    fitted.exceeded(excess) * excesses.length,
                    used.exceeded(excess) * excesses.length));
        }
        lines.add("Similarity at score "
                + DoubleStream.of(20, 30, 40, 50, 60, 68, 78, 90)
                        .mapToObj(score -> text("%.0f: %.3f", score, similarity(score)))
                        .collect(Collectors.joining(", ")));
        return lines;
    }

    String properties() {
        return "similarities=" + list(calibration.similarities()) + "\nscores=" + list(calibration.scores())
                + "\ntailScale=" + used.scale() + "\ntailShape=" + used.shape() + "\n";
    }

    private static String list(double[] values) {
        return Arrays.stream(values).mapToObj(value -> text("%.5f", value)).collect(Collectors.joining(","));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.facelane.face.Calibration;

/// A calibration fitted to non-mated comparisons: measured quantiles as far as they are certain, beyond them peaks over
/// a threshold, modelled by a generalised Pareto distribution (Pickands 1975; Balkema and de Haan 1974).
///
/// The tail starts where 1 comparison in 10,000 lies beyond, or, in smaller sets, where 250 do. Its shape is fitted,
/// and used only if it is above 0 by more than two standard errors: a fit below 0 says that no two strangers can be
/// more alike than some end, which no data set proves, and the exponential tail (shape 0) lies above such a fit far
/// out, so that scores beyond the data err towards asking for a ticket.
///
/// A small set does not show its own far tail. It can borrow that of another calibration ([#borrowing]), as floods of a
/// river with few records are told by those of its neighbours (the index-flood method of regional frequency analysis:
/// Dalrymple 1960; Hosking and Wallis 1997): how large excesses are comes from the set, how they thin out further away
/// from the other.
///
/// @param calibration what a pack carries
/// @param total comparisons it was fitted to
/// @param start similarity where the tail starts
/// @param excesses beyond it, ascending
/// @param fitted the tail as the excesses suggest it
/// @param used the tail in the calibration, where it starts or, if it is borrowed, at its far end
/// @param stretch how much larger excesses are than those of the calibration they borrow from; 0 without
public record TailFit(
        Calibration calibration, long total, double start, double[] excesses, Tail fitted, Tail used, double stretch) {
    private static final double RATE_LEAST = 1e-4;
    private static final double RATE_MOST = 1e-2;
    private static final double EXCESSES_WANTED = 250;
    private static final double[] SCORES = {
        0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38
    };

    public TailFit {
        requireNonNull(calibration, "calibration is null");
        requireNonNull(excesses, "excesses is null");
        requireNonNull(fitted, "fitted is null");
        requireNonNull(used, "used is null");
    }

    /// Whether there are enough comparisons for a tail.
    public static boolean canFit(NonMated nonMated) {
        return nonMated.total() * RATE_MOST >= Tail.EXCESSES_MIN + 1;
    }

    /// @throws IllegalArgumentException if there are too few comparisons
    public static TailFit of(NonMated nonMated) {
        if (!canFit(nonMated)) {
            throw new IllegalArgumentException("too few comparisons for a tail: " + nonMated.total());
        }
        double rate = Math.clamp(EXCESSES_WANTED / nonMated.total(), RATE_LEAST, RATE_MOST);
        double start = rounded(nonMated.limit(rate));
        double tailScore = -10 * Math.log10((double) nonMated.reaching(start) / nonMated.total());
        double[] scores = DoubleStream.concat(
                        Arrays.stream(SCORES).filter(score -> score < tailScore - 0.5),
                        DoubleStream.of(rounded(tailScore)))
                .toArray();
        double[] similarities = new double[scores.length];
        similarities[0] = rounded(nonMated.limit(1 - 0.5 / nonMated.total()));
        for (int i = 1; i < scores.length - 1; i++) {
            similarities[i] = rounded(nonMated.limit(Math.pow(10, -scores[i] / 10)));
        }
        similarities[scores.length - 1] = start;
        double[] excesses = nonMated.excesses(start);
        Tail fitted = Tail.fit(excesses);
        boolean heavy = fitted.shape() > 2 / Math.sqrt(excesses.length);
        Tail best = heavy ? fitted : Tail.fitWithShape(excesses, 0);
        Tail used = new Tail(rounded(best.scale()), rounded(best.shape()));
        return new TailFit(
                new Calibration(similarities, scores, used.scale(), used.shape()),
                nonMated.total(),
                start,
                excesses,
                fitted,
                used,
                0);
    }

    /// Whether a set shows its own tail as far as a large one does.
    public static boolean isLarge(NonMated nonMated) {
        return nonMated.total() * RATE_LEAST >= EXCESSES_WANTED;
    }

    /// The fit to a small set with the far tail of another calibration.
    public static TailFit borrowing(NonMated nonMated, Calibration lender) {
        TailFit own = of(nonMated);
        double[] ownSimilarities = own.calibration().similarities();
        double[] ownScores = own.calibration().scores();
        double startScore = ownScores[ownScores.length - 1];
        double lenderStart = lender.similarity(startScore);
        double stretch = Arrays.stream(own.excesses()).average().orElseThrow() / meanExcess(lender, startScore);
        double[] further = DoubleStream.iterate(
                        10 * Math.ceil((startScore + 2) / 10), score -> score <= 120, score -> score + 4)
                .toArray();
        double[] scores = DoubleStream.concat(Arrays.stream(ownScores), Arrays.stream(further))
                .toArray();
        double[] similarities = DoubleStream.concat(
                        Arrays.stream(ownSimilarities),
                        Arrays.stream(further)
                                .map(score ->
                                        rounded(own.start() + stretch * (lender.similarity(score) - lenderStart))))
                .toArray();
        double beyond = lender.similarity(124) - lender.similarity(120);
        Tail used = new Tail(stretch * beyond / (0.4 * Math.log(10)), 0);
        return new TailFit(
                new Calibration(similarities, scores, used.scale(), 0),
                own.total(),
                own.start(),
                own.excesses(),
                own.fitted(),
                used,
                stretch);
    }

    /// How far, on average, those similarities lie beyond a score's that do: the integral of the false match rate.
    private static double meanExcess(Calibration map, double score) {
        double sum = 0;
        double step = 0.05;
        for (double at = score; at < score + 100; at += step) {
            double width = map.similarity(at + step) - map.similarity(at);
            sum += width * Math.pow(10, -(at + step / 2 - score) / 10);
        }
        return sum;
    }

    /// Of several calibrations the one that gives the lower score, at every similarity: for somebody who will meet
    /// any of the conditions under which they were fitted.
    public static Calibration mostCautious(List<Calibration> several) {
        double[] scores = DoubleStream.concat(
                        Arrays.stream(SCORES), IntStream.rangeClosed(10, 30).mapToDouble(step -> 4.0 * step))
                .toArray();
        double[] similarities = Arrays.stream(scores)
                .map(score -> rounded(several.stream()
                        .mapToDouble(map -> Math.min(2, map.similarity(score)))
                        .max()
                        .orElseThrow()))
                .toArray();
        for (int i = 1; i < similarities.length; i++) {
            similarities[i] = Math.max(similarities[i], rounded(similarities[i - 1] + 1e-5));
        }
        int last = scores.length - 1;
        double scale =
                (similarities[last] - similarities[last - 1]) / ((scores[last] - scores[last - 1]) * Math.log(10) / 10);
        return new Calibration(similarities, scores, scale, 0);
    }

    /// The shape as the people drawn again suggest it: the 2.5th and the 97.5th percentile.
    public double[] shapeInterval(NonMated nonMated, Bootstrap bootstrap, int replicates) {
        double[] shapes = IntStream.range(0, replicates)
                .parallel()
                .mapToDouble(replicate -> Tail.fit(excesses, nonMated.weightsAbove(start, bootstrap.weights(replicate)))
                        .shape())
                .sorted()
                .toArray();
        return new double[] {shapes[(int) (0.025 * replicates)], shapes[(int) (0.975 * replicates)]};
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }
}

package org.facelane.face.evaluate.rate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A generalised Pareto distribution fitted to what exceeds a limit, by probability-weighted moments (Hosking and
/// Wallis 1987), which stay sound for a few hundred values where maximum likelihood wavers.
///
/// @param scale above 0
/// @param shape below 1; below 0 the distribution ends at `scale / −shape`
public record Tail(double scale, double shape) {
    /// Fewer say nothing about a tail.
    public static final int EXCESSES_MIN = 50;

    public Tail {
        if (!(scale > 0 && shape < 1)) {
            throw new IllegalArgumentException(
                    "a tail has a scale above 0 and a shape below 1, got " + scale + " and " + shape);
        }
    }

    /// @param excesses above 0, [#EXCESSES_MIN] or more
    public static Tail fit(double[] excesses) {
        double[] ones = new double[excesses.length];
        Arrays.fill(ones, 1);
        return fit(excesses, ones);
    }

    /// The fit to excesses that weigh differently.
    ///
    /// @param weights one for each, 0 or more
    static Tail fit(double[] excesses, double[] weights) {
        if (excesses.length < EXCESSES_MIN) {
            throw new IllegalArgumentException(
                    "a tail needs " + EXCESSES_MIN + " excesses or more, got " + excesses.length);
        }
        int[] order = IntStream.range(0, excesses.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> excesses[i]))
                .mapToInt(i -> i)
                .toArray();
        double whole = Arrays.stream(weights).sum();
        double above = whole;
        double mean = 0;
        double weighted = 0;
        for (int i : order) {
            // The share of the others that lie above, of a value that weighs more than one at its middle.
            above -= weights[i];
            double share = (above + (weights[i] - 1) / 2) / (whole - 1);
            mean += weights[i] * excesses[i] / whole;
            weighted += weights[i] * excesses[i] / whole * share;
        }
        double shape = 2 - mean / (mean - 2 * weighted);
        double scale = 2 * mean * weighted / (mean - 2 * weighted);
        return new Tail(scale, shape);
    }

    /// The best scale for a shape that is given, by the mean.
    public static Tail fitWithShape(double[] excesses, double shape) {
        double mean = Arrays.stream(excesses).average().orElseThrow();
        return new Tail(mean * (1 - shape), shape);
    }

    /// The share of excesses that exceed `excess`.
    public double exceeded(double excess) {
        if (Math.abs(shape) < 1e-9) {
            return Math.exp(-excess / scale);
        }
        double inner = 1 + shape * excess / scale;
        return inner <= 0 ? 0 : Math.pow(inner, -1 / shape);
    }

    /// The excess that a share of them exceeds.
    ///
    /// @param share above 0, at most 1
    public double quantile(double share) {
        return Math.abs(shape) < 1e-9 ? -scale * Math.log(share) : scale / shape * (Math.pow(share, -shape) - 1);
    }

    /// How badly the fit describes the excesses: the Anderson–Darling statistic, which weighs the ends most. Values
    /// of dependent pairs make it larger than tables for independent ones allow; compare fits with it.
    public double andersonDarling(double[] excesses) {
        double[] sorted = excesses.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double below = Math.clamp(1 - exceeded(sorted[i]), 1e-12, 1 - 1e-12);
            double above = Math.clamp(exceeded(sorted[n - 1 - i]), 1e-12, 1 - 1e-12);
            sum += (2 * i + 1) * (Math.log(below) + Math.log(above));
        }
        return -n - sum / n;
    }
}

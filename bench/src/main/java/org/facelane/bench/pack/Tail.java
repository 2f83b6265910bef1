package org.facelane.bench.pack;

import java.util.Arrays;

/// A generalised Pareto distribution fitted to what exceeds a limit, by probability-weighted moments (Hosking and
/// Wallis 1987), which stay sound for a few hundred values where maximum likelihood wavers.
///
/// @param scale above 0
/// @param shape below 1; below 0 the distribution ends at `scale / −shape`
record Tail(double scale, double shape) {
    Tail {
        if (!(scale > 0 && shape < 1)) {
            throw new IllegalArgumentException(
                    "a tail has a scale above 0 and a shape below 1, got " + scale + " and " + shape);
        }
    }

    /// @param excesses above 0, fifty or more
    static Tail fit(double[] excesses) {
        if (excesses.length < 50) {
            throw new IllegalArgumentException("a tail needs 50 excesses or more, got " + excesses.length);
        }
        double[] sorted = excesses.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            mean += sorted[i] / n;
            weighted += sorted[i] / n * (n - 1.0 - i) / (n - 1.0);
        }
        double shape = 2 - mean / (mean - 2 * weighted);
        double scale = 2 * mean * weighted / (mean - 2 * weighted);
        return new Tail(scale, shape);
    }

    /// The best scale for a shape that is given, by the mean.
    static Tail fitWithShape(double[] excesses, double shape) {
        double mean = Arrays.stream(excesses).average().orElseThrow();
        return new Tail(mean * (1 - shape), shape);
    }

    /// The share of excesses that exceed `excess`.
    double exceeded(double excess) {
        if (Math.abs(shape) < 1e-9) {
            return Math.exp(-excess / scale);
        }
        double inner = 1 + shape * excess / scale;
        return inner <= 0 ? 0 : Math.pow(inner, -1 / shape);
    }

    /// How badly the fit describes the excesses: the Anderson–Darling statistic, which weighs the ends most. Values
    /// of dependent pairs make it larger than tables for independent ones allow; compare fits with it.
    double andersonDarling(double[] excesses) {
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

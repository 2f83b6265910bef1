package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// How far two sets of numbers can be told apart.
///
/// @param auc the chance that one of the first is above one of the second, ties counted half: 0.5 is not at all
/// @param distance of Kolmogorov and Smirnov: the largest difference of the two shares below any number, 0 to 1
/// @param linkability D↔sys of Gomez-Barrero, Rathgeb, Galbally, Busch and Fierrez (2017) with equal prior chances: the
///     mean over the first set of how much likelier a number is there than in the second, 0 to 1
public record Separation(double auc, double distance, double linkability) {
    private static final int BINS = 50;

    /// @param first similarities of what may belong together
    /// @param second of what does not
    public static Separation of(double[] first, double[] second) {
        double[] a = sorted(first);
        double[] b = sorted(second);
        return new Separation(auc(a, b), distance(a, b), linkability(a, b));
    }

    private static double[] sorted(double[] values) {
        if (requireNonNull(values, "values is null").length == 0) {
            throw new IllegalArgumentException("nothing can be told of no numbers");
        }
        return Arrays.stream(values).sorted().toArray();
    }

    private static double auc(double[] a, double[] b) {
        double above = 0;
        int below = 0;
        int reached = 0;
        for (double value : a) {
            while (below < b.length && b[below] < value) {
                below++;
            }
            reached = Math.max(reached, below);
            while (reached < b.length && b[reached] == value) {
                reached++;
            }
            above += (below + reached) / 2.0;
        }
        return above / a.length / b.length;
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        int i = 0;
        int k = 0;
        while (i < a.length && k < b.length) {
            double value = Math.min(a[i], b[k]);
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (k < b.length && b[k] == value) {
                k++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) k / b.length));
        }
        return most;
    }

    /// Likelihoods are counted in bins that each hold a fiftieth of the second set: chance alone gives a little
    /// more than 0.
    private static double linkability(double[] a, double[] b) {
        double sum = 0;
        int from = 0;
        for (int bin = 1; bin <= BINS; bin++) {
            int to = bin == BINS ? a.length : upTo(a, b[(int) ((long) bin * b.length / BINS)]);
            double share = (double) (to - from) / a.length;
            double ratio = share * BINS;
            sum += ratio > 1 ? share * (ratio - 1) / (ratio + 1) : 0;
            from = to;
        }
        return sum;
    }

    /// How many of the sorted values are below the limit.
    private static int upTo(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

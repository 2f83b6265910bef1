package org.facelane.face.evaluate.rate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Confidence intervals by drawing people, not comparisons, for comparisons that share a person are not independent.
///
/// Each replicate draws as many people as there are, with replacement; a person drawn twice weighs 2, one not drawn
/// weighs 0. A mated comparison weighs as its person. A non-mated comparison weighs as the product of its two people
/// (the bootstrap over two person indexes, also called vertex bootstrap: Snijders and Borgatti 1999; Fogliato, Patil
/// and Perona 2024). Only weights are drawn again: no comparison is computed twice. Intervals are the 2.5th and 97.5th
/// percentiles of the replicates. The same seed gives the same intervals. Immutable.
public final class Bootstrap {
    private final int people;
    private final int replicates;
    private final long seed;

    /// @param people how many there are, 1 or more
    /// @param replicates how often they are drawn, 1 or more
    public Bootstrap(int people, int replicates, long seed) {
        if (people < 1 || replicates < 1) {
            throw new IllegalArgumentException(
                    "a bootstrap draws 1 of 1 or more people, got " + replicates + " of " + people);
        }
        this.people = people;
        this.replicates = replicates;
        this.seed = seed;
    }

    int people() {
        return people;
    }

    /// The share of trials that were errors, each the trial of a person.
    ///
    /// @param person of each trial
    /// @param error whether it was one
    public Rate rate(int[] person, boolean[] error) {
        int errors = 0;
        for (boolean one : error) {
            errors += one ? 1 : 0;
        }
        int distinct = (int) Arrays.stream(person).distinct().count();
        Interval interval = intervals(1, replicate -> {
                    int[] weights = weights(replicate);
                    double sum = 0;
                    double whole = 0;
                    for (int i = 0; i < person.length; i++) {
                        whole += weights[person[i]];
                        sum += error[i] ? weights[person[i]] : 0;
                    }
                    return new double[] {sum / whole};
                })
                .getFirst();
        if (errors == 0 || errors == person.length) {
            return new Rate(
                    errors,
                    person.length,
                    errors == 0 ? Interval.withoutErrors(distinct) : Interval.onlyErrors(distinct));
        }
        return new Rate(errors, person.length, interval);
    }

    /// How often each person was drawn in a replicate.
    int[] weights(int replicate) {
        // The generator's first number is its seed well mixed: seeds that are merely counted give streams that
        // overlap.
        long mixed = new SplittableRandom((seed << 32) + replicate).nextLong();
        SplittableRandom random = new SplittableRandom(mixed);
        int[] weights = new int[people];
        for (int i = 0; i < people; i++) {
            weights[random.nextInt(people)]++;
        }
        return weights;
    }

    /// The interval of each of several rates that are computed together.
    ///
    /// @param count how many rates
    /// @param statistic the rates in a replicate; what cannot be computed there is not a number and left out
    List<Interval> intervals(int count, IntFunction<double[]> statistic) {
        double[][] drawn =
                IntStream.range(0, replicates).parallel().mapToObj(statistic).toArray(double[][]::new);
        return IntStream.range(0, count)
                .mapToObj(i -> interval(
                        Arrays.stream(drawn).mapToDouble(values -> values[i]).toArray()))
                .toList();
    }

    private static Interval interval(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Interval(0, 1);
        }
        return new Interval(percentile(sorted, 0.025), percentile(sorted, 0.975));
    }

    private static double percentile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

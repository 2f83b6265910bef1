package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.facelane.face.pad.PadReason;
import org.facelane.face.pad.Suspicion;

/// Learns the weights of [Suspicion] by logistic regression without weights below 0, attacks as heavy as bona fide
/// presentations together and made ones as heavy as real ones, and chooses its threshold.
final class SuspicionFit {
    private static final int STEPS = 4000;
    private static final double RATE = 0.3;
    private static final double SHRINKING = 1e-3;

    private SuspicionFit() {}

    /// @param learned attacks and bona fide presentations
    static Suspicion of(List<Presentation> learned) {
        int n = PadReason.values().length;
        double[] weights = weights(learned, SuspicionFit::measures);
        List<Double> found = Arrays.stream(weights, 0, n)
                .map(weight -> Math.round(100 * weight) / 100.0)
                .boxed()
                .toList();
        Suspicion open = new Suspicion(found, Math.round(100 * weights[n]) / 100.0, 0);
        double least = threshold(learned, one -> open.of(one.evidence()), 0.01);
        return new Suspicion(found, open.offset(), Math.ceil(100 * least) / 100);
    }

    /// The same with the products of every two of network, pattern and frame as measures of their own: two pieces
    /// of weak evidence together may say more than their sum.
    ///
    /// @return log odds
    static ToDoubleFunction<Presentation> withProducts(List<Presentation> learned) {
        double[] weights = weights(learned, SuspicionFit::products);
        return one -> odds(weights, products(one));
    }

    private static double[] measures(Presentation one) {
        return Suspicion.measures(one.evidence()).stream().mapToDouble(x -> x).toArray();
    }

    private static double[] products(Presentation one) {
        double[] single = measures(one);
        double[] all = Arrays.copyOf(single, single.length + 3);
        all[single.length] = single[0] * single[1];
        all[single.length + 1] = single[0] * single[2];
        all[single.length + 2] = single[1] * single[2];
        return all;
    }

    private static double odds(double[] weights, double[] measures) {
        double odds = weights[measures.length];
        for (int k = 0; k < measures.length; k++) {
            odds += weights[k] * measures[k];
        }
        return odds;
    }

    /// @return one for each measure, and the offset
    private static double[] weights(List<Presentation> learned, Function<Presentation, double[]> measured) {
        double[][] measures = learned.stream().map(measured).toArray(double[][]::new);
        int n = measures[0].length;
        double[] weights = new double[n + 1];
        double[] shares = new double[learned.size()];
        for (int i = 0; i < learned.size(); i++) {
            Presentation one = requireNonNull(learned.get(i), "a presentation is null");
            shares[i] = (one.attack() ? 1 : 0.5)
                    / learned.stream()
                            .filter(other -> other.attack() == one.attack() && other.made() == one.made())
                            .count();
        }
        for (int step = 0; step < STEPS; step++) {
            double[] slope = new double[n + 1];
            for (int i = 0; i < measures.length; i++) {
                double odds = odds(weights, measures[i]);
                double wrong = shares[i]
                        / 2
                        * (1 / (1 + Math.exp(-odds)) - (learned.get(i).attack() ? 1 : 0));
                for (int k = 0; k < n; k++) {
                    slope[k] += wrong * measures[i][k];
                }
                slope[n] += wrong;
            }
            for (int k = 0; k < n; k++) {
                weights[k] = Math.max(0, weights[k] - RATE * (slope[k] + SHRINKING * weights[k]));
            }
            weights[n] -= RATE * slope[n];
        }
        return weights;
    }

    /// The least threshold above which lies at most this share of each set of bona fide presentations.
    static double threshold(List<Presentation> all, ToDoubleFunction<Presentation> measure, double share) {
        return all.stream()
                .filter(one -> !one.attack())
                .collect(Collectors.groupingBy(Presentation::set, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .mapToDouble(set -> {
                    List<Double> sorted = set.stream()
                            .map(measure::applyAsDouble)
                            .sorted(Comparator.reverseOrder())
                            .toList();
                    return sorted.get((int) (share * sorted.size()));
                })
                .max()
                .orElseThrow();
    }
}

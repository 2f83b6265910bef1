package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
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
        double[] weights = new double[n + 1];
        double[][] measures = new double[learned.size()][];
        double[] shares = new double[learned.size()];
        for (int i = 0; i < learned.size(); i++) {
            Presentation one = requireNonNull(learned.get(i), "a presentation is null");
            measures[i] = Suspicion.measures(one.evidence()).stream()
                    .mapToDouble(x -> x)
                    .toArray();
            shares[i] = (one.attack() ? 1 : 0.5)
                    / learned.stream()
                            .filter(other -> other.attack() == one.attack() && other.made() == one.made())
                            .count();
        }
        for (int step = 0; step < STEPS; step++) {
            double[] slope = new double[n + 1];
            for (int i = 0; i < measures.length; i++) {
                double odds = weights[n];
                for (int k = 0; k < n; k++) {
                    odds += weights[k] * measures[i][k];
                }
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
        List<Double> found = Arrays.stream(weights, 0, n)
                .map(weight -> Math.round(100 * weight) / 100.0)
                .boxed()
                .toList();
        Suspicion open = new Suspicion(found, Math.round(100 * weights[n]) / 100.0, 0);
        double least = threshold(learned, one -> open.of(one.evidence()), 0.01);
        return new Suspicion(found, open.offset(), Math.ceil(100 * least) / 100);
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

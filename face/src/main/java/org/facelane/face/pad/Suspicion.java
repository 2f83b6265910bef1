package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;

/// How the pieces of evidence are put together: `offset + Σ weight · measure`, the log odds of a logistic regression
/// with no weight below 0, so that more evidence never makes a face less suspicious.
///
/// @param weights one for each of [PadReason], in their order, 0 or more
/// @param offset log odds without evidence
/// @param attackAbove an attack is suspected above it
public record Suspicion(List<Double> weights, double offset, double attackAbove) {
    /// For the frames of a track: learned by `bench/attack-rates` on half of the people, except that a pattern,
    /// which lane cameras are too coarse to see in anything tried, counts too. `docs/accuracy/attacks.md` has the
    /// figures.
    public static final Suspicion TRACK = new Suspicion(List.of(3.12, 1.0, 2.09, 0.57, 3.39), -2.37, 2.7);

    /// For one picture alone, which neither flickers nor moves.
    public static final Suspicion PICTURE = new Suspicion(List.of(1.1, 2.7, 0.63, 0.0, 0.0), -0.16, 1.7);

    public Suspicion {
        weights = List.copyOf(weights);
        if (weights.size() != PadReason.values().length || weights.stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException(
                    "expected " + PadReason.values().length + " weights of 0 or more, got " + weights);
        }
    }

    /// The measures that the weights belong to.
    public static List<Double> measures(PadEvidence evidence) {
        return List.of(PadReason.values()).stream()
                .map(reason -> reason.measure(requireNonNull(evidence, "evidence is null")))
                .toList();
    }

    /// @return log odds of an attack among as many attacks as living people; only their order and the threshold
    ///     matter
    public double of(PadEvidence evidence) {
        double sum = offset;
        List<Double> measures = measures(evidence);
        for (int i = 0; i < weights.size(); i++) {
            sum += weights.get(i) * measures.get(i);
        }
        return sum;
    }

    /// The evidence that adds most.
    public PadReason strongest(PadEvidence evidence) {
        return List.of(PadReason.values()).stream()
                .max(Comparator.comparingDouble(reason -> weights.get(reason.ordinal()) * reason.measure(evidence)))
                .orElseThrow();
    }
}

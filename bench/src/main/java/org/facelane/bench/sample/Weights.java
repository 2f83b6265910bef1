package org.facelane.bench.sample;

import java.util.Arrays;
import java.util.Optional;
import org.facelane.bench.Recognition;
import org.facelane.bench.Recognition.Seen;

/// How much each contributor weighs in a composite, so that none shines through.
final class Weights {
    private static final int STEPS = 3;
    private static final double NEAR = 0.46;
    /// A weight falls by `e^(−PULL · d)` if the contributor is `d` more alike than the mean of them.
    private static final double PULL = 2.5;

    private static final double LEAST = 0.2;

    private Weights() {}

    /// Starts even, looks at the composite's first picture, and takes from whoever it is most alike.
    static double[] balanced(Composite composite, Recognition recognition) {
        double[] weights = new double[composite.contributors().size()];
        Arrays.fill(weights, 1.0 / weights.length);
        for (int step = 0; step < STEPS; step++) {
            Optional<Seen> seen = recognition.see(composite.picture(Composite.Pose.ENROL, weights));
            if (seen.isEmpty()) {
                return weights;
            }
            double[] alike = composite.contributors().stream()
                    .mapToDouble(person ->
                            seen.get().features().similarity(person.neutral().features()))
                    .toArray();
            if (Arrays.stream(alike).max().orElse(0) <= NEAR) {
                return weights;
            }
            double mean = Arrays.stream(alike).average().orElse(0);
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(LEAST, weights[k] * Math.exp(-PULL * (alike[k] - mean)));
            }
            weights = normal(weights);
        }
        return weights;
    }

    /// The same proportions with the sum 1.
    static double[] normal(double... weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}

package org.facelane.bench.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.measure.Similarities;
import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void givesScoresThatAreTheShareOfComparisonsAbove() {
        Similarities similarities = normal(1, 2_000_000);
        Similarities others = normal(2, 2_000_000);
        Fit fit = Fit.of(similarities);
        for (double score : new double[] {3, 10, 20, 30, 40}) {
            double expected = Math.pow(10, -score / 10);
            assertThat(others.share(fit.similarity(score))).isCloseTo(expected, within(0.2 * expected));
        }
    }

    @Test
    void errsTowardsLowerScores_whenTheDataSeemToEnd() {
        Fit fit = Fit.of(normal(3, 2_000_000));
        assertThat(fit.fitted().shape()).isNegative();
        assertThat(fit.used().shape()).isZero();
        double beyond = fit.similarity(50);
        assertThat(normal(4, 2_000_000).share(beyond)).isLessThan(1e-5);
    }

    private static Similarities normal(long seed, int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Similarities similarities = new Similarities();
        for (int i = 0; i < count; i++) {
            similarities.add(0.1 * random.nextGaussian());
        }
        return similarities;
    }
}

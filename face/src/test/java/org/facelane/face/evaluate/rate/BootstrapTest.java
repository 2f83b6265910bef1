package org.facelane.face.evaluate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.facelane.face.evaluate.data.Sample;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
    @Test
    void drawsAsManyPeopleAsThereAreAndTheSameForTheSameSeed() {
        Bootstrap bootstrap = new Bootstrap(40, 10, 3);

        assertThat(Arrays.stream(bootstrap.weights(4)).sum()).isEqualTo(40);
        assertThat(bootstrap.weights(4)).containsExactly(new Bootstrap(40, 10, 3).weights(4));
        assertThat(bootstrap.weights(4)).isNotEqualTo(bootstrap.weights(5));
    }

    /// People differ in how often they are not recognised, and each has ten comparisons: intervals over comparisons
    /// would be far too narrow. Those over people contain the truth about as often as they say.
    @Test
    void intervalsOverPeopleContainTheTruthForMatedComparisons() {
        long seed = 11;
        Random random = new Random(seed);
        int contained = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<Mated.Comparison> comparisons = new ArrayList<>();
            for (int person = 0; person < 120; person++) {
                boolean hard = random.nextDouble() < 0.2;
                for (int i = 0; i < 10; i++) {
                    boolean error = random.nextDouble() < (hard ? 0.5 : 0.02);
                    comparisons.add(new Mated.Comparison(error ? 0 : 1, person, 50));
                }
            }
            Mated mated = new Mated(comparisons);
            Bootstrap bootstrap = new Bootstrap(120, 200, trial);
            Interval interval = bootstrap
                    .intervals(1, replicate -> mated.within(new double[] {0.5}, bootstrap.weights(replicate)))
                    .getFirst();
            double truth = 0.2 * 0.5 + 0.8 * 0.02;
            contained += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(contained).as("of 200, seed %d", seed).isBetween(178, 199);
    }

    /// Some people are like many others: comparisons that share such a person are not independent, and only weights
    /// that follow both people of a comparison know it.
    @Test
    void intervalsOverBothPeopleContainTheTruthForNonMatedComparisons() {
        long seed = 5;
        Random random = new Random(seed);
        double truth = rates(random, 1_500, 1).getFirst().value();
        int contained = 0;
        for (int trial = 0; trial < 100; trial++) {
            Interval interval = rates(random, 90, trial).getFirst().interval();
            contained += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(contained).as("of 100, seed %d", seed).isBetween(84, 100);
    }

    private static List<Rate> rates(Random random, int people, int seed) {
        List<Sample> samples = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            double ordinary = Math.abs(random.nextGaussian());
            double[] values = {ordinary, random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double length = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
            float[] features = new float[4];
            for (int k = 0; k < 4; k++) {
                features[k] = (float) (values[k] / length);
            }
            samples.add(VerificationTest.sample("p" + person, features));
        }
        return NonMated.among(Pairs.among(samples)).rates(new double[] {0.93}, new Bootstrap(people, 200, seed));
    }
}

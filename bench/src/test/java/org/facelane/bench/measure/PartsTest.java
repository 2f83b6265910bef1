package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.measure.PictureSet.Sample;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final Parts PARTS = new Parts(new int[] {0, 2, 5});

    @Test
    void similarityIsTheWeightedMeanOfTheEmbedders() {
        List<Sample> samples = List.of(sample("a", 3, 4, 1, 0, 0), sample("b", 4, 3, 0, 0, 2));

        assertThat(similarity(PARTS.joined(samples, 1, 0))).isCloseTo(0.96, within(1e-6));
        assertThat(similarity(PARTS.joined(samples, 0, 1))).isCloseTo(0, within(1e-6));
        assertThat(similarity(PARTS.joined(samples, 3, 1))).isCloseTo(0.72, within(1e-6));
        assertThat(PARTS.joined(samples, 0, 1).getFirst().features()).hasSize(3);
    }

    @Test
    void centredSamplesOfOneSetHaveTheMeanTakenAway() {
        List<Sample> samples = List.of(sample("a", 1, 1), sample("b", -1, 1));

        assertThat(Parts.centred(samples, samples).getFirst().features()).containsExactly(1, 0);
        assertThat(Parts.centred(samples, samples).getLast().features()).containsExactly(-1, 0);
    }

    @Test
    void differencesWithinPeopleLeaveOutThoseWithOneSample() {
        List<Sample> differences = Parts.withinPeople(List.of(sample("a", 1, 0), sample("a", 0, 1), sample("b", 5, 5)));

        assertThat(differences).hasSize(2);
        assertThat(differences.getFirst().features()).containsExactly(0.5f, -0.5f);
    }

    /// People far apart in many directions, each with pictures close together: nobody is missed; with the pictures
    /// handed out at random nearly everybody is.
    @Test
    void rowCountsNoErrors_whenPeopleAreFarApart() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        List<Sample> apart = new ArrayList<>();
        List<Sample> shuffled = new ArrayList<>();
        for (int person = 0; person < 40; person++) {
            float[] middle = drawn(random, 1, new float[64]);
            for (int picture = 0; picture < 7; picture++) {
                float[] values = drawn(random, 0.1, middle);
                apart.add(Parts.unit(new Sample("p" + person, "" + picture, values), values));
                shuffled.add(Parts.unit(new Sample("p" + (person + picture) % 40, "" + picture, values), values));
            }
        }
        FeatureRow good = FeatureRow.of("good", apart, apart, apart);
        FeatureRow bad = FeatureRow.of("bad", shuffled, shuffled, shuffled);

        assertThat(good.every()).containsOnly(0);
        assertThat(good.fused()).isZero();
        assertThat(good.gap()).isPositive();
        assertThat(bad.every()[2]).isGreaterThan(50);
        assertThat(bad.gap()).isNegative();
        assertThat(good.markdown()).startsWith("| good | 0.00 % |");
    }

    private static float[] drawn(RandomGenerator random, double spread, float[] middle) {
        float[] values = middle.clone();
        for (int k = 0; k < values.length; k++) {
            values[k] += (float) (spread * random.nextGaussian());
        }
        return values;
    }

    private static double similarity(List<Sample> samples) {
        return samples.getFirst().similarity(samples.getLast());
    }

    private static Sample sample(String person, float... values) {
        return new Sample(person, "1.jpg", values);
    }
}

package org.facelane.face.evaluate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.facelane.face.evaluate.data.Sample;
import org.junit.jupiter.api.Test;

final class VerificationTest {
    /// Five samples of three people, in the plane: similarities are cosines of the angles between them.
    private static final List<Sample> FIVE = List.of(at("a", 0), at("a", 20), at("b", 50), at("b", 130), at("c", 100));

    @Test
    void everyPairIsCountedOnce() {
        NonMated nonMated = NonMated.among(Pairs.among(FIVE));
        Mated mated = Mated.among(FIVE, Pairs.numbered(FIVE));

        assertThat(nonMated.total()).isEqualTo(8);
        assertThat(mated.total()).isEqualTo(2);
        assertThat(mated.peopleCount()).isEqualTo(2);
        // Angles between people: 50, 130, 100, 30, 110, 80, 50, 30.
        assertThat(nonMated.ranked(1)).isEqualTo(cos(30), within(1e-6));
        assertThat(nonMated.ranked(3)).isEqualTo(cos(50), within(1e-6));
        assertThat(nonMated.ranked(8)).isEqualTo(cos(130), within(1e-6));
        assertThat(nonMated.reaching(cos(90))).isEqualTo(5);
        assertThat(nonMated.reaching(cos(105))).isEqualTo(6);
    }

    @Test
    void fnmrCountsWhatDoesNotExceedTheLimit() {
        Verification verification = verification(FIVE);

        // At most 2 of 8 may exceed the limit: it is the third highest, 50°. Mated: 20° exceeds it, 80° does
        // not.
        assertThat(verification.nonMated().limit(0.25)).isEqualTo(cos(50), within(1e-6));
        assertThat(verification.at(0.25).getFirst().fnmr().errors()).isEqualTo(1);
        assertThat(verification.at(0.25).getFirst().fnmr().value()).isEqualTo(0.5);
    }

    @Test
    void rateThatTheDataDoNotResolveIsNotInvented() {
        assertThat(verification(FIVE).at(0.25, 0.01)).hasSize(1);
        assertThat(verification(FIVE).nonMated().resolves(0.125)).isTrue();
        assertThat(verification(FIVE).nonMated().resolves(0.12)).isFalse();
    }

    @Test
    void probesAreComparedWithReferencesOfOthersOnly() {
        NonMated between = NonMated.among(Pairs.between(FIVE.subList(0, 2), FIVE));

        assertThat(between.total()).isEqualTo(6);
    }

    @Test
    void blocksOfComparisonsAgreeWithOneByOne() {
        long seed = 7;
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            float[] features = new float[37];
            double squares = 0;
            for (int k = 0; k < features.length; k++) {
                features[k] = (float) random.nextGaussian();
                squares += features[k] * features[k];
            }
            for (int k = 0; k < features.length; k++) {
                features[k] = (float) (features[k] / Math.sqrt(squares));
            }
            samples.add(sample("p" + i / 3, features));
        }
        NonMated nonMated = NonMated.among(Pairs.among(samples));
        long total = 0;
        long reaching = 0;
        double highest = -1;
        for (int i = 0; i < samples.size(); i++) {
            for (int k = i + 1; k < samples.size(); k++) {
                if (!samples.get(i).person().equals(samples.get(k).person())) {
                    double similarity = samples.get(i).similarity(samples.get(k));
                    total++;
                    reaching += similarity >= 0.4 ? 1 : 0;
                    highest = Math.max(highest, similarity);
                }
            }
        }
        assertThat(nonMated.total()).isEqualTo(total);
        assertThat(nonMated.reaching(0.4)).isEqualTo(reaching);
        assertThat(nonMated.ranked(1)).isEqualTo(highest, within(1e-6));
    }

    @Test
    void lowQualityIsDiscardedFirst() {
        Mated mated = new Mated(List.of(
                new Mated.Comparison(0.2, 0, 10), new Mated.Comparison(0.9, 1, 50), new Mated.Comparison(0.3, 2, 90)));

        assertThat(mated.withinBest(0.5, 0)).isEqualTo(2 / 3.0, within(1e-9));
        assertThat(mated.withinBest(0.5, 0.34)).isEqualTo(0.5);
    }

    private static Verification verification(List<Sample> samples) {
        Pairs pairs = Pairs.among(samples);
        return new Verification(
                Mated.among(samples, pairs.people()),
                NonMated.among(pairs),
                new Bootstrap(pairs.people().size(), 50, 1));
    }

    private static Sample at(String person, double degrees) {
        return sample(person, new float[] {(float) cos(degrees), (float) Math.sin(Math.toRadians(degrees))});
    }

    static Sample sample(String person, float[] features) {
        return new Sample(person, "", Optional.empty(), features, 50, 0.5);
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }
}

package org.facelane.face.evaluate.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.facelane.face.Calibration;
import org.facelane.face.evaluate.data.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TailFitTest {
    @ParameterizedTest
    @ValueSource(doubles = {-0.2, 0, 0.15})
    void recoversWhatExcessesWereDrawnFrom(double shape) {
        Tail tail = new Tail(0.03, shape);
        double[] excesses = drawn(tail, 5_000, 1);

        Tail fitted = Tail.fit(excesses);

        assertThat(fitted.shape()).isEqualTo(shape, within(0.06));
        assertThat(fitted.scale()).isEqualTo(0.03, within(0.003));
    }

    @Test
    void quantileIsWhatExceededSays() {
        for (double shape : new double[] {-0.2, 0, 0.15}) {
            Tail tail = new Tail(0.03, shape);
            assertThat(tail.exceeded(tail.quantile(0.01))).isEqualTo(0.01, within(1e-9));
        }
    }

    @Test
    void weightsCountLikeRepetitions() {
        double[] excesses = drawn(new Tail(0.03, 0), 60, 2);
        double[] weights = new double[60];
        Arrays.setAll(weights, i -> i % 3);
        double[] repeated = IntStream.range(0, 60)
                .boxed()
                .flatMap(i -> IntStream.range(0, i % 3).mapToObj(k -> excesses[i]))
                .mapToDouble(value -> value)
                .toArray();

        assertThat(Tail.fit(excesses, weights).shape())
                .isEqualTo(Tail.fit(repeated).shape(), within(1e-9));
        assertThat(Tail.fit(excesses, weights).scale())
                .isEqualTo(Tail.fit(repeated).scale(), within(1e-9));
    }

    @Test
    void anotherDistributionFitsWorse() {
        double[] excesses = drawn(new Tail(0.03, 0), 2_000, 3);

        assertThat(new Tail(0.05, 0).andersonDarling(excesses))
                .isGreaterThan(10 * Tail.fit(excesses).andersonDarling(excesses));
    }

    @Test
    void scoresAreTheShareOfComparisonsBeyond() {
        NonMated nonMated = strangers(1_200, 16, 1);
        TailFit fit = TailFit.of(nonMated);

        for (double score : new double[] {10, 20, 30}) {
            double realised = (double) nonMated.reaching(fit.calibration().similarity(score)) / nonMated.total();
            assertThat(realised)
                    .as("score %.0f", score)
                    .isEqualTo(Math.pow(10, -score / 10), within(0.02 * Math.pow(10, -score / 10)));
        }
    }

    /// Scores far beyond what a fit saw, counted on others drawn from the same distribution.
    @Test
    void tailHoldsForOthersBeyondWhatWasMeasured() {
        TailFit fit = TailFit.of(strangers(500, 16, 2));
        NonMated others = strangers(3_000, 16, 3);

        double realised = (double) others.reaching(fit.calibration().similarity(50)) / others.total();

        // Cosines end at 1: an exponential tail errs towards fewer false matches, never towards more.
        assertThat(realised).isBetween(0.05e-5, 2e-5);
    }

    @Test
    void smallSetBorrowsTheFarTailOfALargeOne() {
        Calibration lender = TailFit.of(strangers(3_000, 16, 4)).calibration();
        NonMated small = strangers(200, 16, 5);
        TailFit fit = TailFit.borrowing(small, lender);

        assertThat(fit.stretch()).isEqualTo(1, within(0.25));
        for (double score : new double[] {40, 50, 60}) {
            assertThat(fit.calibration().similarity(score)).isEqualTo(lender.similarity(score), within(0.06));
        }
        assertThat(TailFit.isLarge(small)).isFalse();
    }

    @Test
    void mostCautiousGivesTheLowestScore() {
        Calibration a = TailFit.of(strangers(500, 16, 6)).calibration();
        Calibration b = TailFit.of(strangers(500, 8, 7)).calibration();
        Calibration both = TailFit.mostCautious(List.of(a, b));

        for (double similarity = 0.1; similarity < 0.99; similarity += 0.01) {
            double lowest =
                    Math.min(a.score(similarity).value(), b.score(similarity).value());
            assertThat(both.score(similarity).value()).as("at %.2f", similarity).isEqualTo(lowest, within(0.5));
        }
    }

    @Test
    void tooFewComparisonsAreRefused() {
        assertThatThrownBy(() -> TailFit.of(strangers(40, 16, 8))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tail.fit(new double[49])).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] drawn(Tail tail, int count, long seed) {
        Random random = new Random(seed);
        return random.doubles(count).map(share -> tail.quantile(1 - share)).toArray();
    }

    private static NonMated strangers(int count, int dimension, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] features = new float[dimension];
            double squares = 0;
            for (int k = 0; k < dimension; k++) {
                features[k] = (float) random.nextGaussian();
                squares += features[k] * features[k];
            }
            for (int k = 0; k < dimension; k++) {
                features[k] = (float) (features[k] / Math.sqrt(squares));
            }
            samples.add(VerificationTest.sample("p" + i, features));
        }
        return NonMated.among(Pairs.among(samples));
    }
}

package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scores, thresholds and the calibration that makes scores of similarities.
class ScoreTest {
    private static final double[] SIMILARITIES = {-0.2, 0.1, 0.3, 0.4};
    private static final double[] SCORES = {0, 3, 20, 40};

    @Test
    void saysItsFalseMatchRate() {
        assertThat(new Score(40).falseMatchRate()).isCloseTo(1e-4, within(1e-16));
        assertThat(new Score(0).falseMatchRate()).isEqualTo(1);
        assertThat(new Score(30)).isGreaterThan(new Score(20));
        assertThatThrownBy(() -> new Score(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Score(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threshold_isTheRateAccepted() {
        assertThat(Threshold.forFmr(1e-4).least().value()).isCloseTo(40, within(1e-9));
        assertThat(Threshold.forFmr(1).least().value()).isZero();
        assertThat(Threshold.forFmr(1e-3).reachedBy(new Score(31))).isTrue();
        assertThat(Threshold.forFmr(1e-3).reachedBy(new Score(29))).isFalse();
        Threshold exact = Threshold.forFmr(1e-3);
        assertThat(exact.reachedBy(exact.least())).isTrue();
    }

    @Test
    void threshold_ofASearch_countsTheGallery() {
        Threshold search = Threshold.forFpir(0.01, 60_000);
        double rate = search.least().falseMatchRate();
        assertThat(1 - Math.pow(1 - rate, 60_000)).isCloseTo(0.01, within(1e-9));
        assertThat(Threshold.forFpir(0.01, 1).least().value())
                .isCloseTo(Threshold.forFmr(0.01).least().value(), within(1e-9));
        assertThat(Threshold.forFpir(0.01, 0).least())
                .isEqualTo(Threshold.forFpir(0.01, 1).least());
        assertThat(Threshold.forFpir(0.01, 100_000).least()).isGreaterThan(search.least());
        assertThat(Threshold.forFpir(1, 1_000).least().value()).isZero();
        assertThat(Threshold.forFpir(1e-12, 100_000).least().value()).isCloseTo(170, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void threshold_refuses_impossibleRate(double rate) {
        assertThatThrownBy(() -> Threshold.forFmr(rate)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Threshold.forFpir(rate, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Threshold.forFpir(0.1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.3, -0.01, 0, 0.05, 0.9})
    void calibration_neverFalls(double shape) {
        Calibration calibration = new Calibration(SIMILARITIES, SCORES, 0.03, shape);
        Score last = calibration.score(-1);
        for (double similarity = -1; similarity <= 1; similarity += 1e-4) {
            Score score = calibration.score(similarity);
            assertThat(score).as("at %f", similarity).isGreaterThanOrEqualTo(last);
            last = score;
        }
        assertThat(last.value()).isLessThanOrEqualTo(Calibration.SCORE_MAX);
    }

    @Test
    void calibration_interpolatesBetweenItsPoints() {
        Calibration calibration = new Calibration(SIMILARITIES, SCORES, 0.03, 0);
        assertThat(calibration.score(-0.9).value()).isZero();
        assertThat(calibration.score(-0.2).value()).isZero();
        assertThat(calibration.score(0.1).value()).isEqualTo(3);
        assertThat(calibration.score(0.2).value()).isCloseTo(11.5, within(1e-9));
        assertThat(calibration.score(0.3).value()).isEqualTo(20);
        assertThat(calibration.score(0.4).value()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.2, -1e-12, 0, 1e-12, 0.2})
    void calibration_hasAParetoTail(double shape) {
        Calibration calibration = new Calibration(SIMILARITIES, SCORES, 0.05, shape);
        double excess = 0.07;
        double share =
                Math.abs(shape) < 1e-9 ? Math.exp(-excess / 0.05) : Math.pow(1 + shape * excess / 0.05, -1 / shape);
        assertThat(calibration.score(0.47).value()).isCloseTo(40 - 10 * Math.log10(share), within(1e-6));
    }

    @Test
    void calibration_refuses_whatCannotBe() {
        assertRefused(new double[] {0.1}, new double[] {0}, 0.1, 0);
        assertRefused(new double[] {0.1, 0.1}, new double[] {0, 1}, 0.1, 0);
        assertRefused(new double[] {0.1, 0.2}, new double[] {1, 0}, 0.1, 0);
        assertRefused(new double[] {0.1, 0.2}, new double[] {-1, 0}, 0.1, 0);
        assertRefused(new double[] {0.1, 0.2}, new double[] {0, Double.NaN}, 0.1, 0);
        assertRefused(new double[] {0.1, 0.2}, new double[] {0, 1}, 0, 0);
        assertRefused(new double[] {0.1, 0.2}, new double[] {0, 1}, 0.1, 1);
        assertRefused(new double[] {0.1, 0.2, 0.3}, new double[] {0, 1}, 0.1, 0);
    }

    @Test
    void calibration_keepsItsNumbersToItself() {
        double[] mine = SIMILARITIES.clone();
        Calibration calibration = new Calibration(mine, SCORES, 0.03, 0);
        mine[3] = 0.9;
        calibration.scores()[3] = 99;
        assertThat(calibration.score(0.4).value()).isEqualTo(40);
    }

    private static void assertRefused(double[] similarities, double[] scores, double scale, double shape) {
        assertThatThrownBy(() -> new Calibration(similarities, scores, scale, shape))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

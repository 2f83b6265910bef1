package org.facelane.bench.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
    @ParameterizedTest
    @ValueSource(doubles = {-0.2, -0.05, 0.1, 0.25})
    void recoversWhatItWasDrawnFrom(double shape) {
        double[] excesses = drawn(new Tail(0.03, shape), 20_000);
        Tail fitted = Tail.fit(excesses);
        assertThat(fitted.shape()).isCloseTo(shape, within(0.03));
        assertThat(fitted.scale()).isCloseTo(0.03, within(0.001));
        assertThat(fitted.andersonDarling(excesses)).isLessThan(2.5);
    }

    @Test
    void takesTheMeanForTheScale_whenTheShapeIsGiven() {
        double[] excesses = drawn(new Tail(0.03, 0), 20_000);
        assertThat(Tail.fitWithShape(excesses, 0).scale()).isCloseTo(0.03, within(0.001));
    }

    @Test
    void saysThatAnotherDistributionFitsWorse() {
        double[] excesses = drawn(new Tail(0.03, -0.3), 5_000);
        assertThat(Tail.fitWithShape(excesses, 0).andersonDarling(excesses))
                .isGreaterThan(10 * Tail.fit(excesses).andersonDarling(excesses));
    }

    @Test
    void endsWhereItsShapeSaysSo() {
        Tail tail = new Tail(0.04, -0.1);
        assertThat(tail.exceeded(0)).isEqualTo(1);
        assertThat(tail.exceeded(0.41)).isZero();
    }

    @Test
    void refuses_tooFewExcesses() {
        assertThatThrownBy(() -> Tail.fit(new double[49]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("50 excesses");
    }

    private static double[] drawn(Tail tail, int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        double[] excesses = new double[count];
        for (int i = 0; i < count; i++) {
            double share = random.nextDouble(1e-12, 1);
            excesses[i] = tail.shape() == 0
                    ? -tail.scale() * Math.log(share)
                    : tail.scale() / tail.shape() * (Math.pow(share, -tail.shape()) - 1);
        }
        return excesses;
    }
}

package org.facelane.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SeparationTest {
    private static final Random RANDOM = new Random(7);

    @Test
    void numbersOfOneLaw_cannotBeToldApart() {
        Separation found = Separation.of(normals(20_000, 0), normals(20_000, 0));
        assertThat(found.auc()).isCloseTo(0.5, within(0.02));
        assertThat(found.distance()).isLessThan(0.03);
        assertThat(found.linkability()).isLessThan(0.03);
    }

    @Test
    void numbersFarApart_areToldApartAlways() {
        assertThat(Separation.of(normals(500, 50), normals(500, 0)).auc()).isEqualTo(1);
        assertThat(Separation.of(normals(500, 50), normals(500, 0)).distance()).isEqualTo(1);
        assertThat(Separation.of(normals(500, 50), normals(500, 0)).linkability())
                .isGreaterThan(0.95);
        assertThat(Separation.of(normals(500, -50), normals(500, 0)).auc()).isZero();
    }

    @Test
    void oneDeviationApart_isWhatTheNormalLawSays() {
        Separation found = Separation.of(normals(20_000, 1), normals(20_000, 0));
        assertThat(found.auc()).isCloseTo(0.7602, within(0.01));
        assertThat(found.distance()).isCloseTo(0.3829, within(0.02));
    }

    @Test
    void tiesCountHalf() {
        assertThat(Separation.of(new double[] {1, 2}, new double[] {1, 2}).auc())
                .isCloseTo(0.5, within(1e-9));
        Separation alike = Separation.of(new double[] {1, 1}, new double[] {1, 1, 1});
        assertThat(alike.auc()).isEqualTo(0.5);
        assertThat(alike.distance()).isZero();
    }

    private static double[] normals(int count, double mean) {
        return DoubleStream.generate(() -> mean + RANDOM.nextGaussian())
                .limit(count)
                .toArray();
    }
}

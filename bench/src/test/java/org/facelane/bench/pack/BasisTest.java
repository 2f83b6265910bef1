package org.facelane.bench.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.measure.PictureSet.Sample;
import org.junit.jupiter.api.Test;

class BasisTest {
    private static final int WIDE = 12;
    private static final int NARROW = 4;

    @Test
    void findsTheDirectionsThatMatter_andKeepsEveryAngle() {
        List<Sample> samples = samples();
        Basis basis = Basis.of(samples);
        for (int i = 0; i < WIDE; i++) {
            for (int k = 0; k < WIDE; k++) {
                double dot = 0;
                for (int j = 0; j < WIDE; j++) {
                    dot += basis.rows()[i][j] * basis.rows()[k][j];
                }
                assertThat(dot).isCloseTo(i == k ? 1 : 0, within(1e-9));
            }
        }
        assertThat(basis.values()[NARROW - 1]).isGreaterThan(0.01);
        assertThat(basis.values()[NARROW]).isLessThan(1e-9);
        Sample a = samples.get(0);
        Sample b = samples.get(1);
        Sample left = new Sample("a", "1", basis.project(a.features(), NARROW));
        Sample right = new Sample("b", "1", basis.project(b.features(), NARROW));
        assertThat(left.similarity(right)).isCloseTo(a.similarity(b), within(1e-4));
    }

    @Test
    void isDeterministic() {
        assertThat(Basis.of(samples()).rows()).isDeepEqualTo(Basis.of(samples()).rows());
    }

    /// Unit vectors of [#WIDE] numbers that span only [#NARROW] dimensions.
    private static List<Sample> samples() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        double[][] span = new double[NARROW][WIDE];
        for (double[] direction : span) {
            for (int k = 0; k < WIDE; k++) {
                direction[k] = random.nextGaussian();
            }
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double[] x = new double[WIDE];
            for (double[] direction : span) {
                double along = random.nextGaussian();
                for (int k = 0; k < WIDE; k++) {
                    x[k] += along * direction[k];
                }
            }
            double squares = 0;
            for (double value : x) {
                squares += value * value;
            }
            float[] unit = new float[WIDE];
            for (int k = 0; k < WIDE; k++) {
                unit[k] = (float) (x[k] / Math.sqrt(squares));
            }
            samples.add(new Sample("person " + i, "1", unit));
        }
        return samples;
    }
}

package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    private static final ModelVersion MODEL = new ModelVersion("test-1");

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17, 128, 192, 512})
    void isOrthogonal(int dimension) {
        Rotation rotation = rotation(dimension, dimension);
        float[][] columns = new float[dimension][];
        for (int k = 0; k < dimension; k++) {
            float[] axis = new float[dimension];
            axis[k] = 1;
            columns[k] = rotation.apply(axis);
        }
        for (int i = 0; i < dimension; i++) {
            for (int j = i; j < dimension; j++) {
                assertThat(dot(columns[i], columns[j])).isCloseTo(i == j ? 1 : 0, within(1e-6));
            }
        }
    }

    @Test
    void keepsSimilarity() {
        Random random = new Random(1);
        Rotation rotation = rotation(9, 192);
        for (int i = 0; i < 1_000; i++) {
            Features a = features(random, 192);
            Features b = features(random, 192);
            Probe probe = Probe.of(a, rotation);
            Template template = Template.of(b, rotation);
            double turned = dot(probe.rotated().values(), template.rotated().values());
            assertThat(turned).isCloseTo(a.similarity(b), within(1e-5));
        }
    }

    @Test
    void isTheSameOnEveryMachine() {
        // Known answer: templates in databases depend on it. A change here makes every stored template
        // worthless.
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        Rotation rotation = Rotation.of(secret, 5);
        assertThat(rotation.fingerprint()).isEqualTo("ad404a605bf22974");
        float[] turned = rotation.apply(new float[] {1, 2, 3, 4, 5});
        float[] known = {-4.5755463f, -3.4318407f, 0.6259353f, 2.535049f, -3.9330108f};
        for (int k = 0; k < known.length; k++) {
            assertThat(turned[k]).isCloseTo(known[k], within(1e-6f));
        }
        assertThat(Rotation.of(secret, 6).fingerprint()).isNotEqualTo(rotation.fingerprint());
    }

    @Test
    void unlinksTwoEvents() {
        // The same person under two secrets looks like two strangers: mean 0, deviation 1/√dimension.
        Random random = new Random(2);
        int count = 2_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            Features person = features(random, 64);
            float[] one = Probe.of(person, rotation(2 * i, 64)).rotated().values();
            float[] other = Probe.of(person, rotation(2 * i + 1, 64)).rotated().values();
            double similarity = dot(one, other);
            sum += similarity;
            squares += similarity * similarity;
        }
        assertThat(sum / count).isCloseTo(0, within(4 / 8.0 / Math.sqrt(count)));
        assertThat(Math.sqrt(squares / count)).isCloseTo(1 / 8.0, within(0.01));
    }

    @Test
    void drawsEvenly() {
        // Where the first axis goes is even on the sphere: every coordinate has mean 0 and variance
        // 1/dimension.
        int count = 4_000;
        double[] sums = new double[4];
        double[] squares = new double[4];
        for (int seed = 0; seed < count; seed++) {
            float[] turned = rotation(seed, 4).apply(new float[] {1, 0, 0, 0});
            for (int k = 0; k < 4; k++) {
                sums[k] += turned[k];
                squares[k] += turned[k] * turned[k];
            }
        }
        for (int k = 0; k < 4; k++) {
            assertThat(sums[k] / count).isCloseTo(0, within(0.035));
            assertThat(squares[k] / count).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void refuses_wrongSizes() {
        assertThatThrownBy(() -> Rotation.of(new byte[31], 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rotation.of(new byte[32], 1)).isInstanceOf(IllegalArgumentException.class);
        Rotation rotation = rotation(1, 5);
        assertThatThrownBy(() -> rotation.apply(new float[4])).isInstanceOf(IllegalArgumentException.class);
        Features features = features(new Random(1), 4);
        assertThatThrownBy(() -> Probe.of(features, rotation)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Rotation rotation(int seed, int dimension) {
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        new Random(seed).nextBytes(secret);
        return Rotation.of(secret, dimension);
    }

    private static Features features(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int k = 0; k < dimension; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Features.of(MODEL, values);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}

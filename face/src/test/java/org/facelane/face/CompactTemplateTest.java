package org.facelane.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactTemplateTest {
    private static final ModelVersion MODEL = new ModelVersion("test-1f00c0ffee12");
    private static final int DIMENSION = 192;
    private final Rotation rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], DIMENSION);

    @ParameterizedTest
    @CsvSource({"1, 0.075", "2, 0.035", "3, 0.018", "4, 0.010", "6, 0.004", "8, 0.004"})
    void similarityIsRightInTheMean_whateverTheBits(int bits, double noise) {
        Random random = new Random(7);
        double bias = 0;
        double squares = 0;
        int pairs = 400;
        for (int i = 0; i < pairs; i++) {
            Features kept = features(random);
            Features shown = near(kept, random, random.nextDouble());
            double error = CompactTemplate.of(Template.of(kept, rotation), bits).similarity(Probe.of(shown, rotation))
                    - kept.similarity(shown);
            bias += error / pairs;
            squares += error * error / pairs;
        }
        assertThat(bias).isCloseTo(0, within(0.005));
        assertThat(Math.sqrt(squares)).isLessThan(noise);
    }

    @Test
    void takesAnyDimension() {
        for (int dimension : new int[] {2, 3, 97, 512}) {
            Rotation turn = Rotation.of(new byte[Rotation.SECRET_BYTES], dimension);
            Features features = features(new Random(dimension), dimension);
            CompactTemplate compact = CompactTemplate.of(Template.of(features, turn), 3);
            assertThat(compact.toBytes()).hasSize(8 + (3 * dimension + 7) / 8);
            assertThat(compact.similarity(Probe.of(features, turn))).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void comesBackFromItsBytes() {
        Features features = features(new Random(1));
        CompactTemplate compact = CompactTemplate.of(Template.of(features, rotation));
        CompactTemplate back = CompactTemplate.fromBytes(compact.toBytes());
        assertThat(back.toBytes()).isEqualTo(compact.toBytes());
        Probe probe = Probe.of(near(features, new Random(2), 0.5), rotation);
        assertThat(back.similarity(probe)).isEqualTo(compact.similarity(probe));
    }

    @Test
    void overwritten_hasNothingLeft() {
        Features features = features(new Random(1));
        CompactTemplate used = CompactTemplate.of(Template.of(features, rotation));
        Probe probe = Probe.of(features, rotation);
        assertThat(used.similarity(probe)).isGreaterThan(0.9);
        used.overwrite();
        assertThat(used.toBytes()).containsOnly(0);
        assertThat(used.comparesWith(probe)).isFalse();
    }

    @Test
    void isNotCompared_withAnotherModelOrRotation() {
        Features features = features(new Random(1));
        CompactTemplate compact = CompactTemplate.of(Template.of(features, rotation));
        byte[] secret = new byte[Rotation.SECRET_BYTES];
        secret[0] = 1;
        Probe turned = Probe.of(features, Rotation.of(secret, DIMENSION));
        Probe other = Probe.of(Features.of(new ModelVersion("other"), features.values()), rotation);
        assertThat(compact.comparesWith(turned)).isFalse();
        assertThat(compact.comparesWith(other)).isFalse();
        assertThat(compact.comparesWith(Probe.of(features, rotation))).isTrue();
        assertThatThrownBy(() -> compact.similarity(turned)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsNothingInALog() {
        assertThat(CompactTemplate.of(Template.of(features(new Random(1)), rotation)))
                .hasToString("CompactTemplate[104 bytes]");
    }

    @Test
    void onlyRefuses_whateverTheBytes() {
        byte[] good = CompactTemplate.of(Template.of(features(new Random(1)), rotation))
                .toBytes();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> CompactTemplate.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Arrays.copyOf(good, random.nextInt(2 * good.length));
            for (int i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(random.nextBoolean() ? Math.min(8, bytes.length) : bytes.length)] =
                        (byte) random.nextInt();
            }
            try {
                CompactTemplate.fromBytes(bytes);
            } catch (IllegalArgumentException _) {
                // Refused, as it may be.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static Features features(Random random) {
        return features(random, DIMENSION);
    }

    private static Features features(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return Features.of(MODEL, values);
    }

    private static Features near(Features from, Random random, double share) {
        float[] values = from.values();
        for (int k = 0; k < values.length; k++) {
            values[k] += (float) (3 * share * random.nextGaussian() / Math.sqrt(values.length));
        }
        return Features.of(MODEL, values);
    }
}

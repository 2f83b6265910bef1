package org.facelane.face.gallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
    private static final int PANEL = Kernel.PANEL;

    static IntStream dimensions() {
        return IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 191, 192, 350, 512, 4_096));
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void sumsStayWithinTheRounding_everyKernelAndProbeCount(int dimension) {
        Random random = new Random(dimension);
        try (Arena arena = Arena.ofConfined()) {
            // What lies around the panel must not matter.
            MemorySegment memory = arena.allocate(Kernel.panelBytes(dimension) + 2 * PANEL, 64);
            for (long i = 0; i < memory.byteSize(); i++) {
                memory.set(JAVA_BYTE, i, (byte) random.nextInt(-127, 128));
            }
            int step = dimension > 512 ? 13 : 1;
            for (int count = 1; count <= Batch.COUNT_MAX; count += step) {
                for (Kernel kernel : Kernels.all()) {
                    assertSums(kernel, memory, dimension, count, random);
                }
            }
        }
    }

    private static void assertSums(Kernel kernel, MemorySegment memory, int dimension, int count, Random random) {
        Batch batch = new Batch(dimension);
        batch.begin(count, kernel.width(count));
        float[][] probes = new float[count][dimension];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < dimension; k++) {
                probes[j][k] = value(random);
            }
            batch.set(j, probes[j], 1);
        }
        Arrays.fill(batch.sums(), Float.NaN);
        Kernels.scan(kernel, memory, PANEL, batch, j -> {
            for (int i = 0; i < PANEL; i++) {
                double sum = 0;
                double magnitude = 0;
                for (int k = 0; k < dimension; k++) {
                    double product = (double) probes[j][k] * memory.get(JAVA_BYTE, (k + 1L) * PANEL + i);
                    sum += product;
                    magnitude += Math.abs(product);
                }
                double off = dimension * 0x1p-24 / (1 - dimension * 0x1p-24) * magnitude + dimension * 0x1p-149;
                assertThat((double) batch.sums()[Batch.sumsAt(j) + i])
                        .as("%s, %d dimensions, probe %d of %d, reference %d", kernel, dimension, j, count, i)
                        .isBetween(sum - off * (1 + 1e-9), sum + off * (1 + 1e-9));
            }
        });
    }

    /// Ordinary numbers, zeros, tiny and denormal ones.
    private static float value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Float.MIN_VALUE * random.nextInt(-9, 10);
            case 2 -> 1e-20f * random.nextFloat();
            case 3 -> random.nextBoolean() ? 1 : -1;
            default -> (float) random.nextGaussian();
        };
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, -0.25f, 0, 0.25f, 1, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY})
    void saysWhoReaches_everyKernelTheSame(float bar) {
        Random random = new Random(5);
        float[] special = {
            0, -0.0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 0.25f
        };
        // With one dimension a sum is one product, which every kernel rounds alike.
        int dimension = 1;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Kernel.panelBytes(dimension), 64);
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < PANEL; i++) {
                    memory.set(JAVA_BYTE, i, (byte) random.nextInt(-127, 128));
                    memory.set(JAVA_FLOAT, Kernel.scalesAt(dimension) + 4L * i, random.nextFloat() / 127);
                    memory.set(
                            JAVA_FLOAT,
                            Kernel.boundsAt(dimension) + 4L * i,
                            random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : random.nextFloat() / 50);
                }
                int count = 1 + round % Batch.COUNT_MAX;
                float[] probes = new float[count];
                float[] lengths = new float[count];
                for (int j = 0; j < count; j++) {
                    probes[j] = random.nextInt(3) == 0
                            ? special[random.nextInt(special.length)]
                            : (float) random.nextGaussian();
                    lengths[j] = 1 + random.nextFloat() * 1e-6f;
                }
                for (Kernel kernel : Kernels.all()) {
                    assertReaching(kernel, memory, probes, lengths, bar);
                }
            }
        }
    }

    private static void assertReaching(
            Kernel kernel, MemorySegment memory, float[] probes, float[] lengths, float bar) {
        Batch batch = new Batch(1);
        batch.begin(probes.length, kernel.width(probes.length));
        for (int j = 0; j < probes.length; j++) {
            batch.set(j, new float[] {probes[j]}, lengths[j]);
            batch.setBar(j, bar);
        }
        Kernels.scan(kernel, memory, 0, batch, j -> {
            long expected = 0;
            for (int i = 0; i < PANEL; i++) {
                float most = 0f + probes[j] * memory.get(JAVA_BYTE, i);
                most = most * memory.get(JAVA_FLOAT, Kernel.scalesAt(1) + 4L * i)
                        + memory.get(JAVA_FLOAT, Kernel.boundsAt(1) + 4L * i) * lengths[j];
                expected |= most < bar ? 0 : 1L << i;
            }
            assertThat(batch.reaching()[j])
                    .as("%s, probe %d of %d", kernel, j, probes.length)
                    .isEqualTo(expected);
        });
    }

    @Test
    void nobodyReaches_whatFillsUpAGroup() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Kernel.panelBytes(3), 64);
            for (Kernel kernel : Kernels.all()) {
                Batch batch = new Batch(3);
                batch.begin(5, kernel.width(5));
                Kernels.scan(kernel, memory, 0, batch, _ -> {});
                assertThat(batch.reaching()).as("%s", kernel).containsOnly(0);
            }
        }
    }
}

package org.facelane.face.gallery;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
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
            MemorySegment memory = arena.allocate((long) PANEL * dimension + 2 * PANEL, 64);
            for (long i = 0; i < memory.byteSize(); i++) {
                memory.set(JAVA_BYTE, i, (byte) random.nextInt(-127, 128));
            }
            int step = dimension > 512 ? 13 : 1;
            for (int count = 1; count <= Sweep.PROBE_COUNT_MAX; count += step) {
                for (Kernel kernel : Kernels.all()) {
                    assertSums(kernel, memory, dimension, count, random);
                }
            }
        }
    }

    private static void assertSums(Kernel kernel, MemorySegment memory, int dimension, int count, Random random) {
        int width = kernel.width(count);
        int groupCount = Math.ceilDiv(count, width);
        float[] probes = new float[Sweep.PROBE_COUNT_MAX * dimension];
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < dimension; k++) {
                probes[at(j, k, width, dimension)] = value(random);
            }
        }
        float[] sums = new float[Sweep.PROBE_COUNT_MAX * PANEL];
        Arrays.fill(sums, Float.NaN);
        kernel.products(memory, PANEL, dimension, probes, width, groupCount, sums);
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < PANEL; i++) {
                double sum = 0;
                double magnitude = 0;
                for (int k = 0; k < dimension; k++) {
                    double product =
                            (double) probes[at(j, k, width, dimension)] * memory.get(JAVA_BYTE, (k + 1L) * PANEL + i);
                    sum += product;
                    magnitude += Math.abs(product);
                }
                double off = dimension * 0x1p-24 / (1 - dimension * 0x1p-24) * magnitude + dimension * 0x1p-149;
                assertThat((double) sums[j * PANEL + i])
                        .as("%s, %d dimensions, probe %d of %d, reference %d", kernel, dimension, j, count, i)
                        .isBetween(sum - off * (1 + 1e-9), sum + off * (1 + 1e-9));
            }
        }
    }

    private static int at(int probe, int k, int width, int dimension) {
        return probe / width * width * dimension + k * width + probe % width;
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
    @ValueSource(floats = {-1, -0.25f, 0, 0.25f, 1, Float.NEGATIVE_INFINITY})
    void saysWhoReaches_everyKernelTheSame(float least) {
        Random random = new Random(5);
        float[] special = {
            0, -0.0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 0.25f
        };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8L * PANEL, 64);
            float[] sums = new float[3 * PANEL];
            for (int round = 0; round < 200; round++) {
                for (int i = 0; i < PANEL; i++) {
                    memory.setAtIndex(JAVA_FLOAT, i, random.nextFloat() / 127);
                    memory.setAtIndex(
                            JAVA_FLOAT,
                            PANEL + i,
                            random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : random.nextFloat() / 50);
                    sums[PANEL + i] = random.nextInt(3) == 0
                            ? special[random.nextInt(special.length)]
                            : (float) random.nextGaussian() * 60;
                }
                float length = 1 + random.nextFloat() * 1e-6f;
                long expected = 0;
                for (int i = 0; i < PANEL; i++) {
                    float most = sums[PANEL + i] * memory.getAtIndex(JAVA_FLOAT, i)
                            + memory.getAtIndex(JAVA_FLOAT, PANEL + i) * length;
                    expected |= most < least ? 0 : 1L << i;
                }
                for (Kernel kernel : Kernels.all()) {
                    assertThat(kernel.reaching(memory, 0, 4L * PANEL, sums, PANEL, length, least))
                            .as("%s", kernel)
                            .isEqualTo(expected);
                }
            }
        }
    }
}

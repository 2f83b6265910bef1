package org.facelane.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.convert.FlatFile.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TfliteConversionTest {
    private static final byte FLOAT = 0;
    private static final byte HALF = 1;
    private static final byte SAME = 0;
    private static final byte RELU = 1;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    private final List<Integer> codes = new ArrayList<>();
    private final List<Table> tensors = new ArrayList<>();
    private final List<Table> buffers = new ArrayList<>(List.of(Table.of()));
    private final List<Table> operators = new ArrayList<>();

    /// 6 × 6 pixels, a convolution that needs its odd border pixel on the right, half floats, a slope for each
    /// channel, pooling, and the flattening that shows the order of channels.
    @Test
    void givesTheAnswersOfThePlainSteps() {
        float[] filters = halves(Runs.random(random, 3 * 3 * 2 * 3, 1));
        float[] bias = Runs.random(random, 3, 1);
        float[] slopes = Runs.random(random, 3, 1);
        float[] matrix = Runs.random(random, 2 * 27, 1);
        float[] shift = Runs.random(random, 2, 1);
        Picture input = new Picture(6, 6, 2, Runs.random(random, 72, 1));

        int in = computed(1, 6, 6, 2);
        int half = constant(HALF, halfBytes(outFirst(filters, 3, 2)), 3, 3, 3, 2);
        int weights = step(6, computed(3, 3, 3, 2), null, half);
        int convolved = step(
                3, computed(1, 3, 3, 3), Table.of(0, SAME, 1, 2, 2, 2), in, weights, constant(FLOAT, bytes(bias), 3));
        int leaky = step(98, computed(1, 3, 3, 3), Table.of(0, 0.2f), convolved);
        int sloped = step(18, computed(1, 3, 3, 3), Table.of(), constant(FLOAT, bytes(slopes), 3), leaky);
        int added = step(0, computed(1, 3, 3, 3), Table.of(0, RELU), sloped, convolved);
        int flat = step(22, computed(1, 27), null, added, constant((byte) 2, new byte[8], 2));
        int out = step(
                9,
                computed(1, 2),
                Table.of(),
                flat,
                constant(FLOAT, bytes(matrix), 2, 27),
                constant(FLOAT, bytes(shift), 2));

        Picture middle = input.convolved(filters, 3, 3, 2, 0, 3).scaled(new float[] {1, 1, 1}, bias);
        Picture last =
                middle.rectified(0.2f).scaled(slopes, new float[3]).plus(middle).rectified(0);
        float[] answers = Runs.run(TfliteConversion.convert(file(in, out)), input.channelsFirst(), 1, 2, 6, 6);
        assertThat(answers).hasSize(2);
        for (int row = 0; row < 2; row++) {
            double expected = shift[row];
            for (int k = 0; k < 27; k++) {
                expected += (double) matrix[row * 27 + k] * last.values()[k];
            }
            assertThat((double) answers[row]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void refuses_anOperatorThatItDoesNotKnow() {
        int in = computed(1, 2, 2, 1);
        int out = step(77, computed(1, 2, 2, 1), null, in);
        assertThatThrownBy(() -> TfliteConversion.convert(file(in, out)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("operator 77");
    }

    @Test
    void refuses_whatIsNotTflite() {
        assertThatThrownBy(() -> TfliteConversion.convert(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a TensorFlow Lite file");
    }

    private byte[] file(int in, int out) {
        List<Table> operations = new ArrayList<>();
        codes.forEach(code -> operations.add(Table.of(0, code.byteValue())));
        Table graph = Table.of(0, tensors, 1, new int[] {in}, 2, new int[] {out}, 3, operators);
        return FlatFile.of(Table.of(0, 3, 1, operations, 2, List.of(graph), 4, buffers));
    }

    private int computed(int... shape) {
        tensors.add(Table.of(0, shape, 1, FLOAT, 2, 0, 3, "t" + tensors.size()));
        return tensors.size() - 1;
    }

    private int constant(byte type, byte[] values, int... shape) {
        buffers.add(Table.of(0, values));
        tensors.add(Table.of(0, shape, 1, type, 2, buffers.size() - 1, 3, "t" + tensors.size()));
        return tensors.size() - 1;
    }

    /// @return `out`
    private int step(int code, int out, @Nullable Table options, int... inputs) {
        codes.add(code);
        Table operator = Table.of(0, codes.size() - 1, 1, inputs, 2, new int[] {out});
        if (options != null) {
            operator.fields().put(4, options);
        }
        operators.add(operator);
        return out;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static byte[] halfBytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return bytes.array();
    }

    /// What is left of floats that were stored as halves.
    private static float[] halves(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
        }
        return values;
    }

    /// Filters with the output first, as TensorFlow Lite has them, of filters with the output last.
    private static float[] outFirst(float[] filters, int out, int in) {
        float[] turned = new float[filters.length];
        for (int i = 0; i < filters.length; i++) {
            turned[i % out * (9 * in) + i / out] = filters[i];
        }
        return turned;
    }
}

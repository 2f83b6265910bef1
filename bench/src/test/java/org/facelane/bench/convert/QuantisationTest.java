package org.facelane.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.bench.convert.OnnxGraph.Attribute;
import org.junit.jupiter.api.Test;

class QuantisationTest {
    private static final int CHANNELS = 64;

    @Test
    void roundedWeights_giveNearlyTheSameAnswers() {
        byte[] model = model();
        byte[] rounded = Quantisation.ofWeights(model);

        assertThat(Comparison.of(model, rounded, 7).difference()).isBetween(1e-6, 0.02);
        assertThat(rounded.length).isLessThan(model.length / 2);
    }

    @Test
    void convolutionsInWholeNumbers_giveNearlyTheSameAnswers() {
        byte[] model = model();

        assertThat(Comparison.of(model, Quantisation.ofConvolutions(model), 7).difference())
                .isBetween(1e-6, 0.04);
    }

    @Test
    void refuses_whatIsNotOnnx() {
        assertThatThrownBy(() -> Quantisation.ofWeights(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an ONNX file");
    }

    /// A convolution that mixes channels, one that does not, and one more that does.
    private static byte[] model() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        OnnxGraph graph = new OnnxGraph("test");
        graph.input("input", 1, 3, 8, 8);
        String mixed = convolution(graph, random, "input", 3, 3, 1);
        String single = convolution(graph, random, mixed, 1, 3, CHANNELS);
        graph.name(convolution(graph, random, single, CHANNELS, 1, 1), "output");
        graph.output("output", 1, CHANNELS, 4, 4);
        return graph.toBytes();
    }

    private static String convolution(
            OnnxGraph graph, RandomGenerator random, String input, int depth, int side, int groups) {
        return graph.node(
                "Conv",
                List.of(Attribute.wholes("kernel_shape", side, side), Attribute.whole("group", groups)),
                input,
                graph.floats(new long[] {CHANNELS, depth, side, side}, drawn(random, CHANNELS * depth * side * side)),
                graph.floats(new long[] {CHANNELS}, drawn(random, CHANNELS)));
    }

    private static float[] drawn(RandomGenerator random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat(-1, 1);
        }
        return values;
    }
}

package org.facelane.bench.convert;

import java.util.List;
import org.facelane.bench.convert.FaceApiWeights.Tensor;
import org.facelane.bench.convert.OnnxGraph.Attribute;

/// Writes the face recognition network of dlib (King 2017, a ResNet of 29 convolutions), as face-api.js carries it, as
/// an ONNX file: 150 × 150 pixels, RGB 0 to 255, to 128 numbers.
///
/// Octets stay octets: the file computes the weights from them, which the runtime does once when it opens the network.
/// Each convolution's scale and shift (`affine` in dlib, learned as batch normalisation) are folded into its weights
/// and bias.
public final class DlibResNet {
    private static final int SIZE = 150;
    private static final int FEATURES = 128;
    private static final float[] MEAN = {122.782f, 117.001f, 104.298f};
    /// The residual blocks in the order in which they run; those called `_down` halve the picture.
    private static final List<String> BLOCKS = List.of(
            "conv32_1",
            "conv32_2",
            "conv32_3",
            "conv64_down",
            "conv64_1",
            "conv64_2",
            "conv64_3",
            "conv128_down",
            "conv128_1",
            "conv128_2",
            "conv256_down",
            "conv256_1",
            "conv256_2",
            "conv256_down_out");

    private final FaceApiWeights weights;
    private final OnnxGraph graph = new OnnxGraph("dlib face recognition ResNet");

    private DlibResNet(FaceApiWeights weights) {
        this.weights = weights;
    }

    public static byte[] convert(FaceApiWeights weights) {
        return new DlibResNet(weights).run();
    }

    private byte[] run() {
        graph.input("input", 1, 3, SIZE, SIZE);
        String centred = graph.node("Sub", "input", graph.floats(new long[] {1, 3, 1, 1}, MEAN));
        String value = graph.node("Mul", centred, graph.floats(new long[0], 1 / 256f));
        value = graph.node("Relu", convolution(value, "conv32_down", 2, false));
        value = graph.node("MaxPool", List.of(square("kernel_shape", 3), square("strides", 2)), value);
        int channels = 32;
        int side = ((SIZE - 7) / 2 + 1 - 3) / 2 + 1;
        for (String block : BLOCKS) {
            if (block.contains("_down")) {
                int next = Math.toIntExact(
                        weights.tensor(block + "/conv1/conv/bias").shape()[0]);
                value = halving(value, block, channels, next, side);
                channels = next;
                side = side / 2;
            } else {
                value = residual(value, block);
            }
        }
        String means = graph.node("Flatten", graph.node("GlobalAveragePool", value));
        graph.name(graph.node("MatMul", means, weight(weights.tensor("fc"))), "features");
        graph.output("features", 1, FEATURES);
        return graph.toBytes();
    }

    private String residual(String value, String block) {
        String first = graph.node("Relu", convolution(value, block + "/conv1", 1, true));
        String second = convolution(first, block + "/conv2", 1, true);
        return graph.node("Relu", graph.node("Add", second, value));
    }

    /// The way past the convolutions is averaged; what is smaller, of picture or channels, is filled up with zeros.
    private String halving(String value, String block, int channels, int next, int side) {
        String first = graph.node("Relu", convolution(value, block + "/conv1", 2, false));
        String second = convolution(first, block + "/conv2", 1, true);
        String past = graph.node("AveragePool", List.of(square("kernel_shape", 2), square("strides", 2)), value);
        int missing = side / 2 - ((side - 3) / 2 + 1);
        return graph.node("Relu", graph.node("Add", filled(second, 0, missing), filled(past, next - channels, 0)));
    }

    private String filled(String value, int channels, int pixels) {
        return channels == 0 && pixels == 0
                ? value
                : graph.node("Pad", value, graph.wholes(0, 0, 0, 0, 0, channels, pixels, pixels));
    }

    private String convolution(String value, String name, int stride, boolean keepsSize) {
        Tensor filters = weights.tensor(name + "/conv/filters");
        float[] scales = weights.tensor(name + "/scale/weights").floats();
        float[] shifts = weights.tensor(name + "/scale/biases").floats();
        float[] biases = weights.tensor(name + "/conv/bias").floats();
        int count = scales.length;
        float[] folded = new float[count];
        for (int i = 0; i < count; i++) {
            folded[i] = biases[i] * scales[i] + shifts[i];
        }
        String scaled = graph.node("Mul", weight(filters), graph.floats(new long[] {count}, scales));
        long size = filters.shape()[0];
        long border = keepsSize ? size / 2 : 0;
        return graph.node(
                "Conv",
                List.of(
                        square("kernel_shape", size),
                        square("strides", stride),
                        Attribute.wholes("pads", border, border, border, border)),
                value,
                graph.node("Transpose", List.of(Attribute.wholes("perm", 3, 2, 0, 1)), scaled),
                graph.floats(new long[] {count}, folded));
    }

    private String weight(Tensor tensor) {
        if (!tensor.octets()) {
            return graph.floats(tensor.shape(), tensor.floats());
        }
        String octets = graph.toFloats(graph.constant(OnnxGraph.Type.OCTET, tensor.shape(), tensor.raw()));
        String scaled = graph.node("Mul", octets, graph.floats(new long[0], (float) tensor.scale()));
        return graph.node("Add", scaled, graph.floats(new long[0], (float) tensor.least()));
    }

    private static Attribute square(String name, long side) {
        return Attribute.wholes(name, side, side);
    }
}

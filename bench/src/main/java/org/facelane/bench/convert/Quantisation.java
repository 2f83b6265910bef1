package org.facelane.bench.convert;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.bench.convert.OnnxGraph.Attribute;

/// Rounds the weights of a model's convolutions to 8 bits, each channel by a scale of its own, and if wanted lets the
/// convolutions that mix channels run in whole numbers, their inputs rounded to 8 bits by the range of each picture.
/// Convolutions of single channels stay in floats, with rounded weights: the runtime has no fast whole-number form of
/// them.
public final class Quantisation {
    private static final int TENSOR_SHAPE = 1;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int MODEL_OPERATORS = 8;
    private static final int OPERATORS_VERSION = 2;
    private static final int OPERATORS = 13;
    private static final int TYPE_OCTET = 2;
    private static final int TYPE_SIGNED_OCTET = 3;
    private static final int HIGHEST = 127;
    private static final int MIDDLE = 128;

    private final boolean whole;
    private final Map<String, UnknownFieldSet> initializers = new HashMap<>();
    private final Map<String, ByteString> kept = new HashMap<>();
    private final Map<String, String> rounded = new HashMap<>();
    private final List<ByteString> added = new ArrayList<>();
    private final List<ByteString> nodes = new ArrayList<>();

    private Quantisation(boolean whole) {
        this.whole = whole;
    }

    /// The same model with weights of 8 bits, which become floats again when it runs.
    ///
    /// @throws IllegalArgumentException if it is no ONNX file
    public static byte[] ofWeights(byte[] model) {
        return new Quantisation(false).run(model);
    }

    /// The same model with weights of 8 bits and convolutions in whole numbers.
    ///
    /// @throws IllegalArgumentException if it is no ONNX file
    public static byte[] ofConvolutions(byte[] model) {
        return new Quantisation(true).run(model);
    }

    private byte[] run(byte[] bytes) {
        try {
            UnknownFieldSet model = UnknownFieldSet.parseFrom(bytes);
            UnknownFieldSet graph = UnknownFieldSet.parseFrom(
                    model.getField(Onnx.MODEL_GRAPH).getLengthDelimitedList().getFirst());
            for (ByteString one : graph.getField(Onnx.GRAPH_INITIALIZER).getLengthDelimitedList()) {
                UnknownFieldSet tensor = UnknownFieldSet.parseFrom(one);
                initializers.put(Onnx.text(tensor, Onnx.TENSOR_NAME), tensor);
                kept.put(Onnx.text(tensor, Onnx.TENSOR_NAME), one);
            }
            for (ByteString one : graph.getField(Onnx.GRAPH_NODE).getLengthDelimitedList()) {
                UnknownFieldSet node = UnknownFieldSet.parseFrom(one);
                if (Onnx.text(node, Onnx.NODE_OPERATION).equals("Conv")) {
                    convolution(node);
                } else {
                    nodes.add(one);
                }
            }
            added.addAll(kept.values());
            return model.toBuilder()
                    .clearField(Onnx.MODEL_GRAPH)
                    .clearField(MODEL_OPERATORS)
                    .addField(MODEL_OPERATORS, Onnx.field(operators()))
                    .addField(
                            Onnx.MODEL_GRAPH,
                            Onnx.field(graph.toBuilder()
                                    .clearField(Onnx.GRAPH_NODE)
                                    .clearField(Onnx.GRAPH_INITIALIZER)
                                    .addField(Onnx.GRAPH_NODE, field(nodes))
                                    .addField(Onnx.GRAPH_INITIALIZER, field(added))
                                    .build()
                                    .toByteString()))
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("this is not an ONNX file: " + e.getMessage(), e);
        }
    }

    private void convolution(UnknownFieldSet node) {
        List<String> inputs = Onnx.texts(node, Onnx.NODE_INPUT);
        UnknownFieldSet weights = constant(inputs.get(1));
        long[] shape = shape(weights);
        kept.remove(inputs.get(1));
        float[] values = Onnx.floats(weights);
        float[] scales = scales(values, (int) shape[0]);
        if (whole && shape[1] > 1) {
            wholeNumbers(node, inputs, values, scales, shape);
        } else {
            rounded(node, inputs, values, scales, shape);
        }
    }

    private UnknownFieldSet constant(String name) {
        UnknownFieldSet tensor = initializers.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " is computed, expected a constant");
        }
        return tensor;
    }

    private void rounded(UnknownFieldSet node, List<String> inputs, float[] values, float[] scales, long[] shape) {
        String name = inputs.get(1);
        tensor(name + "_octets", TYPE_SIGNED_OCTET, shape, octets(values, scales, 0));
        floats(name + "_scales", new long[] {scales.length}, scales);
        tensor(name + "_zero", TYPE_SIGNED_OCTET, new long[] {scales.length}, new byte[scales.length]);
        nodes.add(with(
                Onnx.node("DequantizeLinear", name, name + "_octets", name + "_scales", name + "_zero"),
                List.of(Attribute.whole("axis", 0).message())));
        nodes.add(node.toByteString());
    }

    private void wholeNumbers(UnknownFieldSet node, List<String> inputs, float[] values, float[] scales, long[] shape) {
        String x = inputs.get(0);
        String name = inputs.get(1);
        String output = Onnx.text(node, Onnx.NODE_OUTPUT);
        if (rounded.put(x, x) == null) {
            nodes.add(Onnx.node("DynamicQuantizeLinear", x + "_octets", x).toBuilder()
                    .mergeField(Onnx.NODE_OUTPUT, Onnx.field(x + "_scale"))
                    .mergeField(Onnx.NODE_OUTPUT, Onnx.field(x + "_zero"))
                    .build()
                    .toByteString());
        }
        tensor(name + "_octets", TYPE_OCTET, shape, octets(values, scales, MIDDLE));
        tensor(name + "_zero", TYPE_OCTET, new long[0], new byte[] {(byte) MIDDLE});
        floats(name + "_scales", new long[] {1, scales.length, 1, 1}, scales);
        nodes.add(with(
                Onnx.node("ConvInteger", output + "_sum", x + "_octets", name + "_octets", x + "_zero", name + "_zero"),
                node.getField(NODE_ATTRIBUTE).getLengthDelimitedList()));
        nodes.add(with(
                Onnx.node("Cast", output + "_float", output + "_sum"),
                List.of(Attribute.whole("to", Onnx.TYPE_FLOAT).message())));
        nodes.add(Onnx.node("Mul", output + "_by_weights", output + "_float", name + "_scales")
                .toByteString());
        boolean biased = inputs.size() > 2;
        nodes.add(Onnx.node("Mul", biased ? output + "_unbiased" : output, output + "_by_weights", x + "_scale")
                .toByteString());
        if (biased) {
            float[] bias = Onnx.floats(constant(inputs.get(2)));
            kept.remove(inputs.get(2));
            floats(inputs.get(2) + "_wide", new long[] {1, bias.length, 1, 1}, bias);
            nodes.add(Onnx.node("Add", output, output + "_unbiased", inputs.get(2) + "_wide")
                    .toByteString());
        }
    }

    /// What a step of each channel is worth.
    private static float[] scales(float[] values, int channels) {
        float[] scales = new float[channels];
        int each = values.length / channels;
        for (int i = 0; i < values.length; i++) {
            scales[i / each] = Math.max(scales[i / each], Math.abs(values[i]) / HIGHEST);
        }
        for (int c = 0; c < channels; c++) {
            scales[c] = scales[c] == 0 ? 1 : scales[c];
        }
        return scales;
    }

    private static byte[] octets(float[] values, float[] scales, int zero) {
        byte[] octets = new byte[values.length];
        int each = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) (Math.round(values[i] / scales[i / each]) + zero);
        }
        return octets;
    }

    private void floats(String name, long[] shape, float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        tensor(name, Onnx.TYPE_FLOAT, shape, raw.array());
    }

    private void tensor(String name, int type, long[] shape, byte[] raw) {
        UnknownFieldSet.Builder tensor = UnknownFieldSet.newBuilder()
                .addField(Onnx.TENSOR_TYPE, Field.newBuilder().addVarint(type).build())
                .addField(Onnx.TENSOR_NAME, Onnx.field(name))
                .addField(Onnx.TENSOR_RAW, Onnx.field(ByteString.copyFrom(raw)));
        if (shape.length > 0) {
            Field.Builder sizes = Field.newBuilder();
            Arrays.stream(shape).forEach(sizes::addVarint);
            tensor.addField(TENSOR_SHAPE, sizes.build());
        }
        added.add(tensor.build().toByteString());
    }

    /// A tensor's sizes, however they are stored: one by one or packed.
    private static long[] shape(UnknownFieldSet tensor) {
        Field field = tensor.getField(TENSOR_SHAPE);
        List<Long> sizes = new ArrayList<>(field.getVarintList());
        for (ByteString packed : field.getLengthDelimitedList()) {
            long size = 0;
            int shift = 0;
            for (byte octet : packed.toByteArray()) {
                size |= (long) (octet & 0x7f) << shift;
                shift += 7;
                if (octet >= 0) {
                    sizes.add(size);
                    size = 0;
                    shift = 0;
                }
            }
        }
        return sizes.stream().mapToLong(size -> size).toArray();
    }

    private static ByteString with(UnknownFieldSet node, List<ByteString> attributes) {
        return node.toBuilder()
                .addField(NODE_ATTRIBUTE, field(attributes))
                .build()
                .toByteString();
    }

    private static ByteString operators() {
        return UnknownFieldSet.newBuilder()
                .addField(
                        OPERATORS_VERSION,
                        Field.newBuilder().addVarint(OPERATORS).build())
                .build()
                .toByteString();
    }

    private static Field field(List<ByteString> messages) {
        Field.Builder field = Field.newBuilder();
        messages.forEach(field::addLengthDelimited);
        return field.build();
    }
}

package org.facelane.bench.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.bench.convert.OnnxGraph.Attribute;
import org.facelane.bench.convert.TfliteFile.Operator;
import org.facelane.bench.convert.TfliteFile.Tensor;

/// Writes a TensorFlow Lite network as an ONNX file with the same answers, for one picture at a time.
///
/// TensorFlow keeps channels last (NHWC), ONNX first (NCHW): every computed tensor of four dimensions is turned, and so
/// the network's input. Where such a tensor is flattened, it is turned back first, so that what follows sees the order
/// it was trained with. Operators that the networks tried do not have are refused by number.
public final class TfliteConversion {
    // Numbers of the schema's `BuiltinOperator`.
    private static final int ADD = 0;
    private static final int AVERAGE_POOL = 1;
    private static final int CONCATENATION = 2;
    private static final int CONVOLUTION = 3;
    private static final int DEPTHWISE_CONVOLUTION = 4;
    private static final int DEQUANTIZE = 6;
    private static final int FULLY_CONNECTED = 9;
    private static final int MAX_POOL = 17;
    private static final int MULTIPLY = 18;
    private static final int RELU = 19;
    private static final int RESHAPE = 22;
    private static final int SUBTRACT = 41;
    private static final int STRIDED_SLICE = 45;
    private static final int CAST = 53;
    private static final int LESS = 58;
    private static final int GREATER_EQUAL = 62;
    private static final int LEAKY_RELU = 98;
    private static final int ABSOLUTE = 101;

    private static final int SAME = 0;
    private static final long WHOLE_SLICE = 3;

    private final TfliteFile file;
    private final OnnxGraph graph;
    private final Map<Integer, String> values = new HashMap<>();

    private TfliteConversion(TfliteFile file) {
        this.file = file;
        graph = new OnnxGraph("converted from TensorFlow Lite");
    }

    /// @param tflite a TensorFlow Lite file with one input of four dimensions
    /// @throws IllegalArgumentException if it is not one, or has an operator that is not known here
    public static byte[] convert(byte[] tflite) {
        TfliteConversion conversion = new TfliteConversion(TfliteFile.read(tflite));
        conversion.run();
        return conversion.graph.toBytes();
    }

    private void run() {
        if (file.inputs().length != 1 || shape(file.inputs()[0]).length != 4) {
            throw new IllegalArgumentException("expected a network with one input of four dimensions");
        }
        int[] input = shape(file.inputs()[0]);
        graph.input("input", 1, input[3], input[1], input[2]);
        values.put(file.inputs()[0], "input");
        file.operators().forEach(operator -> values.put(operator.outputs()[0], converted(operator)));
        for (int output : file.outputs()) {
            int[] shape = shape(output);
            String name = file.tensors().get(output).name();
            graph.name(value(output), name);
            graph.output(name, Arrays.stream(turned(shape)).asLongStream().toArray());
        }
    }

    private String converted(Operator operator) {
        int[] in = operator.inputs();
        return switch (operator.code()) {
            case ADD -> activated(graph.node("Add", operands(in)), operator, 0);
            case AVERAGE_POOL -> activated(pool("AveragePool", operator), operator, 5);
            case CONCATENATION -> concatenation(operator);
            case CONVOLUTION -> activated(convolution(operator, 1, false), operator, 3);
            case DEPTHWISE_CONVOLUTION -> activated(convolution(operator, shape(in[0])[3], true), operator, 4);
            case DEQUANTIZE, STRIDED_SLICE -> same(operator);
            case FULLY_CONNECTED -> activated(connected(operator), operator, 0);
            case MAX_POOL -> activated(pool("MaxPool", operator), operator, 5);
            case MULTIPLY -> activated(graph.node("Mul", operands(in)), operator, 0);
            case RELU -> graph.node("Relu", value(in[0]));
            case RESHAPE -> reshaped(operator);
            case SUBTRACT -> activated(graph.node("Sub", operands(in)), operator, 0);
            case CAST -> graph.toFloats(value(in[0]));
            case LESS -> graph.node("Less", operands(in));
            case GREATER_EQUAL -> graph.node("GreaterOrEqual", operands(in));
            case LEAKY_RELU ->
                graph.node(
                        "LeakyRelu",
                        List.of(Attribute.number("alpha", options(operator).number(0))),
                        value(in[0]));
            case ABSOLUTE -> graph.node("Abs", value(in[0]));
            default -> throw new IllegalArgumentException("the operator " + operator.code() + " is not known");
        };
    }

    private String convolution(Operator operator, int groups, boolean depthwise) {
        int[] in = operator.inputs();
        FlatTable options = options(operator);
        int[] kernel = shape(in[1]);
        int dilationField = depthwise ? 5 : 4;
        if (options.whole(dilationField, 1) != 1 || options.whole(dilationField + 1, 1) != 1) {
            throw new IllegalArgumentException("convolutions with holes are not known");
        }
        long[] order = depthwise ? new long[] {3, 0, 1, 2} : new long[] {0, 3, 1, 2};
        return graph.node(
                "Conv",
                List.of(
                        Attribute.wholes("kernel_shape", kernel[1], kernel[2]),
                        strides(options),
                        padding(operator, kernel[1], kernel[2]),
                        Attribute.whole("group", groups)),
                value(in[0]),
                turned(in[1], order),
                value(in[2]));
    }

    private String pool(String operation, Operator operator) {
        FlatTable options = options(operator);
        int width = options.whole(3, 0);
        int height = options.whole(4, 0);
        return graph.node(
                operation,
                List.of(
                        Attribute.wholes("kernel_shape", height, width),
                        strides(options),
                        padding(operator, height, width)),
                value(operator.inputs()[0]));
    }

    private static Attribute strides(FlatTable options) {
        return Attribute.wholes("strides", options.whole(2, 1), options.whole(1, 1));
    }

    /// What `SAME` padding adds: as much as the output's size needs, the odd pixel at the right and the bottom.
    private Attribute padding(Operator operator, int kernelHeight, int kernelWidth) {
        FlatTable options = options(operator);
        if (options.octet(0) != SAME) {
            return Attribute.wholes("pads", 0, 0, 0, 0);
        }
        int[] in = shape(operator.inputs()[0]);
        int[] out = shape(operator.outputs()[0]);
        int high = Math.max(0, (out[1] - 1) * options.whole(2, 1) + kernelHeight - in[1]);
        int wide = Math.max(0, (out[2] - 1) * options.whole(1, 1) + kernelWidth - in[2]);
        return Attribute.wholes("pads", high / 2, wide / 2, high - high / 2, wide - wide / 2);
    }

    private String concatenation(Operator operator) {
        int rank = shape(operator.outputs()[0]).length;
        int axis = Math.floorMod(options(operator).whole(0, 0), rank);
        int place = rank == 4 ? new int[] {0, 2, 3, 1}[axis] : axis;
        String[] parts = Arrays.stream(operator.inputs()).mapToObj(this::value).toArray(String[]::new);
        return activated(graph.node("Concat", List.of(Attribute.whole("axis", place)), parts), operator, 1);
    }

    private String reshaped(Operator operator) {
        int[] shape = shape(operator.outputs()[0]);
        if (shape.length == 4) {
            throw new IllegalArgumentException("reshaping to four dimensions is not known");
        }
        return reshaped(operator.inputs()[0], turned(shape));
    }

    private String connected(Operator operator) {
        int[] in = operator.inputs();
        return graph.node(
                "Gemm",
                List.of(Attribute.whole("transB", 1)),
                reshaped(in[0], 1, shape(in[1])[1]),
                value(in[1]),
                value(in[2]));
    }

    /// A tensor's values in TensorFlow's order in another shape.
    private String reshaped(int tensor, int... shape) {
        String inOrder = shape(tensor).length == 4
                ? graph.node("Transpose", List.of(Attribute.wholes("perm", 0, 2, 3, 1)), value(tensor))
                : value(tensor);
        return graph.node(
                "Reshape",
                inOrder,
                graph.wholes(Arrays.stream(shape).asLongStream().toArray()));
    }

    /// A step that changes nothing here: halves are already floats, and a slice takes everything.
    private String same(Operator operator) {
        if (operator.code() == STRIDED_SLICE
                && (options(operator).whole(0, 0) != WHOLE_SLICE
                        || options(operator).whole(1, 0) != WHOLE_SLICE
                        || !Arrays.equals(shape(operator.inputs()[0]), shape(operator.outputs()[0])))) {
            throw new IllegalArgumentException("slices that take less than everything are not known");
        }
        return value(operator.inputs()[0]);
    }

    private String activated(String value, Operator operator, int field) {
        return switch (options(operator).octet(field)) {
            case 0 -> value;
            case 1 -> graph.node("Relu", value);
            case 3 -> graph.node("Clip", value, graph.floats(new long[0], 0), graph.floats(new long[0], 6));
            default -> throw new IllegalArgumentException("the activation of " + operator + " is not known");
        };
    }

    /// Both sides of an elementwise step; a constant list beside a picture has one value for each channel.
    private String[] operands(int[] inputs) {
        for (int input : inputs) {
            if (shape(input).length == 4 && file.tensors().get(input).isConstant()) {
                throw new IllegalArgumentException("elementwise steps with a constant picture are not known");
            }
        }
        int rank = Math.max(shape(inputs[0]).length, shape(inputs[1]).length);
        return Arrays.stream(inputs)
                .mapToObj(input -> rank == 4 && shape(input).length == 1
                        ? graph.node("Reshape", value(input), graph.wholes(1, -1, 1, 1))
                        : value(input))
                .toArray(String[]::new);
    }

    private String value(int tensor) {
        return values.computeIfAbsent(tensor, this::constant);
    }

    private String constant(int index) {
        Tensor tensor = file.tensors().get(index);
        if (!tensor.isConstant()) {
            throw new IllegalArgumentException("tensor " + index + " is used before it is computed");
        }
        long[] sizes = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return switch (tensor.type()) {
            case Tensor.FLOAT -> graph.constant(OnnxGraph.Type.FLOAT, sizes, bytes(tensor));
            case Tensor.HALF -> graph.toFloats(graph.constant(OnnxGraph.Type.HALF, sizes, bytes(tensor)));
            default -> throw new IllegalArgumentException("constants of the type " + tensor.type() + " are not known");
        };
    }

    /// A convolution's weights in ONNX's order; they may pass through a step that makes halves floats.
    private String turned(int tensor, long[] order) {
        return graph.node("Transpose", List.of(Attribute.wholes("perm", order)), value(tensor));
    }

    private static byte[] bytes(Tensor tensor) {
        ByteBuffer constant = tensor.constant().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = new byte[constant.remaining()];
        constant.get(bytes);
        return bytes;
    }

    private static FlatTable options(Operator operator) {
        return operator.options()
                .orElseThrow(() -> new IllegalArgumentException("operator " + operator.code() + " has no options"));
    }

    private int[] shape(int tensor) {
        return file.tensors().get(tensor).shape();
    }

    /// The shape as ONNX has it, for one picture.
    private static int[] turned(int[] shape) {
        int[] turned = shape.length == 4 ? new int[] {1, shape[3], shape[1], shape[2]} : shape.clone();
        turned[0] = 1;
        return turned;
    }
}

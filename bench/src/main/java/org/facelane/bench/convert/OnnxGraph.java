package org.facelane.bench.convert;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An ONNX file that is being written, node by node in the order in which they run; the same calls give the same
/// bytes. Field numbers are those of `onnx.proto` (github.com/onnx/onnx).
final class OnnxGraph {
    private static final int MODEL_FORMAT = 1;
    private static final int MODEL_OPERATORS = 8;
    private static final int OPERATORS_VERSION = 2;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int TENSOR_SHAPE = 1;
    private static final int FORMAT = 8;
    private static final int OPERATORS = 13;

    /// How an initialiser stores its values.
    enum Type {
        FLOAT(1, 4),
        OCTET(2, 1),
        LONG(7, 8),
        HALF(10, 2);

        private final int number;
        private final int bytes;

        Type(int number, int bytes) {
            this.number = number;
            this.bytes = bytes;
        }
    }

    /// A setting of a node.
    record Attribute(ByteString message) {
        private static final int NAME = 1;
        private static final int NUMBER = 2;
        private static final int WHOLE = 3;
        private static final int WHOLES = 8;
        private static final int TYPE = 20;
        private static final int TYPE_NUMBER = 1;
        private static final int TYPE_WHOLE = 2;
        private static final int TYPE_WHOLES = 7;

        static Attribute number(String name, double value) {
            Field bits = Field.newBuilder()
                    .addFixed32(Float.floatToIntBits((float) value))
                    .build();
            return of(name, TYPE_NUMBER, NUMBER, bits);
        }

        static Attribute whole(String name, long value) {
            return of(name, TYPE_WHOLE, WHOLE, varint(value));
        }

        static Attribute wholes(String name, long... values) {
            Field.Builder list = Field.newBuilder();
            Arrays.stream(values).forEach(list::addVarint);
            return of(name, TYPE_WHOLES, WHOLES, list.build());
        }

        private static Attribute of(String name, int type, int field, Field value) {
            return new Attribute(UnknownFieldSet.newBuilder()
                    .addField(NAME, Onnx.field(name))
                    .addField(field, value)
                    .addField(TYPE, varint(type))
                    .build()
                    .toByteString());
        }
    }

    private final UnknownFieldSet.Builder graph = UnknownFieldSet.newBuilder();
    private int count;

    OnnxGraph(String name) {
        graph.addField(GRAPH_NAME, Onnx.field(name));
    }

    void input(String name, long... shape) {
        graph.mergeField(GRAPH_INPUT, Onnx.field(value(name, shape)));
    }

    void output(String name, long... shape) {
        graph.mergeField(GRAPH_OUTPUT, Onnx.field(value(name, shape)));
    }

    /// A constant of 32-bit floats.
    ///
    /// @return its name
    String floats(long[] shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(Type.FLOAT, shape, raw.array());
    }

    /// A constant list of whole numbers.
    String wholes(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(Type.LONG, new long[] {values.length}, raw.array());
    }

    /// @param raw little endian
    String constant(Type type, long[] shape, byte[] raw) {
        if (Arrays.stream(shape).reduce(type.bytes, Math::multiplyExact) != raw.length) {
            throw new IllegalArgumentException("a constant of the shape " + Arrays.toString(shape) + " has "
                    + type.bytes + " bytes each, got " + raw.length);
        }
        String name = "constant_" + count++;
        Field.Builder sizes = Field.newBuilder();
        Arrays.stream(shape).forEach(sizes::addVarint);
        UnknownFieldSet.Builder tensor = UnknownFieldSet.newBuilder()
                .addField(Onnx.TENSOR_TYPE, varint(type.number))
                .addField(Onnx.TENSOR_NAME, Onnx.field(name))
                .addField(Onnx.TENSOR_RAW, Onnx.field(ByteString.copyFrom(raw)));
        if (shape.length > 0) {
            tensor.addField(TENSOR_SHAPE, sizes.build());
        }
        graph.mergeField(Onnx.GRAPH_INITIALIZER, Onnx.field(tensor.build().toByteString()));
        return name;
    }

    /// A node with one output.
    ///
    /// @return the output's name
    String node(String operation, List<Attribute> attributes, String... inputs) {
        String output = "value_" + count++;
        add(operation, attributes, output, inputs);
        return output;
    }

    String node(String operation, String... inputs) {
        return node(operation, List.of(), inputs);
    }

    /// 32-bit floats of another type's values.
    String toFloats(String value) {
        return node("Cast", List.of(Attribute.whole("to", Type.FLOAT.number)), value);
    }

    /// Gives a value the name of an output of the file.
    void name(String value, String output) {
        add("Identity", List.of(), output, value);
    }

    byte[] toBytes() {
        ByteString operators = UnknownFieldSet.newBuilder()
                .addField(OPERATORS_VERSION, varint(OPERATORS))
                .build()
                .toByteString();
        return UnknownFieldSet.newBuilder()
                .addField(MODEL_FORMAT, varint(FORMAT))
                .addField(Onnx.MODEL_GRAPH, Onnx.field(graph.build().toByteString()))
                .addField(MODEL_OPERATORS, Onnx.field(operators))
                .build()
                .toByteArray();
    }

    private void add(String operation, List<Attribute> attributes, String output, String... inputs) {
        List<ByteString> messages = attributes.stream().map(Attribute::message).toList();
        UnknownFieldSet.Builder node = Onnx.node(operation, output, inputs).toBuilder();
        messages.forEach(message -> node.mergeField(NODE_ATTRIBUTE, Onnx.field(message)));
        graph.mergeField(Onnx.GRAPH_NODE, Onnx.field(node.build().toByteString()));
    }

    /// A `ValueInfoProto` of 32-bit floats.
    private static ByteString value(String name, long... shape) {
        List<UnknownFieldSet> sizes = new ArrayList<>();
        for (long size : shape) {
            sizes.add(UnknownFieldSet.newBuilder().addField(1, varint(size)).build());
        }
        Field.Builder dimensions = Field.newBuilder();
        sizes.forEach(size -> dimensions.addLengthDelimited(size.toByteString()));
        ByteString tensor = UnknownFieldSet.newBuilder()
                .addField(1, varint(Type.FLOAT.number))
                .addField(
                        2,
                        Onnx.field(UnknownFieldSet.newBuilder()
                                .addField(1, dimensions.build())
                                .build()
                                .toByteString()))
                .build()
                .toByteString();
        ByteString type = UnknownFieldSet.newBuilder()
                .addField(1, Onnx.field(tensor))
                .build()
                .toByteString();
        return UnknownFieldSet.newBuilder()
                .addField(1, Onnx.field(name))
                .addField(2, Onnx.field(type))
                .build()
                .toByteString();
    }

    private static Field varint(long value) {
        return Field.newBuilder().addVarint(value).build();
    }
}

package org.facelane.bench.convert;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/// As much of the ONNX file format as the rewrite needs: messages as bare numbered fields, so that everything it does
/// not know passes through untouched. Field numbers are those of `onnx.proto` (github.com/onnx/onnx).
final class Onnx {
    /// `ModelProto.graph`
    static final int MODEL_GRAPH = 7;
    /// `GraphProto.node`
    static final int GRAPH_NODE = 1;
    /// `GraphProto.initializer`
    static final int GRAPH_INITIALIZER = 5;
    /// `NodeProto.input`
    static final int NODE_INPUT = 1;
    /// `NodeProto.output`
    static final int NODE_OUTPUT = 2;
    /// `NodeProto.name`
    static final int NODE_NAME = 3;
    /// `NodeProto.op_type`
    static final int NODE_OPERATION = 4;
    /// `TensorProto.data_type`
    static final int TENSOR_TYPE = 2;
    /// `TensorProto.float_data`, packed
    static final int TENSOR_FLOATS = 4;
    /// `TensorProto.name`
    static final int TENSOR_NAME = 8;
    /// `TensorProto.raw_data`, little endian
    static final int TENSOR_RAW = 9;
    /// `TensorProto.DataType.FLOAT`
    static final int TYPE_FLOAT = 1;

    private Onnx() {}

    static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    static List<String> texts(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .toList();
    }

    static Field field(String text) {
        return field(ByteString.copyFromUtf8(text));
    }

    static Field field(ByteString bytes) {
        return Field.newBuilder().addLengthDelimited(bytes).build();
    }

    static UnknownFieldSet node(String operation, String output, String... inputs) {
        Field.Builder input = Field.newBuilder();
        for (String name : inputs) {
            input.addLengthDelimited(ByteString.copyFromUtf8(name));
        }
        return UnknownFieldSet.newBuilder()
                .addField(NODE_INPUT, input.build())
                .addField(NODE_OUTPUT, field(output))
                .addField(NODE_NAME, field(operation + "_" + output))
                .addField(NODE_OPERATION, field(operation))
                .build();
    }

    /// The values of a tensor of 32-bit floats, however they are stored.
    static float[] floats(UnknownFieldSet tensor) {
        long type = tensor.getField(TENSOR_TYPE).getVarintList().getFirst();
        if (type != TYPE_FLOAT) {
            throw new IllegalArgumentException("tensor " + text(tensor, TENSOR_NAME) + " has the type " + type
                    + ", expected 32-bit floats (" + TYPE_FLOAT + ")");
        }
        ByteString bytes = ByteString.empty();
        for (int field : new int[] {TENSOR_FLOATS, TENSOR_RAW}) {
            for (ByteString part : tensor.getField(field).getLengthDelimitedList()) {
                bytes = bytes.concat(part);
            }
        }
        FloatBuffer buffer =
                bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }
}

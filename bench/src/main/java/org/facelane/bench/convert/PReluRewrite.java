package org.facelane.bench.convert;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replaces every `PRelu(x, a)` of a model by `a·x + (1 − a)·Relu(x)`, which is the same function: the runtime computes
/// `PRelu` slowly and these four steps fast. Everything else in the file stays as it is; the same file in gives the
/// same bytes out.
public final class PReluRewrite {
    /// A rewritten model.
    ///
    /// @param bytes the ONNX file
    /// @param count how many nodes were replaced
    public record Rewritten(byte[] bytes, int count) {}

    private final Map<String, UnknownFieldSet> initializers = new HashMap<>();
    private final Set<String> rests = new HashSet<>();
    private final List<ByteString> added = new ArrayList<>();
    private final List<ByteString> nodes = new ArrayList<>();
    private int count;

    private PReluRewrite() {}

    /// @param model an ONNX file whose slopes are initialisers of 32-bit floats
    /// @throws IllegalArgumentException if it is not one
    public static Rewritten rewrite(byte[] model) {
        try {
            return new PReluRewrite().run(UnknownFieldSet.parseFrom(model));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("this is not an ONNX file: " + e.getMessage(), e);
        }
    }

    private Rewritten run(UnknownFieldSet model) throws InvalidProtocolBufferException {
        List<ByteString> graphs = model.getField(Onnx.MODEL_GRAPH).getLengthDelimitedList();
        if (graphs.size() != 1) {
            throw new IllegalArgumentException("this is not an ONNX file: it has " + graphs.size() + " graphs");
        }
        UnknownFieldSet graph = UnknownFieldSet.parseFrom(graphs.getFirst());
        for (ByteString bytes : graph.getField(Onnx.GRAPH_INITIALIZER).getLengthDelimitedList()) {
            UnknownFieldSet tensor = UnknownFieldSet.parseFrom(bytes);
            initializers.put(Onnx.text(tensor, Onnx.TENSOR_NAME), tensor);
        }
        for (ByteString bytes : graph.getField(Onnx.GRAPH_NODE).getLengthDelimitedList()) {
            UnknownFieldSet node = UnknownFieldSet.parseFrom(bytes);
            if (Onnx.text(node, Onnx.NODE_OPERATION).equals("PRelu")) {
                replace(node);
            } else {
                nodes.add(bytes);
            }
        }
        UnknownFieldSet rewritten = graph.toBuilder()
                .clearField(Onnx.GRAPH_NODE)
                .addField(Onnx.GRAPH_NODE, field(nodes))
                .mergeField(Onnx.GRAPH_INITIALIZER, field(added))
                .build();
        UnknownFieldSet.Builder file = model.toBuilder()
                .clearField(Onnx.MODEL_GRAPH)
                .addField(Onnx.MODEL_GRAPH, Onnx.field(rewritten.toByteString()));
        return new Rewritten(file.build().toByteArray(), count);
    }

    private void replace(UnknownFieldSet node) {
        List<String> inputs = Onnx.texts(node, Onnx.NODE_INPUT);
        String x = inputs.get(0);
        String slope = inputs.get(1);
        String output = Onnx.text(node, Onnx.NODE_OUTPUT);
        String rest = rest(slope);
        nodes.add(Onnx.node("Mul", output + "_sloped", x, slope).toByteString());
        nodes.add(Onnx.node("Relu", output + "_positive", x).toByteString());
        nodes.add(Onnx.node("Mul", output + "_rest", output + "_positive", rest).toByteString());
        nodes.add(Onnx.node("Add", output, output + "_sloped", output + "_rest").toByteString());
        count++;
    }

    /// The initialiser `1 − a`, of the same shape as `a`; made once for each `a`.
    private String rest(String slope) {
        UnknownFieldSet tensor = initializers.get(slope);
        if (tensor == null) {
            throw new IllegalArgumentException("the slope " + slope + " is computed, expected an initialiser");
        }
        String name = slope + "_rest";
        if (rests.add(name)) {
            float[] slopes = Onnx.floats(tensor);
            ByteBuffer raw = ByteBuffer.allocate(4 * slopes.length).order(ByteOrder.LITTLE_ENDIAN);
            for (float a : slopes) {
                raw.putFloat(1 - a);
            }
            added.add(tensor.toBuilder()
                    .clearField(Onnx.TENSOR_FLOATS)
                    .clearField(Onnx.TENSOR_RAW)
                    .clearField(Onnx.TENSOR_NAME)
                    .addField(Onnx.TENSOR_NAME, Onnx.field(name))
                    .addField(Onnx.TENSOR_RAW, Onnx.field(ByteString.copyFrom(raw.array())))
                    .build()
                    .toByteString());
        }
        return name;
    }

    private static Field field(List<ByteString> messages) {
        Field.Builder field = Field.newBuilder();
        messages.forEach(field::addLengthDelimited);
        return field.build();
    }
}

package org.facelane.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PReluRewriteTest {
    private static final float[] SLOPES = {-0.5f, 0, 0.25f, 1, 1.5f};

    @Test
    void givesTheSameAnswers_slopesAsRawBytes() {
        givesTheSameAnswers(model(Onnx.TENSOR_RAW));
    }

    @Test
    void givesTheSameAnswers_slopesAsPackedFloats() {
        givesTheSameAnswers(model(Onnx.TENSOR_FLOATS));
    }

    private static void givesTheSameAnswers(byte[] model) {
        PReluRewrite.Rewritten rewritten = PReluRewrite.rewrite(model);
        assertThat(rewritten.count()).isEqualTo(2);
        assertThat(new String(rewritten.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("PRelu");
        assertThat(Comparison.of(model, rewritten.bytes(), 7).difference()).isLessThan(1e-6);
    }

    @Test
    void isDeterministic() {
        byte[] model = model(Onnx.TENSOR_RAW);
        assertThat(PReluRewrite.rewrite(model).bytes())
                .isEqualTo(PReluRewrite.rewrite(model).bytes());
    }

    @Test
    void leavesTheAnswersAlone_whenThereIsNothingToRewrite() {
        byte[] once = PReluRewrite.rewrite(model(Onnx.TENSOR_RAW)).bytes();
        PReluRewrite.Rewritten twice = PReluRewrite.rewrite(once);
        assertThat(twice.count()).isZero();
        assertThat(Comparison.of(once, twice.bytes(), 7).difference()).isZero();
    }

    @Test
    void refuses_whatIsNotOnnx() {
        assertThatThrownBy(() -> PReluRewrite.rewrite(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an ONNX file");
    }

    /// Two PRelu in a row that share their slopes: 1 × 5 × 1 × 2 in, the same shape out.
    private static byte[] model(int slopeField) {
        Field nodes = Field.newBuilder()
                .addLengthDelimited(Onnx.node("PRelu", "half", "in", "a").toByteString())
                .addLengthDelimited(Onnx.node("PRelu", "out", "half", "a").toByteString())
                .build();
        ByteString graph = message()
                .addField(Onnx.GRAPH_NODE, nodes)
                .addField(2, Onnx.field("test"))
                .addField(Onnx.GRAPH_INITIALIZER, Onnx.field(slopes(slopeField)))
                .addField(11, Onnx.field(value("in")))
                .addField(12, Onnx.field(value("out")))
                .build()
                .toByteString();
        ByteString operators = message().addField(2, number(9)).build().toByteString();
        return message()
                .addField(1, number(7))
                .addField(8, Onnx.field(operators))
                .addField(Onnx.MODEL_GRAPH, Onnx.field(graph))
                .build()
                .toByteArray();
    }

    private static ByteString slopes(int field) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * SLOPES.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float slope : SLOPES) {
            bytes.putFloat(slope);
        }
        return message()
                .addField(1, number(SLOPES.length, 1, 1))
                .addField(Onnx.TENSOR_TYPE, number(Onnx.TYPE_FLOAT))
                .addField(Onnx.TENSOR_NAME, Onnx.field("a"))
                .addField(field, Onnx.field(ByteString.copyFrom(bytes.array())))
                .build()
                .toByteString();
    }

    /// A `ValueInfoProto` of floats.
    private static ByteString value(String name) {
        Field.Builder sizes = Field.newBuilder();
        for (long size : new long[] {1, SLOPES.length, 1, 2}) {
            sizes.addLengthDelimited(message().addField(1, number(size)).build().toByteString());
        }
        ByteString shape = message().addField(1, sizes.build()).build().toByteString();
        ByteString tensor = message()
                .addField(1, number(Onnx.TYPE_FLOAT))
                .addField(2, Onnx.field(shape))
                .build()
                .toByteString();
        ByteString type = message().addField(1, Onnx.field(tensor)).build().toByteString();
        return message()
                .addField(1, Onnx.field(name))
                .addField(2, Onnx.field(type))
                .build()
                .toByteString();
    }

    private static UnknownFieldSet.Builder message() {
        return UnknownFieldSet.newBuilder();
    }

    private static Field number(long... values) {
        Field.Builder field = Field.newBuilder();
        for (long value : values) {
            field.addVarint(value);
        }
        return field.build();
    }
}

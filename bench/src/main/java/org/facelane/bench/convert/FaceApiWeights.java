package org.facelane.bench.convert;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The weights of a network of face-api.js: a manifest in JSON and files that hold one tensor after the other, most of
/// them as octets with a scale and a least value (the format of TensorFlow.js).
///
/// @param tensors by name
public record FaceApiWeights(Map<String, Tensor> tensors) {
    /// @param shape channels last, as TensorFlow has it
    /// @param octets true if the values are octets q that stand for `q · scale + least`; false for 32-bit floats
    /// @param raw the values as stored, little endian
    public record Tensor(long[] shape, boolean octets, double scale, double least, byte[] raw) {
        public Tensor {
            requireNonNull(shape, "shape is null");
            requireNonNull(raw, "raw is null");
        }

        float[] floats() {
            float[] floats = new float[octets ? raw.length : raw.length / 4];
            if (octets) {
                for (int i = 0; i < raw.length; i++) {
                    floats[i] = (float) (Byte.toUnsignedInt(raw[i]) * scale + least);
                }
            } else {
                ByteBuffer.wrap(raw)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(floats);
            }
            return floats;
        }
    }

    public FaceApiWeights {
        tensors = Map.copyOf(tensors);
    }

    public static FaceApiWeights read(Path manifest) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        for (JsonNode group : JsonMapper.shared().readTree(Files.readAllBytes(manifest))) {
            ByteArrayOutputStream shards = new ByteArrayOutputStream();
            for (JsonNode shard : group.required("paths")) {
                shards.write(Files.readAllBytes(manifest.resolveSibling(shard.stringValue())));
            }
            ByteBuffer bytes = ByteBuffer.wrap(shards.toByteArray());
            for (JsonNode weight : group.required("weights")) {
                tensors.put(weight.required("name").stringValue(), tensor(weight, bytes));
            }
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException(
                        manifest + " does not tell what the last " + bytes.remaining() + " bytes of its files are");
            }
        }
        return new FaceApiWeights(tensors);
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the weights lack " + name);
        }
        return tensor;
    }

    private static Tensor tensor(JsonNode weight, ByteBuffer bytes) {
        JsonNode sizes = weight.required("shape");
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).asLong();
        }
        JsonNode quantization = weight.path("quantization");
        boolean octets = !quantization.isMissingNode();
        byte[] raw = new byte[Math.toIntExact(Arrays.stream(shape).reduce(octets ? 1 : 4, Math::multiplyExact))];
        bytes.get(raw);
        return new Tensor(
                shape,
                octets,
                quantization.path("scale").asDouble(1),
                quantization.path("min").asDouble(0),
                raw);
    }
}

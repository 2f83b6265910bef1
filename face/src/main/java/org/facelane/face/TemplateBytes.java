package org.facelane.face;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The stored form of a template: `FT`, version 1, model and rotation as counted ASCII, the dimension, the values as
/// 32-bit floats.
final class TemplateBytes {
    private static final byte[] MAGIC = {'F', 'T'};
    private static final byte VERSION = 1;
    private static final int DIMENSION_MAX = 4096;

    private TemplateBytes() {}

    static byte[] write(RotatedFeatures rotated) {
        byte[] model = rotated.model().value().getBytes(StandardCharsets.US_ASCII);
        byte[] rotation = rotated.rotation().getBytes(StandardCharsets.US_ASCII);
        float[] values = rotated.values();
        ByteBuffer buffer = ByteBuffer.allocate(7 + model.length + rotation.length + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) model.length)
                .put(model)
                .put((byte) rotation.length)
                .put(rotation)
                .putShort((short) values.length);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    static RotatedFeatures read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (buffer.get() != MAGIC[0] || buffer.get() != MAGIC[1]) {
                throw new IllegalArgumentException("these bytes are not a template");
            }
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("template version " + version + " is unknown, expected " + VERSION);
            }
            ModelVersion model = new ModelVersion(text(buffer));
            String rotation = text(buffer);
            float[] values = new float[Short.toUnsignedInt(buffer.getShort())];
            if (values.length > DIMENSION_MAX || buffer.remaining() != 4 * values.length) {
                throw new IllegalArgumentException("template is damaged: " + values.length + " values announced, "
                        + buffer.remaining() + " bytes left");
            }
            buffer.asFloatBuffer().get(values);
            requireUnitLength(values);
            return new RotatedFeatures(model, rotation, values);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("template is cut off after " + bytes.length + " bytes", e);
        }
    }

    private static String text(ByteBuffer buffer) {
        byte[] text = new byte[Byte.toUnsignedInt(buffer.get())];
        buffer.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static void requireUnitLength(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        if (!(Math.abs(squares - 1) < 1e-3)) {
            throw new IllegalArgumentException("template is damaged: its squared length is " + squares + ", not 1");
        }
    }
}

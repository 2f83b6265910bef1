package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// A template in few bits, small enough for a code on a guest's phone: a few levels for each rotated component.
///
/// It is compared with one probe (1:1) and cannot enter a gallery: nothing turns it back into a [Template]. A random
/// rotation spreads features evenly over the components, so that equal steps suit all of them; the width of the step is
/// chosen for each template so that the angle to the template it was made of is smallest. The cosine of that angle is
/// kept with it and divides every similarity, which makes the similarity right in the mean whatever the number of bits
/// (the idea of RaBitQ, Gao and Long 2024); what remains is noise. How much accuracy so many bits cost stands in
/// `docs/accuracy/template-size.md`. It does not change until whoever made it overwrites it; safe for use by several
/// threads.
public final class CompactTemplate {
    /// What passes use: see `docs/accuracy/template-size.md`.
    public static final int BITS = 4;

    /// No template has more bits a component.
    public static final int BITS_MAX = 8;

    private static final int DIMENSION_MAX = 4096;
    private static final int TAG_BYTES = 4;
    private static final int HEAD_BYTES = 2 + TAG_BYTES + 2;
    private static final int STEPS_TRIED = 40;

    private final byte[] bytes;
    private final float[] values;

    /// @param values the centres of the levels, scaled so that the product with a probe is the similarity
    private CompactTemplate(byte[] bytes, float[] values) {
        this.bytes = bytes;
        this.values = values;
    }

    /// In [#BITS] bits a component.
    public static CompactTemplate of(Template template) {
        return of(template, BITS);
    }

    /// @param bits a component, 1 to [#BITS_MAX]
    public static CompactTemplate of(Template template, int bits) {
        requireBits(bits);
        RotatedFeatures rotated = template.rotated();
        float[] from = rotated.values();
        int[] codes = new int[from.length];
        double best = -1;
        double rms = 1 / Math.sqrt(from.length);
        for (int i = 1; i <= STEPS_TRIED; i++) {
            int[] tried = codes(from, bits, 4 * rms * i / STEPS_TRIED);
            double cosine = cosine(from, tried, bits);
            if (cosine > best) {
                best = cosine;
                System.arraycopy(tried, 0, codes, 0, codes.length);
            }
            Arrays.fill(tried, 0);
        }
        byte[] bytes = write(codes, bits, best, tag(rotated));
        Arrays.fill(codes, 0);
        return new CompactTemplate(bytes, values(bytes, from.length, bits, cosine(bytes[1])));
    }

    /// A compact template as [#toBytes] wrote it.
    ///
    /// @throws IllegalArgumentException if they are damaged
    public static CompactTemplate fromBytes(byte[] bytes) {
        requireNonNull(bytes, "bytes is null");
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            int bits = buffer.get();
            requireBits(bits);
            double cosine = cosine(buffer.get());
            int dimension = Short.toUnsignedInt(buffer.position(2 + TAG_BYTES).getShort());
            if (dimension < 2 || dimension > DIMENSION_MAX || buffer.remaining() != (dimension * bits + 7) / 8) {
                throw new IllegalArgumentException("compact template is damaged: " + dimension + " components of "
                        + bits + " bits announced, " + buffer.remaining() + " bytes left");
            }
            return new CompactTemplate(bytes.clone(), values(bytes, dimension, bits, cosine));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are no compact template", e);
        }
    }

    /// Bits, angle, tag of model and rotation, dimension, levels. It is personal data and must be encrypted before
    /// it leaves memory.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Overwrites it with zeros, for whoever made it and gives it away no more: one that was sealed need not wait
    /// for the garbage collector. Copies that the collector made when it moved the numbers are out of reach; their
    /// place is soon used again.
    public void overwrite() {
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(values, 0);
    }

    /// True if the probe comes from the same model and was turned by the same rotation; a pack that was exchanged
    /// after the enrolment makes it false.
    public boolean comparesWith(Probe probe) {
        RotatedFeatures rotated = probe.rotated();
        return rotated.values().length == values.length
                && Arrays.equals(tag(rotated), 0, TAG_BYTES, bytes, 2, 2 + TAG_BYTES);
    }

    /// What the cosine between the probe and the template it was made of most likely is.
    ///
    /// @return −1 to 1
    /// @throws IllegalArgumentException if the probe does not compare
    public double similarity(Probe probe) {
        if (!comparesWith(probe)) {
            throw new IllegalArgumentException(probe + " is of another model or rotation than " + this);
        }
        float[] other = probe.rotated().values();
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            sum += (double) values[k] * other[k];
        }
        return Math.clamp(sum, -1, 1);
    }

    /// Never the levels: they must not reach a log by accident.
    @Override
    public String toString() {
        return "CompactTemplate[" + bytes.length + " bytes]";
    }

    private static int[] codes(float[] from, int bits, double step) {
        int last = (1 << bits) - 1;
        int[] codes = new int[from.length];
        for (int k = 0; k < from.length; k++) {
            codes[k] = (int) Math.clamp(Math.floor(from[k] / step + (last + 1) / 2.0), 0, last);
        }
        return codes;
    }

    private static double cosine(float[] from, int[] codes, int bits) {
        double product = 0;
        double squares = 0;
        for (int k = 0; k < from.length; k++) {
            double centre = centre(codes[k], bits);
            product += centre * from[k];
            squares += centre * centre;
        }
        return product / Math.sqrt(squares);
    }

    /// The middle of a level, in steps from zero.
    private static double centre(int code, int bits) {
        return code - ((1 << bits) - 1) / 2.0;
    }

    private static float[] values(byte[] bytes, int dimension, int bits, double cosine) {
        float[] values = new float[dimension];
        double squares = 0;
        for (int k = 0; k < dimension; k++) {
            int code = 0;
            for (int bit = k * bits; bit < (k + 1) * bits; bit++) {
                code = code << 1 | bytes[HEAD_BYTES + bit / 8] >> (7 - bit % 8) & 1;
            }
            values[k] = (float) centre(code, bits);
            squares += (double) values[k] * values[k];
        }
        double scale = 1 / (Math.sqrt(squares) * cosine);
        for (int k = 0; k < dimension; k++) {
            values[k] *= (float) scale;
        }
        return values;
    }

    private static byte[] write(int[] codes, int bits, double cosine, byte[] tag) {
        byte[] bytes = ByteBuffer.allocate(HEAD_BYTES + (codes.length * bits + 7) / 8)
                .put((byte) bits)
                .put((byte) Math.round((Math.max(0.5, cosine) - 0.5) * 2 * 255))
                .put(tag)
                .putShort((short) codes.length)
                .array();
        for (int k = 0; k < codes.length; k++) {
            for (int i = 0; i < bits; i++) {
                int bit = k * bits + i;
                bytes[HEAD_BYTES + bit / 8] |= (byte) ((codes[k] >> (bits - 1 - i) & 1) << (7 - bit % 8));
            }
        }
        return bytes;
    }

    /// One bit a component still has a cosine of √(2/π) in the mean, so a half is never reached.
    private static double cosine(byte written) {
        return 0.5 + Byte.toUnsignedInt(written) / (2 * 255.0);
    }

    private static byte[] tag(RotatedFeatures rotated) {
        MessageDigest digest = Sha256.digest();
        digest.update(rotated.model().value().getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(rotated.rotation().getBytes(StandardCharsets.US_ASCII)), TAG_BYTES);
    }

    private static void requireBits(int bits) {
        if (bits < 1 || bits > BITS_MAX) {
            throw new IllegalArgumentException("a component has 1 to " + BITS_MAX + " bits, got " + bits);
        }
    }
}

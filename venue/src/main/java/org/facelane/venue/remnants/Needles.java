package org.facelane.venue.remnants;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A template in every form that it ever has, cut into pieces that are long enough to be nobody else's: 24 bytes where
/// its bytes lie in a row, and 10 values where they lie apart, as in a gallery's panels.
final class Needles {
    private static final int WINDOW_BYTES = 24;
    private static final int WINDOW_COUNT = 6;
    private static final int SPREAD_VALUES = 10;

    /// How far apart two values of one reference may lie in a panel, in bytes.
    private static final int STRIDE_MAX = 1 << 14;

    /// A form.
    enum Form {
        SEALED("sealed under the event's key"),
        FEATURES("features before the rotation"),
        ROTATED("rotated features, as the template has them"),
        ROTATED_SWAPPED("rotated features, big endian"),
        PLANES("rotated features in 16-bit planes, spread over a panel");

        private final String says;

        Form(String says) {
            this.says = says;
        }

        /// In words.
        String says() {
            return says;
        }
    }

    private record Needle(Form form, byte[] bytes) {}

    private final List<Needle> needles = new ArrayList<>();
    private final List<short[]> planes = new ArrayList<>();

    /// @param sealed as the database holds it
    /// @param features before the rotation
    /// @param rotated after it
    Needles(byte[] sealed, float[] features, float[] rotated) {
        add(Form.SEALED, sealed);
        add(Form.FEATURES, bytes(features, LITTLE_ENDIAN));
        add(Form.FEATURES, bytes(features, BIG_ENDIAN));
        add(Form.ROTATED, bytes(rotated, LITTLE_ENDIAN));
        add(Form.ROTATED_SWAPPED, bytes(rotated, BIG_ENDIAN));
        short[] high = new short[SPREAD_VALUES];
        short[] low = new short[SPREAD_VALUES];
        for (int i = 0; i < SPREAD_VALUES; i++) {
            int bits = Float.floatToRawIntBits(rotated[i]);
            high[i] = (short) (bits >>> 16);
            low[i] = (short) bits;
        }
        planes.add(high);
        planes.add(low);
    }

    /// The forms that lie in `bytes`, from 0 to `length`.
    Set<Form> in(byte[] bytes, int length) {
        Set<Form> found = EnumSet.noneOf(Form.class);
        boolean[] first = new boolean[256];
        needles.forEach(needle -> first[needle.bytes()[0] & 0xff] = true);
        planes.forEach(plane -> first[plane[0] & 0xff] = true);
        for (int at = 0; at < length; at++) {
            if (first[bytes[at] & 0xff]) {
                look(bytes, at, length, found);
            }
        }
        return found;
    }

    private void look(byte[] bytes, int at, int length, Set<Form> found) {
        for (Needle needle : needles) {
            int end = at + needle.bytes().length;
            if (end <= length && Arrays.equals(bytes, at, end, needle.bytes(), 0, needle.bytes().length)) {
                found.add(needle.form());
            }
        }
        for (short[] plane : planes) {
            if (at + 1 < length && value(bytes, at) == plane[0] && isSpread(bytes, at, length, plane)) {
                found.add(Form.PLANES);
            }
        }
    }

    private static boolean isSpread(byte[] bytes, int at, int length, short[] plane) {
        for (int stride = 2; stride <= STRIDE_MAX; stride += 2) {
            int i = 1;
            while (i < plane.length && at + i * stride + 1 < length && value(bytes, at + i * stride) == plane[i]) {
                i++;
            }
            if (i == plane.length) {
                return true;
            }
        }
        return false;
    }

    private void add(Form form, byte[] bytes) {
        int step = (bytes.length - WINDOW_BYTES) / (WINDOW_COUNT - 1) / 4 * 4;
        for (int from = 0; from + WINDOW_BYTES <= bytes.length; from += step) {
            needles.add(new Needle(form, Arrays.copyOfRange(bytes, from, from + WINDOW_BYTES)));
        }
    }

    /// Bytes that hold one piece of every form, for the search to find.
    byte[] planted() {
        ByteBuffer planted = ByteBuffer.allocate(needles.stream()
                                .mapToInt(needle -> needle.bytes().length + 7)
                                .sum()
                        + 4096)
                .order(LITTLE_ENDIAN);
        needles.forEach(needle -> planted.put(new byte[7]).put(needle.bytes()));
        for (int i = 0; i < SPREAD_VALUES; i++) {
            planted.putShort(planted.position() + i * 256, planes.getFirst()[i]);
        }
        return planted.array();
    }

    private static short value(byte[] bytes, int at) {
        return (short) (bytes[at] & 0xff | bytes[at + 1] << 8);
    }

    private static byte[] bytes(float[] values, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}

package org.facelane.venue.remnants;

/// How the bytes of a fragment lie: `count` elements of one or two bytes, `stride` bytes apart. Each holds more than
/// 100 bits that are nobody else's.
enum Shape {
    /// Bytes in a row.
    RUN(1, 1, 24),
    /// Characters in a row, which hold fewer bits each.
    TEXT(1, 1, 64),
    /// A gallery's panel: the next value of a reference comes after one of each of its 63 neighbours.
    PANEL(1, 64, 24),
    /// A panel of 256 references in 16-bit numbers.
    PLANE(2, 512, 12),
    /// Of each 32-bit number the half with sign, exponent and first digits, which rounding leaves alone.
    HALVES(2, 4, 16);

    private final int elementBytes;
    private final int stride;
    private final int count;

    Shape(int elementBytes, int stride, int count) {
        this.elementBytes = elementBytes;
        this.stride = stride;
        this.count = count;
    }

    int stride() {
        return stride;
    }

    int count() {
        return count;
    }

    /// From the first byte to the last.
    int span() {
        return (count - 1) * stride + elementBytes;
    }

    /// The element at `at`.
    int element(byte[] bytes, int at) {
        return elementBytes == 1 ? bytes[at] & 0xff : bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    /// The fragment's own bytes, without what lies between.
    byte[] gather(byte[] bytes, int at) {
        byte[] own = new byte[count * elementBytes];
        for (int i = 0; i < own.length; i++) {
            own[i] = bytes[at + i / elementBytes * stride + i % elementBytes];
        }
        return own;
    }

    /// `values`, elements in a row, as they lie in this shape, with zeros between.
    byte[] spread(byte[] values) {
        byte[] lying = new byte[(values.length / elementBytes - 1) * stride + elementBytes];
        for (int i = 0; i < values.length; i++) {
            lying[i / elementBytes * stride + i % elementBytes] = values[i];
        }
        return lying;
    }
}

package org.facelane.face.image;

import java.nio.charset.StandardCharsets;

/// The bytes of a file, read as the formats number them. The caller keeps within [#length]; only [#starts] and
/// [#says] may look beyond it.
///
/// @param all shared, not copied, and never written to
record FileBytes(byte[] all) {
    int length() {
        return all.length;
    }

    /// @return 0 to 255
    int at(int index) {
        return all[index] & 0xff;
    }

    /// @param count of bytes, 1 to 4
    /// @return 0 to 2³² − 1
    long bigEndian(int index, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | at(index + i);
        }
        return value;
    }

    /// @param count of bytes, 1 to 4
    /// @return 0 to 2³² − 1
    long littleEndian(int index, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | at(index + i);
        }
        return value;
    }

    /// True if these bytes stand at `index`; false if the file ends before.
    boolean starts(int index, int... expected) {
        if (index + expected.length > length()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (at(index + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /// True if this ASCII text stands at `index`; false if the file ends before.
    boolean says(int index, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        if (index + expected.length > length()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (all[index + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}

package org.facelane.venue.pass;

import java.util.Optional;

/// A pass as a QR code carries it: `FL1:` and Base45, nothing but characters of the code's alphanumeric alphabet.
final class PassText {
    /// Says what it is, and in which version of the format.
    static final String PREFIX = "FL1:";

    /// No pass is longer; longer codes are not looked into.
    static final int LENGTH_MAX = 2_000;

    private PassText() {}

    static String write(byte[] bytes) {
        return PREFIX + Base45.encode(bytes);
    }

    /// @return empty if what follows the prefix is not Base45
    static Optional<byte[]> read(String text) {
        return Base45.decode(text.substring(PREFIX.length()));
    }
}

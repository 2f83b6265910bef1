package org.facelane.venue.pass;

import java.util.Arrays;
import java.util.Optional;

/// Base45 (RFC 9285): two bytes become three of the 45 characters that a QR code packs tightest.
public final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int RADIX = 45;

    private Base45() {}

    /// As text.
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(3 * (bytes.length + 1) / 2);
        for (int i = 0; i < bytes.length; i += 2) {
            boolean pair = i + 1 < bytes.length;
            int value = pair ? (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff : bytes[i] & 0xff;
            for (int k = pair ? 3 : 2; k > 0; k--) {
                text.append(ALPHABET.charAt(value % RADIX));
                value /= RADIX;
            }
        }
        return text.toString();
    }

    /// @return empty if the text is not Base45 as [#encode] writes it
    static Optional<byte[]> decode(String text) {
        if (text.length() % 3 == 1) {
            return Optional.empty();
        }
        byte[] bytes = new byte[text.length() / 3 * 2 + text.length() % 3 / 2];
        int at = 0;
        for (int i = 0; i < text.length(); i += 3) {
            int count = Math.min(3, text.length() - i);
            int value = 0;
            for (int k = count - 1; k >= 0; k--) {
                int digit = ALPHABET.indexOf(text.charAt(i + k));
                if (digit < 0) {
                    return Optional.empty();
                }
                value = value * RADIX + digit;
            }
            if (value > (count == 3 ? 0xffff : 0xff)) {
                return Optional.empty();
            }
            if (count == 3) {
                bytes[at++] = (byte) (value >> 8);
            }
            bytes[at++] = (byte) value;
        }
        return Optional.of(Arrays.copyOf(bytes, at));
    }
}

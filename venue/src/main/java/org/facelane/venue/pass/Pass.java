package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Sha256;

/// A guest's pass as it is handed out: what the code says. It is nowhere else; the server keeps its hash.
///
/// @param text what the QR code carries
public record Pass(String text) {
    public Pass {
        requireNonNull(text, "text is null");
    }

    /// Whether a code says that it is a pass, of whatever event; whether it is one is not looked into.
    public static boolean isLike(String text) {
        return text.startsWith(PassText.PREFIX);
    }

    /// Names the pass without giving anything of it away: SHA-256 of the text, 32 bytes. Nothing can be guessed
    /// from it, because the text holds a signature and random numbers.
    public byte[] hash() {
        return Sha256.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /// Never the text: a pass must not reach a log by accident.
    @Override
    public String toString() {
        return "Pass[" + text.length() + " characters]";
    }
}

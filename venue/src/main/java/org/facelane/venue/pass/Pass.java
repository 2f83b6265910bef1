package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A guest's pass as it is handed out: what the code says. It is nowhere else; the server keeps its hash.
///
/// @param text what the QR code carries
public record Pass(String text) {
    public Pass {
        requireNonNull(text, "text is null");
    }

    /// Names the pass without giving anything of it away: SHA-256 of the text, 32 bytes. Nothing can be guessed
    /// from it, because the text holds a signature and random numbers.
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// Never the text: a pass must not reach a log by accident.
    @Override
    public String toString() {
        return "Pass[" + text.length() + " characters]";
    }
}

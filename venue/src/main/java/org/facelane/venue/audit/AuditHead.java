package org.facelane.venue.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.facelane.venue.audit.AuditEntry.Hash;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;

/// The installation's signature under the log as it stood at `signedAt`: up to line `number`, whose hash is `hash`. It
/// covers every line before, for their hashes are in it.
///
/// Signed are the ASCII bytes of `facelane audit head`, the number, the hash in hexadecimal and the instant in ISO
/// 8601, a line each.
public record AuditHead(long number, Hash hash, Instant signedAt, VerifyingKey key, Signature signature) {
    public AuditHead {
        requireNonNull(hash, "hash is null");
        requireNonNull(signedAt, "signedAt is null");
        requireNonNull(key, "key is null");
        requireNonNull(signature, "signature is null");
    }

    /// 64 bytes of Ed25519, in hexadecimal digits.
    public record Signature(String digits) {
        public Signature {
            if (!digits.matches("[0-9a-f]{128}")) {
                throw new IllegalArgumentException("a signature has 64 bytes");
            }
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }
    }

    static AuditHead sign(long number, Hash hash, SigningKey key, Instant now) {
        Instant signedAt = now.truncatedTo(ChronoUnit.SECONDS);
        byte[] signature = key.sign(message(number, hash, signedAt));
        return new AuditHead(
                number,
                hash,
                signedAt,
                key.verifyingKey(),
                new Signature(HexFormat.of().formatHex(signature)));
    }

    /// True if one of `published` signed it.
    boolean isSignedBy(List<VerifyingKey> published) {
        return published.contains(key) && key.verifies(signature.bytes(), message(number, hash, signedAt));
    }

    /// As one line of text, which [#parse] reads.
    String text() {
        return number + " " + hash + " " + signedAt + " " + HexFormat.of().formatHex(key.bytes()) + " "
                + signature.digits();
    }

    /// @throws IllegalArgumentException if it is no head
    static AuditHead parse(String text) {
        String[] words = text.strip().split(" ", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException("a head has five words");
        }
        return new AuditHead(
                Long.parseLong(words[0]),
                new Hash(HexFormat.of().parseHex(words[1])),
                Instant.parse(words[2]),
                VerifyingKey.of(HexFormat.of().parseHex(words[3])),
                new Signature(words[4]));
    }

    private static byte[] message(long number, Hash hash, Instant signedAt) {
        return "facelane audit head\n%d\n%s\n%s\n"
                .formatted(number, hash, signedAt)
                .getBytes(US_ASCII);
    }
}

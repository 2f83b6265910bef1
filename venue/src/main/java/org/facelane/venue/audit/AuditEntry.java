package org.facelane.venue.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.facelane.face.Sha256;
import org.facelane.venue.store.AuditLog;

/// A line of the audit log in its place.
///
/// ```
///  digest = SHA-256( salt ‖ microseconds since 1970 ‖ actor ‖ action ‖ subject )    each text after its length in
///  bytes hash   = SHA-256( "facelane audit" ‖ number ‖ hash of the line before ‖ digest )   32 zero bytes before the
///  first
/// ```
///
/// Numbers are big endian, 8 bytes, lengths 4. The salt is random, so that a digest alone gives nothing away: an export
/// can withhold lines and still be checked.
///
/// @param number counts from 1 without a gap
/// @param hash binds this line to all before it
public record AuditEntry(long number, AuditLog.Line line, UUID salt, Hash hash) {
    private static final byte[] PURPOSE = "facelane audit".getBytes(US_ASCII);

    public AuditEntry {
        requireNonNull(line, "line is null");
        requireNonNull(salt, "salt is null");
        requireNonNull(hash, "hash is null");
        if (number < 1) {
            throw new IllegalArgumentException("lines are numbered from 1, got " + number);
        }
    }

    /// 32 bytes of SHA-256. Immutable.
    public static final class Hash {
        /// What stands before the first line.
        public static final Hash NONE = new Hash(new byte[32]);

        private final byte[] bytes;

        /// @param bytes copied
        public Hash(byte[] bytes) {
            if (bytes.length != 32) {
                throw new IllegalArgumentException("a hash has 32 bytes, got " + bytes.length);
            }
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /// In hexadecimal digits.
        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /// The entry that `line` becomes behind one whose hash is `before`.
    static AuditEntry after(Hash before, long number, AuditLog.Line line, UUID salt) {
        return new AuditEntry(number, line, salt, link(before, number, digest(line, salt)));
    }

    /// What stands for the line's content in the chain.
    public Hash digest() {
        return digest(line, salt);
    }

    /// The hash of line `number`, whose content has this digest, behind one whose hash is `before`.
    static Hash link(Hash before, long number, Hash digest) {
        MessageDigest sha = Sha256.digest();
        sha.update(PURPOSE);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        sha.update(before.bytes);
        return new Hash(sha.digest(digest.bytes));
    }

    private static Hash digest(AuditLog.Line line, UUID salt) {
        MessageDigest sha = Sha256.digest();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, line.at());
        sha.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(salt.getMostSignificantBits())
                .putLong(salt.getLeastSignificantBits())
                .putLong(micros)
                .array());
        for (String text : new String[] {line.actor(), line.action(), line.subject()}) {
            byte[] bytes = text.getBytes(UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha.update(bytes);
        }
        return new Hash(sha.digest());
    }
}

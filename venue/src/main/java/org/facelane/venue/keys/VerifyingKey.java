package org.facelane.venue.keys;

import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.subtle.Ed25519Verify;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.facelane.face.Sha256;

/// The public half of a [SigningKey]: everybody may have it, and check with it what was signed.
public final class VerifyingKey {
    /// Bytes of an Ed25519 public key.
    public static final int BYTES = 32;

    /// What stands before the 32 bytes in an X.509 SubjectPublicKeyInfo (RFC 8410).
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] bytes;

    private VerifyingKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param bytes as RFC 8032 writes them; copied
    public static VerifyingKey of(byte[] bytes) {
        if (requireNonNull(bytes, "bytes is null").length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, got " + bytes.length);
        }
        return new VerifyingKey(bytes.clone());
    }

    /// True if the private half made `signature` over `message`.
    public boolean verifies(byte[] signature, byte[] message) {
        try {
            new Ed25519Verify(bytes).verify(signature, message);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// A copy of the 32 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Names the key: the first 16 hexadecimal digits of its SHA-256.
    public String id() {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, 8);
    }

    /// As other programs read it (RFC 8410), for example `openssl pkeyutl -verify`.
    public String pem() {
        byte[] info = Arrays.copyOf(INFO, INFO.length + BYTES);
        System.arraycopy(bytes, 0, info, INFO.length, BYTES);
        return "-----BEGIN PUBLIC KEY-----\n"
                + new String(Base64.getEncoder().encode(info), StandardCharsets.US_ASCII)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "VerifyingKey[" + id() + "]";
    }
}

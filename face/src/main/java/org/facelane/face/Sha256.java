package org.facelane.face;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digest by which files, keys and texts are told apart (FIPS 180-4). Every Java has it.
public final class Sha256 {
    private Sha256() {}

    /// The digest of all of `bytes`.
    ///
    /// @return 32 bytes
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /// For what comes in pieces; not thread-safe.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}

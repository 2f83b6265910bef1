package org.facelane.venue.keys;

import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/// Signs with Ed25519 (RFC 8032), by Tink's implementation: it is there already, and six to eight times as fast as the
/// JDK's (0.05 ms against 0.43 ms a signature, 0.15 ms against 0.44 ms a check, 300 bytes).
///
/// Immutable and safe for use by several threads.
public final class SigningKey {
    /// Bytes of the private half.
    public static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final Ed25519Sign signer;
    private final VerifyingKey verifying;

    private SigningKey(byte[] seed) throws GeneralSecurityException {
        Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
        this.seed = seed;
        signer = new Ed25519Sign(pair.getPrivateKey());
        verifying = VerifyingKey.of(pair.getPublicKey());
    }

    /// A new key.
    public static SigningKey draw() {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return of(seed);
    }

    /// The key whose private half is `seed`; copied.
    public static SigningKey of(byte[] seed) {
        if (requireNonNull(seed, "seed is null").length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, got " + seed.length);
        }
        try {
            return new SigningKey(seed.clone());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    /// 64 bytes.
    public byte[] sign(byte[] message) {
        try {
            return signer.sign(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a signature cannot be made", e);
        }
    }

    /// Checks what this key signs.
    public VerifyingKey verifyingKey() {
        return verifying;
    }

    /// A copy of the private half, to be wrapped.
    public byte[] seed() {
        return seed.clone();
    }

    /// Never the private half.
    @Override
    public String toString() {
        return "SigningKey[" + verifying.id() + "]";
    }
}

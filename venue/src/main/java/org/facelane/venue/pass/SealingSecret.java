package org.facelane.venue.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.facelane.face.CompactTemplate;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;

/// What a pass of a `SEALED` event carries: the secret from which, together with the event's pass key, the key comes
/// that opens the guest's template on the server (HKDF with SHA-256, RFC 5869; AES-256-GCM). Without the secret nobody
/// opens it, whatever else they have; once the event's keys are destroyed not even the guest.
///
/// Immutable and safe for use by several threads.
public final class SealingSecret {
    static final int BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private SealingSecret(byte[] secret) {
        this.secret = secret;
    }

    static SealingSecret draw() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new SealingSecret(secret);
    }

    /// @throws IllegalArgumentException if the bytes are not 32
    static SealingSecret of(byte[] secret) {
        if (requireNonNull(secret, "secret is null").length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes, got " + secret.length);
        }
        return new SealingSecret(secret.clone());
    }

    byte[] bytes() {
        return secret.clone();
    }

    /// The template as the server keeps it, in as many bits as lose nothing.
    byte[] seal(Template template, ReferenceId id, byte[] passKey) {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        CompactTemplate compact = CompactTemplate.of(template, CompactTemplate.BITS_MAX);
        byte[] plain = compact.toBytes();
        compact.overwrite();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, id, passKey).doFinal(plain);
            return ByteBuffer.allocate(iv.length + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal a template", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// @return empty if this secret did not seal it, for this reference and event
    Optional<CompactTemplate> open(byte[] sealed, ReferenceId id, byte[] passKey) {
        if (sealed.length <= IV_BYTES) {
            return Optional.empty();
        }
        byte[] plain = new byte[0];
        try {
            plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, IV_BYTES), id, passKey)
                    .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
            return Optional.of(CompactTemplate.fromBytes(plain));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private Cipher cipher(int mode, byte[] iv, ReferenceId id, byte[] passKey) throws GeneralSecurityException {
        SecretKey key = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(secret)
                                .addSalt(passKey)
                                .thenExpand(("facelane sealed template " + id).getBytes(US_ASCII), BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        return cipher;
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "SealingSecret";
    }
}

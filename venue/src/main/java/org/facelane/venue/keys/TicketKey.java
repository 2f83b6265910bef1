package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// What one agent finds and opens by what it knows of tickets: it takes this key, and the code of the ticket that
/// somebody holds up. Derived from the agent's [GalleryKey], which cannot be had back from it.
///
/// For each code HKDF with SHA-256 (RFC 5869; the code is the input, this key the salt) gives 16 bytes by which what is
/// known of the ticket is found, and 32 that seal it (AES-256-GCM). Without the key nothing tells which code a mark is
/// of; with it and without the code nothing can be opened, but codes can be guessed. Immutable and safe for use by
/// several threads; a lock takes some 20 microseconds.
public final class TicketKey {
    /// Bytes of a mark.
    public static final int MARK_BYTES = 16;

    private static final int KEY_BYTES = 32;
    private static final byte[] OF_GALLERY_KEY = "facelane agent tickets".getBytes(US_ASCII);
    private static final byte[] OF_CODE = "facelane agent ticket".getBytes(US_ASCII);

    private final byte[] key;

    private TicketKey(byte[] key) {
        this.key = key;
    }

    /// The agent's key, the same each time.
    public static TicketKey of(GalleryKey agent) {
        byte[] secret = agent.bytes();
        try {
            return new TicketKey(derive(secret, OF_GALLERY_KEY, OF_GALLERY_KEY, KEY_BYTES));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// The key that [#bytes] were taken of; copied.
    ///
    /// @throws IllegalArgumentException if the bytes are not 32
    public static TicketKey of(byte[] key) {
        if (requireNonNull(key, "key is null").length != KEY_BYTES) {
            throw new IllegalArgumentException("a key for tickets has " + KEY_BYTES + " bytes, got " + key.length);
        }
        return new TicketKey(key.clone());
    }

    /// A copy. The agent's gallery key cannot be had from it.
    public byte[] bytes() {
        return key.clone();
    }

    /// What finds, seals and opens what is known of the ticket with this code.
    public Lock lock(String code) {
        byte[] secret = requireNonNull(code, "code is null").getBytes(UTF_8);
        byte[] derived = derive(secret, key, OF_CODE, MARK_BYTES + KEY_BYTES);
        try {
            return new Lock(
                    Arrays.copyOf(derived, MARK_BYTES),
                    new AesGcmJce(Arrays.copyOfRange(derived, MARK_BYTES, MARK_BYTES + KEY_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    /// Whether it is the same key.
    public boolean isSame(TicketKey other) {
        return Arrays.equals(key, other.key);
    }

    /// Of one ticket's code. Immutable and safe for use by several threads.
    public static final class Lock {
        private final byte[] mark;
        private final AesGcmJce aead;

        private Lock(byte[] mark, AesGcmJce aead) {
            this.mark = mark;
            this.aead = aead;
        }

        /// By which what is known is found: [#MARK_BYTES].
        public byte[] mark() {
            return mark.clone();
        }

        /// Seals what is known, bound to the mark.
        public byte[] seal(byte[] known) {
            try {
                return aead.encrypt(known, mark);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("what is known of a ticket cannot be sealed", e);
            }
        }

        /// What [#seal] sealed.
        ///
        /// @return empty if it is damaged, or was sealed by another key or for another code
        public Optional<byte[]> open(byte[] sealed) {
            try {
                return Optional.of(aead.decrypt(sealed, mark));
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        }
    }

    private static byte[] derive(byte[] secret, byte[] salt, byte[] purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(salt)
                            .thenExpand(purpose, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF", e);
        }
    }
}

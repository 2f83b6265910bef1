package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.face.Template;

/// What seals the copy of a gallery, or of what is known of an event's passes, that an agent keeps (AES-256-GCM). The
/// server keeps it, wrapped by the [MasterKey]; the agent has it in memory only, or besides in a [SealedFile]. With the
/// copies of the key goes whatever lies on the agent's disk.
///
/// Immutable and safe for use by several threads. Sealing or opening one template takes a few microseconds.
public final class GalleryKey {
    /// Bytes of a key.
    public static final int BYTES = 32;

    private static final String GALLERY = "facelane agent gallery ";
    private static final String PASS = "facelane agent pass ";
    private static final String TICKET = "facelane agent guest's ticket ";

    private final byte[] key;
    private final AesGcmJce aead;

    private GalleryKey(byte[] key) {
        try {
            this.key = key;
            aead = new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /// A new key.
    public static GalleryKey draw() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return new GalleryKey(key);
    }

    /// @throws IllegalArgumentException if the bytes are not 32; copied
    public static GalleryKey of(byte[] key) {
        if (requireNonNull(key, "key is null").length != BYTES) {
            throw new IllegalArgumentException("a gallery key has " + BYTES + " bytes, got " + key.length);
        }
        return new GalleryKey(key.clone());
    }

    /// A copy, for the agent.
    public byte[] bytes() {
        return key.clone();
    }

    /// As the server keeps it.
    public byte[] wrapped(MasterKey master, UUID agent) {
        try {
            return master.wrap(key, associated(GALLERY, agent));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the gallery key of agent " + agent + " cannot be wrapped", e);
        }
    }

    /// The key that [#wrapped] wrapped.
    ///
    /// @return empty if it cannot be opened: the agent gets another key and its gallery anew, nothing is lost
    public static Optional<GalleryKey> unwrap(byte[] wrapped, MasterKey master, UUID agent) {
        try {
            byte[] key = master.unwrap(wrapped, associated(GALLERY, agent));
            GalleryKey opened = of(key);
            Arrays.fill(key, (byte) 0);
            return Optional.of(opened);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// The template as an agent keeps it, bound to its reference.
    public byte[] seal(Template template, ReferenceId id) {
        byte[] plain = template.toBytes();
        try {
            return aead.encrypt(plain, associated(GALLERY, id.value()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("reference " + id + " cannot be sealed", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The template that [#seal] sealed.
    ///
    /// @return empty if it is damaged, or was sealed by another key or for another reference
    public Optional<Template> open(byte[] sealed, ReferenceId id) {
        byte[] plain = new byte[0];
        try {
            plain = aead.decrypt(sealed, associated(GALLERY, id.value()));
            return Optional.of(Template.fromBytes(plain));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// What an agent knows of a pass, as it keeps it, bound to the pass.
    public byte[] sealPass(byte[] known, ReferenceId id) {
        return seal(PASS, known, id);
    }

    /// What [#sealPass] sealed.
    ///
    /// @return empty if it is damaged, or was sealed by another key, for another pass, or is something else
    public Optional<byte[]> openPass(byte[] sealed, ReferenceId id) {
        return open(PASS, sealed, id);
    }

    /// What an agent knows of the ticket of somebody enrolled, as it keeps it, bound to their reference.
    public byte[] sealTicket(byte[] known, ReferenceId id) {
        return seal(TICKET, known, id);
    }

    /// What [#sealTicket] sealed.
    ///
    /// @return empty if it is damaged, or was sealed by another key, for another reference, or is something else
    public Optional<byte[]> openTicket(byte[] sealed, ReferenceId id) {
        return open(TICKET, sealed, id);
    }

    private byte[] seal(String purpose, byte[] known, ReferenceId id) {
        try {
            return aead.encrypt(known, associated(purpose, id.value()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(purpose + id + " cannot be sealed", e);
        }
    }

    private Optional<byte[]> open(String purpose, byte[] sealed, ReferenceId id) {
        try {
            return Optional.of(aead.decrypt(sealed, associated(purpose, id.value())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// Never the key.
    @Override
    public String toString() {
        return "GalleryKey";
    }

    private static byte[] associated(String of, UUID id) {
        byte[] purpose = of.getBytes(US_ASCII);
        return ByteBuffer.allocate(purpose.length + 16)
                .put(purpose)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}

package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.venue.EventId;

/// What opens one event: the key that seals its templates (AES-256-GCM), the secret of its rotation, the key that signs
/// its enrolment links, the key that seals its passes (AES-256-GCM) and the one that signs them (Ed25519). Stored in
/// the table `event_key`, wrapped by the [MasterKey]; with the row goes every copy of the event's templates.
///
/// Immutable and safe for use by several threads. Sealing or opening one template takes a few microseconds.
public final class EventKeys {
    private static final byte FORMAT = 2;
    private static final int LINK_KEY_BYTES = 32;
    private static final int PASS_KEY_BYTES = 32;

    private final EventId event;
    private final KeysetHandle data;
    private final Aead aead;
    private final byte[] rotationSecret;
    private final byte[] linkKey;
    private final byte[] passKey;
    private final SigningKey signing;

    private EventKeys(
            EventId event, KeysetHandle data, byte[] rotationSecret, byte[] linkKey, byte[] passKey, SigningKey signing)
            throws GeneralSecurityException {
        this.event = event;
        this.data = data;
        this.aead = data.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.rotationSecret = rotationSecret;
        this.linkKey = linkKey;
        this.passKey = passKey;
        this.signing = signing;
    }

    /// The keys of a new event.
    public static EventKeys draw(EventId event) {
        SecureRandom random = new SecureRandom();
        byte[] rotationSecret = new byte[Rotation.SECRET_BYTES];
        byte[] linkKey = new byte[LINK_KEY_BYTES];
        byte[] passKey = new byte[PASS_KEY_BYTES];
        random.nextBytes(rotationSecret);
        random.nextBytes(linkKey);
        random.nextBytes(passKey);
        try {
            KeysetHandle data =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            return new EventKeys(event, data, rotationSecret, linkKey, passKey, SigningKey.draw());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys of event " + event + " cannot be made", e);
        }
    }

    /// The keys as they are stored.
    public byte[] wrapped(MasterKey master) {
        byte[] seed = signing.seed();
        byte[] plain = new byte[0];
        try {
            byte[] keyset = TinkProtoKeysetFormat.serializeKeyset(
                    data, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            plain = ByteBuffer.allocate(
                            1 + rotationSecret.length + linkKey.length + passKey.length + seed.length + keyset.length)
                    .put(FORMAT)
                    .put(rotationSecret)
                    .put(linkKey)
                    .put(passKey)
                    .put(seed)
                    .put(keyset)
                    .array();
            Arrays.fill(keyset, (byte) 0);
            return master.wrap(plain, associated(event));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys of event " + event + " cannot be wrapped", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Whether the master key opens what [#wrapped] gave.
    public static boolean isOpenedBy(EventId event, byte[] wrapped, MasterKey master) {
        try {
            Arrays.fill(master.unwrap(wrapped, associated(event)), (byte) 0);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The keys that [#wrapped] wrapped.
    ///
    /// @throws IllegalStateException if another master key wrapped them, or they are damaged
    public static EventKeys unwrap(EventId event, byte[] wrapped, MasterKey master) {
        byte[] plain = new byte[0];
        try {
            plain = master.unwrap(wrapped, associated(event));
            ByteBuffer buffer = ByteBuffer.wrap(plain);
            if (buffer.get() != FORMAT) {
                throw new IllegalStateException("the keys of event " + event + " are of another version's format");
            }
            byte[] rotationSecret = take(buffer, Rotation.SECRET_BYTES);
            byte[] linkKey = take(buffer, LINK_KEY_BYTES);
            byte[] passKey = take(buffer, PASS_KEY_BYTES);
            byte[] seed = take(buffer, SigningKey.SEED_BYTES);
            byte[] keyset = take(buffer, buffer.remaining());
            KeysetHandle data = TinkProtoKeysetFormat.parseKeyset(
                    keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            EventKeys keys = new EventKeys(event, data, rotationSecret, linkKey, passKey, SigningKey.of(seed));
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(keyset, (byte) 0);
            return keys;
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw new IllegalStateException(
                    "The keys of event " + event + " cannot be opened by this installation's key file. Restore the key"
                            + " file that belongs to this database.",
                    e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The event these are the keys of.
    public EventId event() {
        return event;
    }

    /// The event's rotation.
    ///
    /// @param dimension of the features of the installed model
    public Rotation rotation(int dimension) {
        return Rotation.of(rotationSecret, dimension);
    }

    /// A copy of what the rotation is made from, for an agent that recognises by itself.
    public byte[] rotationSecret() {
        return rotationSecret.clone();
    }

    /// A copy of the key that signs enrolment links, for HMAC-SHA256.
    public byte[] linkKey() {
        return linkKey.clone();
    }

    /// A copy of the key that seals passes, for AES-256-GCM.
    public byte[] passKey() {
        return passKey.clone();
    }

    /// The key that signs passes.
    public SigningKey signing() {
        return signing;
    }

    /// What lanes read passes by.
    public PassKeys passKeys() {
        return PassKeys.of(event, signing.verifyingKey(), passKey);
    }

    /// The template as it is stored: bound to this event and to `id`, so that it cannot be moved to another row.
    public byte[] seal(Template template, ReferenceId id) {
        byte[] plain = template.toBytes();
        try {
            return aead.encrypt(plain, associated(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("reference " + id + " cannot be sealed", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// The template that [#seal] sealed.
    ///
    /// @throws IllegalStateException if it is damaged, or was sealed for another event or reference
    public Template open(byte[] sealed, ReferenceId id) {
        byte[] plain = new byte[0];
        try {
            plain = aead.decrypt(sealed, associated(id));
            return Template.fromBytes(plain);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("reference " + id + " of event " + event + " cannot be opened", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// A secret of the event's own, such as the token by which a lane is known to a ticketing system; it ends with
    /// the event.
    ///
    /// @param purpose what it is for; it can be opened for nothing else
    public byte[] sealSecret(byte[] secret, String purpose) {
        try {
            return aead.encrypt(secret, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of " + purpose + " cannot be sealed", e);
        }
    }

    /// The secret that [#sealSecret] sealed.
    ///
    /// @throws IllegalStateException if it is damaged, or was sealed for another event or purpose
    public byte[] openSecret(byte[] sealed, String purpose) {
        try {
            return aead.decrypt(sealed, associated(purpose));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of " + purpose + " of event " + event + " cannot be opened", e);
        }
    }

    private byte[] associated(String purpose) {
        return ("facelane secret of event " + event + ": " + purpose).getBytes(US_ASCII);
    }

    private static byte[] take(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    private byte[] associated(ReferenceId id) {
        UUID of = event.value();
        return ByteBuffer.allocate(32)
                .putLong(of.getMostSignificantBits())
                .putLong(of.getLeastSignificantBits())
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    private static byte[] associated(EventId event) {
        return ("facelane event key " + event).getBytes(US_ASCII);
    }
}

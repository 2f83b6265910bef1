package org.facelane.venue.store;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.venue.EventId;

/// What opens one event: the key that seals its templates (AES-256-GCM), the secret of its rotation, and the key that
/// signs its enrolment links. Stored in the table `event_key`, wrapped by the [MasterKey]; with the row goes every copy
/// of the event's templates.
///
/// Immutable and safe for use by several threads. Sealing or opening one template takes a few microseconds.
public final class EventKeys {
    private static final byte FORMAT = 1;
    private static final int LINK_KEY_BYTES = 32;

    private final EventId event;
    private final Aead aead;
    private final byte[] rotationSecret;
    private final byte[] linkKey;

    private EventKeys(EventId event, KeysetHandle data, byte[] rotationSecret, byte[] linkKey)
            throws GeneralSecurityException {
        this.event = event;
        this.aead = data.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.rotationSecret = rotationSecret;
        this.linkKey = linkKey;
    }

    /// Draws the keys of a new event and stores them.
    public static void create(Connection tx, EventId event, MasterKey master) throws SQLException {
        SecureRandom random = new SecureRandom();
        byte[] rotationSecret = new byte[Rotation.SECRET_BYTES];
        byte[] linkKey = new byte[LINK_KEY_BYTES];
        random.nextBytes(rotationSecret);
        random.nextBytes(linkKey);
        try {
            KeysetHandle data =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            byte[] keyset = TinkProtoKeysetFormat.serializeKeyset(
                    data, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            byte[] plain = ByteBuffer.allocate(1 + rotationSecret.length + linkKey.length + keyset.length)
                    .put(FORMAT)
                    .put(rotationSecret)
                    .put(linkKey)
                    .put(keyset)
                    .array();
            byte[] wrapped = master.wrap(plain, associated(event));
            Sql.update(tx, "insert into event_key (event_id, wrapped) values (?, ?)", event.value(), wrapped);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys of event " + event + " cannot be made", e);
        }
    }

    /// The event's keys; empty once they are destroyed.
    ///
    /// @throws IllegalStateException if another master key wrapped them, or they are damaged
    public static Optional<EventKeys> find(Connection tx, EventId event, MasterKey master) throws SQLException {
        return Sql.first(
                        tx,
                        "select wrapped from event_key where event_id = ?",
                        row -> row.getBytes("wrapped"),
                        event.value())
                .map(wrapped -> open(event, wrapped, master));
    }

    /// Makes sure that the keys exist and are not destroyed until this transaction ends.
    ///
    /// @return false if they are destroyed
    public static boolean hold(Connection tx, EventId event) throws SQLException {
        return Sql.first(tx, "select 1 from event_key where event_id = ? for share", row -> true, event.value())
                .orElse(false);
    }

    /// Destroys the keys: from the commit on nothing of the event can be opened, wherever a copy of it lies.
    ///
    /// @return false if they were destroyed before
    public static boolean destroy(Connection tx, EventId event) throws SQLException {
        return Sql.update(tx, "delete from event_key where event_id = ?", event.value()) == 1;
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

    /// A copy of the key that signs enrolment links, for HMAC-SHA256.
    public byte[] linkKey() {
        return linkKey.clone();
    }

    /// The template as it is stored: bound to this event and to `id`, so that it cannot be moved to another row.
    public byte[] seal(Template template, ReferenceId id) {
        try {
            return aead.encrypt(template.toBytes(), associated(id));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("reference " + id + " cannot be sealed", e);
        }
    }

    /// The template that [#seal] sealed.
    ///
    /// @throws IllegalStateException if it is damaged, or was sealed for another event or reference
    public Template open(byte[] sealed, ReferenceId id) {
        try {
            return Template.fromBytes(aead.decrypt(sealed, associated(id)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("reference " + id + " of event " + event + " cannot be opened", e);
        }
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

    private static EventKeys open(EventId event, byte[] wrapped, MasterKey master) {
        try {
            ByteBuffer plain = ByteBuffer.wrap(master.unwrap(wrapped, associated(event)));
            if (plain.get() != FORMAT) {
                throw new IllegalStateException("the keys of event " + event + " are of a newer format");
            }
            byte[] rotationSecret = new byte[Rotation.SECRET_BYTES];
            byte[] linkKey = new byte[LINK_KEY_BYTES];
            plain.get(rotationSecret).get(linkKey);
            byte[] keyset = new byte[plain.remaining()];
            plain.get(keyset);
            KeysetHandle data = TinkProtoKeysetFormat.parseKeyset(
                    keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            return new EventKeys(event, data, rotationSecret, linkKey);
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw new IllegalStateException(
                    "The keys of event " + event + " cannot be opened by this installation's key file. Restore the key"
                            + " file that belongs to this database.",
                    e);
        }
    }
}

package org.facelane.venue.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.Sha256;
import org.facelane.venue.Event;
import org.facelane.venue.GuestId;
import org.facelane.venue.keys.LinkMac;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.ErasureStore.Course;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.GuestStore.Given;
import org.facelane.venue.store.InstallationKeyStore;

/// The papers of a guest, behind a link of their own that outlives the enrolment link and the event's keys.
///
/// The link's token is the consent's number and the first 16 bytes of HMAC-SHA256 over it, by a key that follows from
/// the installation's signing key: no list of links is kept. Safe for use by several threads.
public final class GuestPapers {
    private static final byte[] PURPOSE = "facelane receipt links".getBytes(US_ASCII);
    private static final int NUMBER_BYTES = 16;

    private final Database database;
    private final SigningKey key;
    private final byte[] linkKey;

    /// @param now when the installation's signing key is drawn, if it has none yet
    public GuestPapers(Database database, MasterKey master, Instant now) {
        this.database = requireNonNull(database, "database is null");
        this.key = database.transact(tx -> InstallationKeyStore.current(tx, master, now));
        this.linkKey = Sha256.of(key.sign(PURPOSE)); // Ed25519 is deterministic, so this is always the same key
    }

    /// The token of the guest's receipt; empty if there is no such guest.
    public Optional<String> token(Connection tx, GuestId guest) throws SQLException {
        return GuestStore.consentOf(tx, guest).map(given -> token(given.id()));
    }

    /// Whose papers a token opens; empty if it is none of ours.
    public Optional<Given> read(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != NUMBER_BYTES + LinkMac.BYTES) {
            return Optional.empty();
        }
        byte[] number = Arrays.copyOf(bytes, NUMBER_BYTES);
        if (!MessageDigest.isEqual(
                LinkMac.of(linkKey, number), Arrays.copyOfRange(bytes, NUMBER_BYTES, bytes.length))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(number);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        return database.read(tx -> GuestStore.consent(tx, id));
    }

    /// The signed receipt.
    ///
    /// @param address where the guest withdraws
    public SignedDocument receipt(Given given, String address, Instant now) {
        Event event = database.read(tx -> EventStore.find(tx, given.event())).orElseThrow();
        return SignedDocument.sign(ConsentReceipt.of(event, given, address, now), "facelane-receipt+json", key);
    }

    /// The signed certificate; empty until every lane has let go of the guest.
    public Optional<SignedDocument> certificate(Given given, Instant now) {
        return database.read(tx -> {
            Optional<Course> course = ErasureStore.course(tx, given.guest())
                    .filter(found -> found.erasedAt().isPresent());
            if (course.isEmpty()) {
                return Optional.empty();
            }
            Event event = EventStore.find(tx, given.event()).orElseThrow();
            List<ErasureCertificate.Lane> lanes =
                    ErasureStore.letGo(
                                    tx,
                                    given.event(),
                                    course.get().version(),
                                    course.get().erasedAt().orElseThrow())
                            .stream()
                            .map(letGo ->
                                    new ErasureCertificate.Lane(letGo.lane(), letGo.node(), letGo.how(), letGo.at()))
                            .toList();
            ErasureCertificate certificate = ErasureCertificate.of(
                    event,
                    given.guest(),
                    course.get(),
                    lanes,
                    EventStore.keysDestroyedAt(tx, given.event()),
                    ErasureStore.scrubbedAfter(tx, course.get().requestedAt()),
                    now);
            return Optional.of(SignedDocument.sign(certificate, "facelane-erasure+json", key));
        });
    }

    /// What checks the papers, as other programs read it.
    public String publicKey() {
        return key.verifyingKey().pem();
    }

    private String token(UUID id) {
        byte[] number = ByteBuffer.allocate(NUMBER_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        byte[] bytes = Arrays.copyOf(number, NUMBER_BYTES + LinkMac.BYTES);
        System.arraycopy(LinkMac.of(linkKey, number), 0, bytes, NUMBER_BYTES, LinkMac.BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

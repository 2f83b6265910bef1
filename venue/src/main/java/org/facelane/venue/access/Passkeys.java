package org.facelane.venue.access;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.StaffStore.Staff;
import tools.jackson.core.JacksonException;

/// Passkeys (WebAuthn) of staff: kept by their devices, and opened there by finger, face or PIN, so that one of them is
/// worth a password and a code together. What makes them is not looked into (attestation is none).
///
/// The cryptography is webauthn4j's. Safe for use by several threads.
public final class Passkeys {
    private static final int CHALLENGE_BYTES = 32;
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final StaffAccounts accounts;
    private final ObjectConverter objects = new ObjectConverter();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(objects);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(objects);

    public Passkeys(Database database, StaffAccounts accounts) {
        this.database = requireNonNull(database, "database is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
    }

    /// One of somebody's passkeys, as their account shows it.
    public record Listed(UUID id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// What a browser signs, once.
    public static byte[] newChallenge() {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(challenge);
        return challenge;
    }

    /// The host that passkeys of this address belong to.
    public static String party(String url) {
        return requireNonNull(URI.create(url).getHost(), "an address has a host");
    }

    /// How a passkey names the account that it belongs to.
    public static byte[] handle(UUID staff) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(staff.getMostSignificantBits())
                .putLong(staff.getLeastSignificantBits())
                .array();
    }

    public List<Listed> of(UUID staff) {
        return database.read(tx -> PasskeyStore.of(tx, staff)).stream()
                .map(row -> new Listed(row.id(), row.name(), row.createdAt(), row.lastUsedAt()))
                .toList();
    }

    /// The credential ids of somebody's passkeys: a device that holds one makes no second.
    public List<byte[]> credentialIds(UUID staff) {
        return database.read(tx -> PasskeyStore.of(tx, staff)).stream()
                .map(PasskeyStore.Row::credentialId)
                .toList();
    }

    /// Takes a new passkey into the account.
    ///
    /// @param url how the browser reached the server
    /// @param json what the browser made, as WebAuthn's `RegistrationResponseJSON`
    /// @return false if it is not a passkey for this address and challenge, or is known already
    public boolean add(Staff staff, String name, String url, byte[] challenge, String json, Instant now) {
        Optional<PasskeyStore.Row> row = row(staff, name, url, challenge, json, now);
        return row.isPresent()
                && database.transact(tx -> {
                    FactorStore.hold(tx, staff.id());
                    return insert(tx, staff, row.get());
                });
    }

    /// As [#add], for whoever showed nothing but the password.
    ///
    /// @return recovery codes for the day on which it is lost, to be shown once; empty, too, if the account has an
    ///     app or a passkey by now
    public Optional<List<String>> addFirst(
            Staff staff, String name, String url, byte[] challenge, String json, Instant now) {
        Optional<PasskeyStore.Row> row = row(staff, name, url, challenge, json, now);
        return row.flatMap(made ->
                database.transact(tx -> FactorStore.hold(tx, staff.id()) == 0 && insert(tx, staff, made)
                        ? Optional.of(SecondFactor.renewRecovery(tx, staff, now))
                        : Optional.empty()));
    }

    private static boolean insert(Connection tx, Staff staff, PasskeyStore.Row row) throws SQLException {
        boolean inserted = PasskeyStore.insert(tx, row);
        if (inserted) {
            AuditLog.write(
                    tx,
                    new AuditLog.Line(
                            row.createdAt(), "staff " + staff.name(), "passkey added", "passkey " + row.id()));
        }
        return inserted;
    }

    private Optional<PasskeyStore.Row> row(
            Staff staff, String name, String url, byte[] challenge, String json, Instant now) {
        Optional<AuthenticatorData<?>> made = made(url, challenge, json);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        AttestedCredentialData credential =
                requireNonNull(made.get().getAttestedCredentialData(), "a new passkey has a credential");
        return Optional.of(new PasskeyStore.Row(
                UUID.randomUUID(),
                staff.id(),
                name,
                credential.getCredentialId(),
                credentials.convert(credential),
                made.get().isFlagBE(),
                made.get().getSignCount(),
                now,
                Optional.empty()));
    }

    private Optional<AuthenticatorData<?>> made(String url, byte[] challenge, String json) {
        try {
            RegistrationData data = webAuthn.verify(
                    webAuthn.parseRegistrationResponseJSON(json),
                    new RegistrationParameters(server(url, challenge), ALGORITHMS, true, true));
            return Optional.ofNullable(data.getAttestationObject()).map(object -> object.getAuthenticatorData());
        } catch (WebAuthnException | JacksonException | NullPointerException | IllegalArgumentException e) {
            // The others are how the library says that something is missing in what a stranger sent.
            return Optional.empty();
        }
    }

    /// Whose passkey signed the challenge.
    ///
    /// @param json what the browser answered, as WebAuthn's `AuthenticationResponseJSON`
    /// @return empty if nobody's, or the account may not sign in
    public Optional<Staff> signIn(String url, byte[] challenge, String json, Instant now) {
        Optional<AuthenticationData> answer = parsed(json);
        Optional<PasskeyStore.Row> row = answer.flatMap(given -> database.read(tx -> PasskeyStore.byCredential(
                tx, ByteBuffer.wrap(given.getCredentialId()).array())));
        if (row.isEmpty() || !signed(answer.get(), row.get(), server(url, challenge))) {
            return Optional.empty();
        }
        long count = requireNonNull(answer.get().getAuthenticatorData(), "a verified answer has them")
                .getSignCount();
        return database.transact(tx -> {
            PasskeyStore.used(tx, row.get().id(), count, now);
            return accounts.byId(tx, row.get().staff());
        });
    }

    private Optional<AuthenticationData> parsed(String json) {
        try {
            return Optional.of(webAuthn.parseAuthenticationResponseJSON(json))
                    .filter(answer -> answer.getCredentialId() != null);
        } catch (WebAuthnException | JacksonException | NullPointerException | IllegalArgumentException e) {
            // The others are how the library says that something is missing in what a stranger sent.
            return Optional.empty();
        }
    }

    private boolean signed(AuthenticationData answer, PasskeyStore.Row row, ServerProperty server) {
        if (!Arrays.equals(answer.getUserHandle(), handle(row.staff()))) {
            return false;
        }
        try {
            webAuthn.verify(answer, new AuthenticationParameters(server, record(row), null, true, true));
            return true;
        } catch (WebAuthnException e) {
            return false;
        }
    }

    /// What became of somebody's wish to remove a passkey of theirs.
    public enum Removal {
        REMOVED,
        /// More than a password is demanded, and nothing else would be left.
        LAST,
        /// The account has no such passkey.
        NOT_FOUND
    }

    /// Somebody removes a passkey of their own.
    public Removal remove(Staff staff, UUID passkey, SignInDemand demand, Instant now) {
        return database.transact(tx -> {
            boolean last = FactorStore.hold(tx, staff.id()) == 1 && demand == SignInDemand.SECOND_FACTOR;
            if (PasskeyStore.of(tx, staff.id()).stream()
                    .noneMatch(row -> row.id().equals(passkey))) {
                return Removal.NOT_FOUND;
            }
            if (last) {
                return Removal.LAST;
            }
            remove(tx, staff.id(), passkey, "staff " + staff.name(), now);
            return Removal.REMOVED;
        });
    }

    /// @param by who says so, as the audit log names actors
    /// @return false if the account has no such passkey
    public boolean remove(UUID staff, UUID passkey, String by, Instant now) {
        return database.transact(tx -> remove(tx, staff, passkey, by, now));
    }

    private static boolean remove(Connection tx, UUID staff, UUID passkey, String by, Instant now) throws SQLException {
        boolean deleted = PasskeyStore.delete(tx, staff, passkey);
        if (deleted) {
            AuditLog.write(tx, new AuditLog.Line(now, by, "passkey removed", "passkey " + passkey));
        }
        return deleted;
    }

    private static ServerProperty server(String url, byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(url))
                .rpId(party(url))
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private CredentialRecord record(PasskeyStore.Row row) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                row.backedUp(),
                row.backedUp(),
                row.signCount(),
                credentials.convert(row.credential()),
                null,
                null,
                null,
                null);
    }
}

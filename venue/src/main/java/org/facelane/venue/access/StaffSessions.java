package org.facelane.venue.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.StaffStore.Staff;

/// Who is signed in. It lies in the database, so that a restart of a server signs nobody out and every server knows it;
/// what a browser holds is a secret of which only the hash is kept.
///
/// Safe for use by several threads and processes.
public final class StaffSessions {
    private static final int SECRET_BYTES = 32;

    /// A session in use is written to no more often than this.
    private static final Duration USE_NOTED_EVERY = Duration.ofSeconds(30);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Duration life;

    /// @param life how long a session stands without being used
    public StaffSessions(Database database, Duration life) {
        this.database = requireNonNull(database, "database is null");
        this.life = requireNonNull(life, "life is null");
    }

    /// A session that stands.
    ///
    /// @param staff the account as it is now
    /// @param since when it began
    public record Open(Staff staff, Instant since) {
        public Open {
            requireNonNull(staff, "staff is null");
            requireNonNull(since, "since is null");
        }
    }

    /// @return the secret for the browser; it is nowhere else
    public String begin(Staff staff, Instant now) {
        return begin(staff, Optional.empty(), now);
    }

    /// For somebody whom an identity provider knows.
    ///
    /// @param until the session ends then, unless it is confirmed before
    /// @return as [#begin(Staff, Instant)]
    public String begin(Staff staff, Instant until, Instant now) {
        return begin(staff, Optional.of(until), now);
    }

    /// The identity provider has said again that it knows them, with these roles.
    ///
    /// @return false if the session has ended
    public boolean confirm(String secret, Instant until) {
        return database.transact(tx -> SessionStore.confirm(tx, hash(secret), until));
    }

    private String begin(Staff staff, Optional<Instant> until, Instant now) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant since = now.truncatedTo(MICROS);
        database.transact(tx -> {
            SessionStore.insert(tx, hash(secret), staff.id(), until, since);
            return true;
        });
        return secret;
    }

    /// The session of that secret, unless it was ended, has not been used for its life, was not confirmed in time,
    /// or its account is closed or ended it.
    public Optional<Open> find(String secret, Instant now) {
        byte[] hash = hash(secret);
        Optional<SessionStore.Standing> standing =
                database.read(tx -> SessionStore.find(tx, hash, now.minus(life), now));
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        if (standing.get().usedAt().isBefore(now.minus(USE_NOTED_EVERY))) {
            database.transact(tx -> SessionStore.used(tx, hash, now));
        }
        return Optional.of(standing.get().open());
    }

    /// Whether [#find] would find it; asking is no use of it.
    public boolean stands(String secret, Instant now) {
        return database.read(tx -> SessionStore.find(tx, hash(secret), now.minus(life), now))
                .isPresent();
    }

    /// Signs whoever it is out.
    public void end(String secret) {
        database.transact(tx -> SessionStore.delete(tx, hash(secret)));
    }

    /// Forgets the sessions that have ended.
    ///
    /// @return how many
    public int sweep(Instant now) {
        return database.transact(tx -> SessionStore.sweep(tx, now.minus(life), now));
    }

    private static byte[] hash(String secret) {
        return Sha256.of(secret.getBytes(UTF_8));
    }
}

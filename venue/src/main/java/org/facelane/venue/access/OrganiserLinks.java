package org.facelane.venue.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.facelane.face.Sha256;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore;
import org.facelane.venue.store.StaffStore.Staff;

/// Links by which somebody becomes an organiser: the first of an installation, or one who has lost every way in. Only
/// who sits at the server's machine can have one made. The newest alone counts, once, until it expires; the table
/// `organiser_link` has its hash.
///
/// Safe for use by several threads and processes.
public final class OrganiserLinks {
    private static final int TOKEN_BYTES = 32;
    private static final String ACTOR = "link made at the server";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final StaffAccounts accounts;
    private final Duration life;

    /// @param life how long a link counts
    public OrganiserLinks(Database database, StaffAccounts accounts, Duration life) {
        this.database = requireNonNull(database, "database is null");
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.life = requireNonNull(life, "life is null");
    }

    /// What became of a link that somebody opened.
    public sealed interface Opened {
        /// An organiser with that password, and with nothing else of what the account had to sign in.
        record Appointed(Staff staff) implements Opened {
            public Appointed {
                requireNonNull(staff, "staff is null");
            }
        }

        /// The link still counts.
        record BadPassword() implements Opened {}

        /// An account of that name was deleted. The link still counts.
        record NameTaken() implements Opened {}

        /// Used, expired, followed by a newer one, or never made.
        record NotValid() implements Opened {}
    }

    /// Makes a link; the one before counts no more.
    ///
    /// @return what the link carries; it is nowhere else
    public String make(Instant now) {
        return database.transact(tx -> make(tx, now));
    }

    /// Makes a link if there is no account at all.
    public Optional<String> makeFirst(Instant now) {
        return database.transact(
                tx -> StaffStore.list(tx).isEmpty() ? Optional.of(make(tx, now)) : Optional.<String>empty());
    }

    private String make(Connection tx, Instant now) throws SQLException {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant from = now.truncatedTo(MICROS);
        Sql.update(tx, """
            insert into organiser_link (hash, made_at, expires_at) values (?, ?, ?)
            on conflict ((true)) do update set
                hash = excluded.hash, made_at = excluded.made_at, expires_at = excluded.expires_at
            """, hash(token), from, from.plus(life));
        AuditLog.write(tx, new AuditLog.Line(now, "system", "link for an organiser made", "installation"));
        return token;
    }

    /// Somebody opens a link and says who they are.
    ///
    /// @param name of a new account, or of the one to get back into
    public Opened open(String token, String name, String password, Instant now) {
        if (StaffAccounts.flaw(password).isPresent()) {
            return new Opened.BadPassword();
        }
        String passwordHash = accounts.encoded(password);
        return database.transact(tx -> {
            if (StaffStore.byName(tx, name).flatMap(Staff::disabledAt).isPresent()) {
                return new Opened.NameTaken();
            }
            if (Sql.update(tx, "delete from organiser_link where hash = ? and expires_at > ?", hash(token), now) == 0) {
                return new Opened.NotValid();
            }
            Staff staff = StaffAccounts.appoint(tx, name, passwordHash, now);
            AuditLog.write(tx, new AuditLog.Line(now, ACTOR, "organiser appointed", "staff " + name));
            return new Opened.Appointed(staff);
        });
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(UTF_8));
    }
}

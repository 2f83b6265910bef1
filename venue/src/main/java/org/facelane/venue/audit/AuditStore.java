package org.facelane.venue.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.audit.AuditEntry.Hash;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Sql;

/// The tables `audit`, `audit_inbox` and `audit_head`. The database itself refuses to change or delete what is in them.
public final class AuditStore {
    /// Tells this advisory lock from others; the letters of `audt`.
    private static final int LOCK = 0x61756474;

    private static final String SELECT = "select number, at, actor, action, subject, salt, hash from audit ";

    private AuditStore() {}

    /// A line that has no place in the chain yet.
    record Waiting(long arrival, AuditLog.Line line, UUID salt) {}

    /// Nobody else makes the chain longer until this transaction ends.
    ///
    /// @return false if somebody else does so now
    static boolean hold(Connection tx) throws SQLException {
        return Sql.first(tx, "select pg_try_advisory_xact_lock(?, 0)", row -> row.getBoolean(1), LOCK)
                .orElse(false);
    }

    /// What was committed and waits for its place, in the order in which it was written.
    static List<Waiting> waiting(Connection tx, int countMax) throws SQLException {
        return Sql.list(
                tx,
                "select number, at, actor, action, subject, salt from audit_inbox order by number limit ?",
                row -> new Waiting(row.getLong("number"), line(row), Sql.uuid(row, "salt")),
                countMax);
    }

    static void append(Connection tx, List<AuditEntry> entries) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(
                "insert into audit (number, at, actor, action, subject, salt, hash) values (?, ?, ?, ?, ?, ?, ?)")) {
            for (AuditEntry entry : entries) {
                statement.setLong(1, entry.number());
                statement.setObject(2, entry.line().at().atOffset(ZoneOffset.UTC));
                statement.setString(3, entry.line().actor());
                statement.setString(4, entry.line().action());
                statement.setString(5, entry.line().subject());
                statement.setObject(6, entry.salt());
                statement.setBytes(7, entry.hash().bytes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        UUID[] salts = entries.stream().map(AuditEntry::salt).toArray(UUID[]::new);
        Sql.update(tx, "delete from audit_inbox where salt = any(?)", tx.createArrayOf("uuid", salts));
    }

    static Optional<AuditEntry> last(Connection tx) throws SQLException {
        return Sql.first(tx, SELECT + "order by number desc limit 1", AuditStore::entry);
    }

    /// The lines after `number`, in order.
    static List<AuditEntry> after(Connection tx, long number, int countMax) throws SQLException {
        return Sql.list(tx, SELECT + "where number > ? order by number limit ?", AuditStore::entry, number, countMax);
    }

    /// The lines that fit, newest first, before line `before`.
    public static List<AuditEntry> find(Connection tx, AuditFilter filter, long before, int countMax)
            throws SQLException {
        return Sql.list(
                tx,
                SELECT + """
                    where number < ? and at >= ? and at < ? and strpos(lower(actor), lower(?)) > 0
                      and strpos(lower(action), lower(?)) > 0 and strpos(lower(subject), lower(?)) > 0
                    order by number desc limit ?
                    """,
                AuditStore::entry,
                before,
                filter.from(),
                filter.until(),
                filter.actor(),
                filter.action(),
                filter.subject(),
                countMax);
    }

    static void insert(Connection tx, AuditHead head) throws SQLException {
        Sql.update(
                tx,
                "insert into audit_head (number, hash, signed_at, public_key, signature) values (?, ?, ?, ?, ?)",
                head.number(),
                head.hash().bytes(),
                head.signedAt(),
                head.key().bytes(),
                head.signature().bytes());
    }

    static List<AuditHead> heads(Connection tx) throws SQLException {
        return Sql.list(
                tx,
                "select number, hash, signed_at, public_key, signature from audit_head order by number",
                AuditStore::head);
    }

    /// The newest signature.
    public static Optional<AuditHead> lastHead(Connection tx) throws SQLException {
        return Sql.first(
                tx,
                "select number, hash, signed_at, public_key, signature from audit_head order by number desc limit 1",
                AuditStore::head);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong("number"), line(row), Sql.uuid(row, "salt"), new Hash(row.getBytes("hash")));
    }

    private static AuditLog.Line line(ResultSet row) throws SQLException {
        Instant at = Sql.instant(row, "at");
        return new AuditLog.Line(at, row.getString("actor"), row.getString("action"), row.getString("subject"));
    }

    private static AuditHead head(ResultSet row) throws SQLException {
        return new AuditHead(
                row.getLong("number"),
                new Hash(row.getBytes("hash")),
                Sql.instant(row, "signed_at"),
                VerifyingKey.of(row.getBytes("public_key")),
                new AuditHead.Signature(HexFormat.of().formatHex(row.getBytes("signature"))));
    }
}

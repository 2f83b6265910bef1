package org.facelane.venue.access;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.store.Sql;

/// The table `passkey`.
final class PasskeyStore {
    private static final String SELECT = """
        select id, staff_id, name, credential_id, credential, backed_up, sign_count, created_at, last_used_at
        from passkey
        """;

    private PasskeyStore() {}

    /// @param credential attested credential data, as WebAuthn writes it
    record Row(
            UUID id,
            UUID staff,
            String name,
            byte[] credentialId,
            byte[] credential,
            boolean backedUp,
            long signCount,
            Instant createdAt,
            Optional<Instant> lastUsedAt) {
        Row {
            requireNonNull(name, "name is null");
            requireNonNull(credentialId, "credentialId is null");
            requireNonNull(credential, "credential is null");
        }
    }

    /// @return false if somebody has that passkey already
    static boolean insert(Connection tx, Row row) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into passkey
                            (id, staff_id, name, credential_id, credential, backed_up, sign_count, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (credential_id) do nothing
                        """,
                        row.id(),
                        row.staff(),
                        row.name(),
                        row.credentialId(),
                        row.credential(),
                        row.backedUp(),
                        row.signCount(),
                        row.createdAt())
                == 1;
    }

    static Optional<Row> byCredential(Connection tx, byte[] credentialId) throws SQLException {
        return Sql.first(tx, SELECT + "where credential_id = ?", PasskeyStore::read, credentialId);
    }

    static List<Row> of(Connection tx, UUID staff) throws SQLException {
        return Sql.list(tx, SELECT + "where staff_id = ? order by created_at, id", PasskeyStore::read, staff);
    }

    static void used(Connection tx, UUID id, long signCount, Instant now) throws SQLException {
        Sql.update(tx, "update passkey set sign_count = ?, last_used_at = ? where id = ?", signCount, now, id);
    }

    /// @return false if the account has no such passkey
    static boolean delete(Connection tx, UUID staff, UUID id) throws SQLException {
        return Sql.update(tx, "delete from passkey where id = ? and staff_id = ?", id, staff) == 1;
    }

    static void deleteAll(Connection tx, UUID staff) throws SQLException {
        Sql.update(tx, "delete from passkey where staff_id = ?", staff);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "staff_id"),
                row.getString("name"),
                row.getBytes("credential_id"),
                row.getBytes("credential"),
                row.getBoolean("backed_up"),
                row.getLong("sign_count"),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "last_used_at"));
    }
}

package org.facelane.venue.access;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.store.Sql;

/// The tables `staff_code` and `staff_recovery_code`: what somebody shows beside a password.
final class FactorStore {
    private FactorStore() {}

    /// @param lastStep only codes of later steps count
    record Standing(byte[] sealed, long lastStep) {
        Standing {
            requireNonNull(sealed, "sealed is null");
        }
    }

    static Optional<Standing> find(Connection tx, UUID staff) throws SQLException {
        return Sql.first(
                tx,
                "select sealed, last_step from staff_code where staff_id = ?",
                row -> new Standing(row.getBytes("sealed"), row.getLong("last_step")),
                staff);
    }

    /// Nobody else adds or removes what the account signs in with until the transaction ends.
    ///
    /// @return how many apps and passkeys it has
    static int hold(Connection tx, UUID staff) throws SQLException {
        Sql.first(tx, "select id from staff where id = ? for update", row -> Sql.uuid(row, "id"), staff);
        return Sql.first(
                        tx,
                        "select (select count(*) from staff_code where staff_id = ?)"
                                + " + (select count(*) from passkey where staff_id = ?)",
                        row -> row.getInt(1),
                        staff,
                        staff)
                .orElse(0);
    }

    /// Whose accounts have an app.
    static List<UUID> all(Connection tx) throws SQLException {
        return Sql.list(tx, "select staff_id from staff_code order by staff_id", row -> Sql.uuid(row, "staff_id"));
    }

    static void set(Connection tx, UUID staff, byte[] sealed, long step, Instant now) throws SQLException {
        Sql.update(tx, """
            insert into staff_code (staff_id, sealed, last_step, set_up_at) values (?, ?, ?, ?)
            on conflict (staff_id) do update set
                sealed = excluded.sealed, last_step = excluded.last_step, set_up_at = excluded.set_up_at
            """, staff, sealed, step, now);
    }

    static void seal(Connection tx, UUID staff, byte[] sealed) throws SQLException {
        Sql.update(tx, "update staff_code set sealed = ? where staff_id = ?", sealed, staff);
    }

    /// @return false if the code of this step or of a later one was used before
    static boolean use(Connection tx, UUID staff, long step) throws SQLException {
        return Sql.update(
                        tx,
                        "update staff_code set last_step = ? where staff_id = ? and last_step < ?",
                        step,
                        staff,
                        step)
                == 1;
    }

    static void setRecovery(Connection tx, UUID staff, List<byte[]> hashes) throws SQLException {
        Sql.update(tx, "delete from staff_recovery_code where staff_id = ?", staff);
        for (byte[] hash : hashes) {
            Sql.update(tx, "insert into staff_recovery_code (staff_id, hash) values (?, ?)", staff, hash);
        }
    }

    /// @return false if it is none of the account's, or was used before
    static boolean useRecovery(Connection tx, UUID staff, byte[] hash, Instant now) throws SQLException {
        return Sql.update(tx, """
            update staff_recovery_code set used_at = ? where staff_id = ? and hash = ? and used_at is null
            """, now, staff, hash) == 1;
    }

    static int recoveryLeft(Connection tx, UUID staff) throws SQLException {
        return Sql.first(
                        tx,
                        "select count(*) from staff_recovery_code where staff_id = ? and used_at is null",
                        row -> row.getInt(1),
                        staff)
                .orElse(0);
    }

    /// The app and the recovery codes.
    ///
    /// @return false if there was no app
    static boolean remove(Connection tx, UUID staff) throws SQLException {
        Sql.update(tx, "delete from staff_recovery_code where staff_id = ?", staff);
        return removeApp(tx, staff);
    }

    /// @return false if there was none
    static boolean removeApp(Connection tx, UUID staff) throws SQLException {
        return Sql.update(tx, "delete from staff_code where staff_id = ?", staff) == 1;
    }
}

package org.facelane.venue.access;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.access.StaffSessions.Open;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore;

/// The table `staff_session`.
final class SessionStore {
    private SessionStore() {}

    record Standing(Open open, Instant usedAt) {
        Standing {
            requireNonNull(open, "open is null");
            requireNonNull(usedAt, "usedAt is null");
        }
    }

    private record Row(UUID staff, Instant beganAt, Instant usedAt) {}

    /// @param confirmedUntil empty: nobody else has to confirm it
    static void insert(Connection tx, byte[] hash, UUID staff, Optional<Instant> confirmedUntil, Instant now)
            throws SQLException {
        Sql.update(
                tx,
                "insert into staff_session (hash, staff_id, began_at, used_at, confirmed_until)"
                        + " values (?, ?, ?, ?, ?::timestamptz)",
                hash,
                staff,
                now,
                now,
                confirmedUntil);
    }

    /// @return false if it has ended meanwhile
    static boolean confirm(Connection tx, byte[] hash, Instant until) throws SQLException {
        return Sql.update(
                        tx,
                        "update staff_session set confirmed_until = ? where hash = ? and confirmed_until is not null",
                        until,
                        hash)
                == 1;
    }

    /// @param usedAfter a session that was last used then or earlier has ended
    static Optional<Standing> find(Connection tx, byte[] hash, Instant usedAfter, Instant now) throws SQLException {
        Optional<Row> found = Sql.first(
                tx,
                "select staff_id, began_at, used_at from staff_session where hash = ? and used_at > ?"
                        + " and (confirmed_until is null or confirmed_until > ?)",
                row -> new Row(Sql.uuid(row, "staff_id"), Sql.instant(row, "began_at"), Sql.instant(row, "used_at")),
                hash,
                usedAfter,
                now);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        return StaffStore.byId(tx, row.staff())
                .filter(staff -> staff.isOpen() && !row.beganAt().isBefore(staff.sessionsFrom()))
                .map(staff -> new Standing(new Open(staff, row.beganAt()), row.usedAt()));
    }

    /// @return false if it has ended meanwhile
    static boolean used(Connection tx, byte[] hash, Instant now) throws SQLException {
        return Sql.update(tx, "update staff_session set used_at = greatest(used_at, ?) where hash = ?", now, hash) == 1;
    }

    /// @return false if there was none
    static boolean delete(Connection tx, byte[] hash) throws SQLException {
        return Sql.update(tx, "delete from staff_session where hash = ?", hash) == 1;
    }

    static int sweep(Connection tx, Instant usedAfter, Instant now) throws SQLException {
        return Sql.update(tx, """
            delete from staff_session session using staff where staff.id = session.staff_id
                and (session.used_at <= ? or session.confirmed_until <= ? or session.began_at < staff.sessions_from
                    or staff.locked_at is not null or staff.disabled_at is not null)
            """, usedAfter, now);
    }
}

package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `staff`: who may sign in.
public final class StaffStore {
    private static final String SELECT = "select id, name, password_hash, role, disabled_at from staff ";

    private StaffStore() {}

    /// What somebody may do.
    public enum Role {
        ORGANISER,
        STEWARD,
        OFFICER
    }

    /// @param passwordHash with its algorithm and salt, as the password encoder writes it
    public record Staff(UUID id, String name, String passwordHash, Role role, Optional<Instant> disabledAt) {
        public Staff {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            requireNonNull(passwordHash, "passwordHash is null");
            requireNonNull(role, "role is null");
            requireNonNull(disabledAt, "disabledAt is null");
        }

        /// Never the hash.
        @Override
        public String toString() {
            return "Staff[" + name + ", " + role + "]";
        }
    }

    /// @return false if the name is taken
    public static boolean insert(Connection tx, Staff staff, Instant now) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into staff (id, name, password_hash, role, created_at, disabled_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing
                        """,
                        staff.id(),
                        staff.name(),
                        staff.passwordHash(),
                        staff.role().name(),
                        now,
                        staff.disabledAt())
                == 1;
    }

    public static Optional<Staff> byName(Connection tx, String name) throws SQLException {
        return Sql.first(tx, SELECT + "where name = ?", StaffStore::read, name);
    }

    /// Everybody, ordered by name.
    public static List<Staff> list(Connection tx) throws SQLException {
        return Sql.list(tx, SELECT + "order by name", StaffStore::read);
    }

    /// @return false if there is nobody of that name
    public static boolean changePassword(Connection tx, String name, String passwordHash) throws SQLException {
        return Sql.update(tx, "update staff set password_hash = ? where name = ?", passwordHash, name) == 1;
    }

    /// From now on nobody signs in under that name.
    ///
    /// @return false if there is nobody of that name, or the account was disabled before
    public static boolean disable(Connection tx, String name, Instant now) throws SQLException {
        return Sql.update(tx, "update staff set disabled_at = ? where name = ? and disabled_at is null", now, name)
                == 1;
    }

    private static Staff read(ResultSet row) throws SQLException {
        return new Staff(
                Sql.uuid(row, "id"),
                row.getString("name"),
                row.getString("password_hash"),
                Role.valueOf(row.getString("role")),
                Sql.optionalInstant(row, "disabled_at"));
    }
}

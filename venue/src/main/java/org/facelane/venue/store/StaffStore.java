package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The table `staff`: who may sign in.
public final class StaffStore {
    private static final String SELECT =
            "select id, name, password_hash, array_to_string(roles, ',') as roles, sessions_from, locked_at,"
                    + " disabled_at from staff ";

    private StaffStore() {}

    /// What somebody may do; an account has one or several.
    public enum Role {
        ORGANISER,
        STEWARD,
        OFFICER,
        TECHNICIAN
    }

    /// @param passwordHash with its algorithm and salt, as the password encoder writes it
    /// @param roles at least one
    /// @param sessionsFrom sessions that began earlier have ended
    /// @param lockedAt since when nobody may sign in with it, for the time being
    /// @param disabledAt since when nobody may ever again
    public record Staff(
            UUID id,
            String name,
            String passwordHash,
            Set<Role> roles,
            Instant sessionsFrom,
            Optional<Instant> lockedAt,
            Optional<Instant> disabledAt) {
        public Staff {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            requireNonNull(passwordHash, "passwordHash is null");
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("an account has a role");
            }
            roles = Set.copyOf(roles);
            requireNonNull(sessionsFrom, "sessionsFrom is null");
            requireNonNull(lockedAt, "lockedAt is null");
            requireNonNull(disabledAt, "disabledAt is null");
        }

        /// Whether it may sign in, and go on.
        public boolean isOpen() {
            return lockedAt.isEmpty() && disabledAt.isEmpty();
        }

        /// Never the hash.
        @Override
        public String toString() {
            return "Staff[" + name + ", " + roles + "]";
        }
    }

    /// @return false if the name is taken, or the account is there already
    public static boolean insert(Connection tx, Staff staff) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into staff
                            (id, name, password_hash, roles, created_at, sessions_from, locked_at, disabled_at)
                        values (?, ?, ?, string_to_array(?, ','), ?, ?, ?, ?) on conflict do nothing
                        """,
                        staff.id(),
                        staff.name(),
                        staff.passwordHash(),
                        text(staff.roles()),
                        staff.sessionsFrom(),
                        staff.sessionsFrom(),
                        staff.lockedAt(),
                        staff.disabledAt())
                == 1;
    }

    public static Optional<Staff> byName(Connection tx, String name) throws SQLException {
        return Sql.first(tx, SELECT + "where name = ?", StaffStore::read, name);
    }

    public static Optional<Staff> byId(Connection tx, UUID id) throws SQLException {
        return Sql.first(tx, SELECT + "where id = ?", StaffStore::read, id);
    }

    /// Everybody, ordered by name.
    public static List<Staff> list(Connection tx) throws SQLException {
        return Sql.list(tx, SELECT + "order by name", StaffStore::read);
    }

    /// The names of the organisers who may sign in. Nobody else takes one of them away until the transaction ends.
    public static List<String> holdOrganisers(Connection tx) throws SQLException {
        return Sql.list(tx, """
            select name from staff
            where 'ORGANISER' = any (roles) and locked_at is null and disabled_at is null
            order by id for update
            """, row -> row.getString("name"));
    }

    /// The sessions of the account end.
    ///
    /// @return false if there is nobody of that name
    public static boolean changePassword(Connection tx, String name, String passwordHash, Instant now)
            throws SQLException {
        return Sql.update(
                        tx,
                        "update staff set password_hash = ?, sessions_from = ? where name = ? and disabled_at is null",
                        passwordHash,
                        now,
                        name)
                == 1;
    }

    /// The sessions of the account end.
    ///
    /// @return false if there is nobody of that name
    public static boolean endSessions(Connection tx, String name, Instant now) throws SQLException {
        return Sql.update(tx, "update staff set sessions_from = ? where name = ? and disabled_at is null", now, name)
                == 1;
    }

    /// The sessions of the account end.
    ///
    /// @return false if there is nobody of that name
    public static boolean changeRoles(Connection tx, String name, Collection<Role> roles, Instant now)
            throws SQLException {
        return Sql.update(tx, """
            update staff set roles = string_to_array(?, ','), sessions_from = ?
            where name = ? and disabled_at is null
            """, text(roles), now, name) == 1;
    }

    /// Nobody signs in under that name until it is unlocked.
    ///
    /// @return false if there is nobody of that name
    public static boolean lock(Connection tx, String name, Instant now) throws SQLException {
        return Sql.update(tx, """
            update staff set locked_at = coalesce(locked_at, ?), sessions_from = ?
            where name = ? and disabled_at is null
            """, now, now, name) == 1;
    }

    /// @return false if there is nobody of that name
    public static boolean unlock(Connection tx, String name) throws SQLException {
        return Sql.update(tx, "update staff set locked_at = null where name = ? and disabled_at is null", name) == 1;
    }

    /// From now on nobody signs in under that name.
    ///
    /// @return false if there is nobody of that name, or the account was disabled before
    public static boolean disable(Connection tx, String name, Instant now) throws SQLException {
        return Sql.update(tx, "update staff set disabled_at = ? where name = ? and disabled_at is null", now, name)
                == 1;
    }

    private static String text(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(","));
    }

    private static Staff read(ResultSet row) throws SQLException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : row.getString("roles").split(",")) {
            roles.add(Role.valueOf(role));
        }
        return new Staff(
                Sql.uuid(row, "id"),
                row.getString("name"),
                row.getString("password_hash"),
                roles,
                Sql.instant(row, "sessions_from"),
                Sql.optionalInstant(row, "locked_at"),
                Sql.optionalInstant(row, "disabled_at"));
    }
}

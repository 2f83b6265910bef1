package org.facelane.venue.access;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.StaffStore;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Who may sign in. Passwords are made here, shown once, and kept only as bcrypt hashes.
///
/// Safe for use by several threads. Checking a password takes about 60 ms by design.
public final class StaffAccounts {
    /// What bcrypt looks at; nothing longer can be right.
    public static final int PASSWORD_BYTES_MAX = 72;

    /// Of a password that somebody chooses, in characters. Nothing else is asked of it.
    public static final int PASSWORD_LENGTH_MIN = 12;

    private static final String PROVIDER = "identity provider";

    /// 31 letters and digits that are not mistaken for each other; 20 of them carry 99 bits.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobody = encoder.encode(newPassword());

    public StaffAccounts(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// What became of a change to somebody's account.
    public enum Change {
        DONE,
        /// There is nobody of that name.
        NO_SUCH_ACCOUNT,
        /// It would have left nobody who may change anything.
        LAST_ORGANISER
    }

    /// What became of the wish for another password.
    public enum NewPassword {
        TAKEN,
        /// The one that was shown as the present one is not.
        WRONG_CURRENT,
        TOO_SHORT,
        TOO_LONG
    }

    /// @param roles at least one
    /// @param by who creates it, as the audit log names actors
    /// @return the password; empty if the name is taken
    public Optional<String> create(String name, Set<Role> roles, String by, Instant now) {
        return create(UUID.randomUUID(), name, roles, by, now);
    }

    private Optional<String> create(UUID id, String name, Set<Role> roles, String by, Instant now) {
        String password = newPassword();
        Staff staff = new Staff(
                id, name, encoder.encode(password), roles, now.truncatedTo(MICROS), Optional.empty(), Optional.empty());
        boolean created = database.transact(tx -> {
            boolean inserted = StaffStore.insert(tx, staff);
            if (inserted) {
                AuditLog.write(tx, new AuditLog.Line(now, by, "staff account created", "staff " + name));
            }
            return inserted;
        });
        return created ? Optional.of(password) : Optional.empty();
    }

    /// The account of somebody whom an identity provider knows.
    public sealed interface Provided {
        /// It may be signed in with.
        record Open(Staff staff) implements Provided {
            public Open {
                requireNonNull(staff, "staff is null");
            }
        }

        /// It was locked or deleted here.
        record Closed() implements Provided {}

        /// Its new roles would have left nobody who may change anything.
        record LastOrganiser() implements Provided {}
    }

    /// Finds the account of somebody whom an identity provider knows, and gives it the roles that the provider
    /// gives now. The first time it is made; no password opens it.
    ///
    /// @param id computed from who they are to the provider
    /// @param names the first that is not taken becomes the account's
    /// @param roles at least one
    public Provided provided(UUID id, List<String> names, Set<Role> roles, Instant now) {
        Optional<Staff> known = database.read(tx -> StaffStore.byId(tx, id));
        for (String name : names) {
            if (known.isEmpty()) {
                create(id, name, roles, PROVIDER, now);
                known = database.read(tx -> StaffStore.byId(tx, id));
            }
        }
        Staff staff = known.orElseThrow(() -> new IllegalStateException("every name is taken: " + names));
        if (!staff.isOpen()) {
            return new Provided.Closed();
        }
        if (staff.roles().equals(roles)) {
            return new Provided.Open(staff);
        }
        return switch (changeRoles(staff.name(), roles, PROVIDER, now)) {
            case DONE -> provided(id, names, roles, now);
            case NO_SUCH_ACCOUNT -> new Provided.Closed();
            case LAST_ORGANISER -> new Provided.LastOrganiser();
        };
    }

    /// Gives somebody a new password and ends their sessions.
    ///
    /// @return empty if there is nobody of that name
    public Optional<String> renewPassword(String name, String by, Instant now) {
        String password = newPassword();
        String hash = encoder.encode(password);
        Instant from = now.truncatedTo(MICROS);
        Change change =
                change(name, "password renewed", by, now, tx -> StaffStore.changePassword(tx, name, hash, from));
        return change == Change.DONE ? Optional.of(password) : Optional.empty();
    }

    /// Somebody chooses a password; their sessions end.
    public NewPassword changePassword(Staff staff, String current, String next, Instant now) {
        Optional<NewPassword> flaw = flaw(next);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        if (signIn(staff.name(), current).isEmpty()) {
            return NewPassword.WRONG_CURRENT;
        }
        String hash = encoder.encode(next);
        Instant from = now.truncatedTo(MICROS);
        change(
                staff.name(),
                "password changed",
                "staff " + staff.name(),
                now,
                tx -> StaffStore.changePassword(tx, staff.name(), hash, from));
        return NewPassword.TAKEN;
    }

    /// What keeps somebody from choosing that password.
    static Optional<NewPassword> flaw(String password) {
        if (password.codePointCount(0, password.length()) < PASSWORD_LENGTH_MIN) {
            return Optional.of(NewPassword.TOO_SHORT);
        }
        return password.getBytes(StandardCharsets.UTF_8).length > PASSWORD_BYTES_MAX
                ? Optional.of(NewPassword.TOO_LONG)
                : Optional.empty();
    }

    String encoded(String password) {
        return requireNonNull(encoder.encode(password), "a password has a hash");
    }

    /// Makes whoever has that name an organiser, or makes the account. Nothing opens it any more but that password.
    static Staff appoint(Connection tx, String name, String passwordHash, Instant now) throws SQLException {
        Instant from = now.truncatedTo(MICROS);
        Optional<Staff> known = StaffStore.byName(tx, name);
        if (known.isEmpty()) {
            Staff first = new Staff(
                    UUID.randomUUID(),
                    name,
                    passwordHash,
                    Set.of(Role.ORGANISER),
                    from,
                    Optional.empty(),
                    Optional.empty());
            StaffStore.insert(tx, first);
            return first;
        }
        UUID id = known.get().id();
        Set<Role> roles = EnumSet.copyOf(known.get().roles());
        roles.add(Role.ORGANISER);
        StaffStore.changePassword(tx, name, passwordHash, from);
        StaffStore.changeRoles(tx, name, roles, from);
        StaffStore.unlock(tx, name);
        FactorStore.remove(tx, id);
        PasskeyStore.deleteAll(tx, id);
        return StaffStore.byId(tx, id).orElseThrow();
    }

    /// Whoever is signed in with the account has to sign in again.
    public void endSessions(String name, Instant now) {
        Instant from = now.truncatedTo(MICROS);
        change(name, "sessions ended", "staff " + name, now, tx -> StaffStore.endSessions(tx, name, from));
    }

    /// Gives somebody other roles and ends their sessions.
    ///
    /// @param roles at least one
    public Change changeRoles(String name, Set<Role> roles, String by, Instant now) {
        Instant from = now.truncatedTo(MICROS);
        return change(name, "roles changed", by, now, tx -> StaffStore.changeRoles(tx, name, roles, from));
    }

    /// Ends somebody's sessions; nobody signs in with the account until it is unlocked.
    public Change lock(String name, String by, Instant now) {
        Instant from = now.truncatedTo(MICROS);
        return change(name, "staff account locked", by, now, tx -> StaffStore.lock(tx, name, from));
    }

    public Change unlock(String name, String by, Instant now) {
        return change(name, "staff account unlocked", by, now, tx -> StaffStore.unlock(tx, name));
    }

    /// Ends somebody's sessions for good, and forgets what they signed in with; the name stays taken.
    public Change delete(String name, String by, Instant now) {
        return change(name, "staff account deleted", by, now, tx -> {
            Optional<Staff> staff = StaffStore.byName(tx, name);
            if (staff.isEmpty() || !StaffStore.disable(tx, name, now)) {
                return false;
            }
            FactorStore.remove(tx, staff.get().id());
            PasskeyStore.deleteAll(tx, staff.get().id());
            return true;
        });
    }

    /// Everybody whose account was not deleted, ordered by name.
    public List<Staff> list() {
        return database.read(StaffStore::list).stream()
                .filter(staff -> staff.disabledAt().isEmpty())
                .toList();
    }

    /// One change of one account.
    @FunctionalInterface
    private interface Step {
        /// @return false if there is nobody of that name
        boolean take(Connection tx) throws SQLException;
    }

    /// Two organisers who lock each other out at the same moment wait for each other here, and the second is told.
    private Change change(String name, String what, String by, Instant now, Step step) {
        try {
            return database.transact(tx -> {
                StaffStore.holdOrganisers(tx);
                if (!step.take(tx)) {
                    return Change.NO_SUCH_ACCOUNT;
                }
                if (StaffStore.holdOrganisers(tx).isEmpty()) {
                    throw new NobodyLeft();
                }
                AuditLog.write(tx, new AuditLog.Line(now, by, what, "staff " + name));
                return Change.DONE;
            });
        } catch (NobodyLeft e) {
            return Change.LAST_ORGANISER;
        }
    }

    /// Takes the transaction back.
    private static final class NobodyLeft extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// The account, if it exists and may sign in.
    public Optional<Staff> find(String name) {
        return database.read(tx -> StaffStore.byName(tx, name)).filter(Staff::isOpen);
    }

    /// The account, if it exists and may sign in.
    Optional<Staff> byId(Connection tx, UUID id) throws SQLException {
        return StaffStore.byId(tx, id).filter(Staff::isOpen);
    }

    /// The account, if name and password belong together. Takes as long if there is no such name.
    public Optional<Staff> signIn(String name, String password) {
        Optional<Staff> staff = find(name);
        String hash = staff.map(Staff::passwordHash).orElse(nobody);
        boolean fits = password.getBytes(StandardCharsets.UTF_8).length <= PASSWORD_BYTES_MAX
                && encoder.matches(password, hash);
        return fits ? staff : Optional.empty();
    }

    private static String newPassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}

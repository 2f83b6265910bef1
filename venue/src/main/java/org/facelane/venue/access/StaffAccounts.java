package org.facelane.venue.access;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    /// The account of the first start.
    public static final String FIRST = "organiser";

    /// What bcrypt looks at; nothing longer can be right.
    private static final int PASSWORD_BYTES_MAX = 72;

    /// 31 letters and digits that are not mistaken for each other; 20 of them carry 99 bits.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobody = encoder.encode(newPassword());

    public StaffAccounts(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// Creates the account of the first start if there is no account at all.
    ///
    /// @return its password, for the console; it is nowhere else
    public Optional<String> createFirst(Instant now) {
        if (!database.read(StaffStore::list).isEmpty()) {
            return Optional.empty();
        }
        return create(FIRST, Role.ORGANISER, "system", now);
    }

    /// @param by who creates it, as the audit log names actors
    /// @return the password; empty if the name is taken
    public Optional<String> create(String name, Role role, String by, Instant now) {
        String password = newPassword();
        String hash = encoder.encode(password);
        boolean created = database.transact(tx -> {
            boolean inserted =
                    StaffStore.insert(tx, new Staff(UUID.randomUUID(), name, hash, role, Optional.empty()), now);
            if (inserted) {
                AuditLog.write(tx, new AuditLog.Line(now, by, "staff account created", "staff " + name));
            }
            return inserted;
        });
        return created ? Optional.of(password) : Optional.empty();
    }

    /// Gives somebody a new password.
    ///
    /// @return empty if there is nobody of that name
    public Optional<String> renewPassword(String name, String by, Instant now) {
        String password = newPassword();
        String hash = encoder.encode(password);
        boolean changed = database.transact(tx -> {
            boolean found = StaffStore.changePassword(tx, name, hash);
            if (found) {
                AuditLog.write(tx, new AuditLog.Line(now, by, "password renewed", "staff " + name));
            }
            return found;
        });
        return changed ? Optional.of(password) : Optional.empty();
    }

    /// Everybody who may sign in, ordered by name.
    public List<Staff> list() {
        return database.read(StaffStore::list).stream()
                .filter(staff -> staff.disabledAt().isEmpty())
                .toList();
    }

    /// @return false if there is nobody of that name
    public boolean delete(String name, String by, Instant now) {
        return database.transact(tx -> {
            boolean disabled = StaffStore.disable(tx, name, now);
            if (disabled) {
                AuditLog.write(tx, new AuditLog.Line(now, by, "staff account deleted", "staff " + name));
            }
            return disabled;
        });
    }

    /// The account, if it exists and may sign in.
    public Optional<Staff> find(String name) {
        return database.read(tx -> StaffStore.byName(tx, name))
                .filter(staff -> staff.disabledAt().isEmpty());
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

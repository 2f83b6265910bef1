package org.facelane.venue.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.facelane.face.Sha256;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.StaffStore.Staff;

/// What somebody shows beside a password: the code of an authenticator app, or a recovery code when the app is lost, or
/// the device with the passkeys.
///
/// Each code counts once, also when two requests bring it at the same moment. Secrets lie sealed by the master key,
/// recovery codes as hashes; both are shown once, when they are made. Safe for use by several threads.
public final class SecondFactor {
    private static final int RECOVERY_COUNT = 10;

    /// Without letters that are mistaken for each other; 12 of them carry 59 bits.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RECOVERY_LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final MasterKey master;

    public SecondFactor(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// A secret that somebody may take into an app; nothing is kept of it until [#setUp].
    ///
    /// @param text to type where nothing can be scanned
    /// @param uri what the app reads
    public record Offer(byte[] secret, String text, String uri) {
        /// The uri as a code to scan: a path of squares in an SVG of `side` by `side`.
        public String path() {
            StringBuilder path = new StringBuilder();
            BitMatrix code = matrix();
            for (int y = 0; y < code.getHeight(); y++) {
                for (int x = 0; x < code.getWidth(); x++) {
                    if (code.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return path.toString();
        }

        public int side() {
            return matrix().getWidth();
        }

        private BitMatrix matrix() {
            try {
                return new QRCodeWriter().encode(uri, BarcodeFormat.QR_CODE, 0, 0);
            } catch (WriterException e) {
                throw new IllegalStateException("the address of a secret fits a code", e);
            }
        }

        /// Never the secret.
        @Override
        public String toString() {
            return "Offer[]";
        }
    }

    public static Offer offer(String account) {
        byte[] secret = Totp.newSecret();
        return new Offer(secret, Totp.text(secret), Totp.uri(account, secret));
    }

    /// Whether the account has an app.
    public boolean isSetUp(UUID staff) {
        return database.read(tx -> FactorStore.find(tx, staff)).isPresent();
    }

    /// How many recovery codes are left.
    public int recoveryLeft(UUID staff) {
        return database.read(tx -> FactorStore.recoveryLeft(tx, staff));
    }

    /// From now on the app belongs to the account, in the place of one that did before.
    ///
    /// @param code what the app shows now, so that nobody locks themselves out
    /// @return recovery codes, to be shown once; empty if the code is not right
    public Optional<List<String>> setUp(Staff staff, byte[] secret, String code, Instant now) {
        return setUp(staff, secret, code, Integer.MAX_VALUE, now);
    }

    /// As [#setUp], for whoever showed nothing but the password.
    ///
    /// @return empty, too, if the account has an app or a passkey by now
    public Optional<List<String>> setUpFirst(Staff staff, byte[] secret, String code, Instant now) {
        return setUp(staff, secret, code, 0, now);
    }

    private Optional<List<String>> setUp(Staff staff, byte[] secret, String code, int heldMax, Instant now) {
        OptionalLong step = Totp.step(secret, digits(code), now, Long.MIN_VALUE);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        byte[] sealed = seal(staff.id(), secret);
        List<String> codes = newCodes();
        return database.transact(tx -> {
            if (FactorStore.hold(tx, staff.id()) > heldMax) {
                return Optional.empty();
            }
            FactorStore.set(tx, staff.id(), sealed, step.getAsLong(), now);
            FactorStore.setRecovery(tx, staff.id(), hashes(codes));
            AuditLog.write(tx, line(staff, "authenticator app set up", now));
            return Optional.of(codes);
        });
    }

    /// New recovery codes in the place of those before, for whoever has an app or a passkey to lose.
    public List<String> renewRecovery(Staff staff, Instant now) {
        return database.transact(tx -> renewRecovery(tx, staff, now));
    }

    static List<String> renewRecovery(Connection tx, Staff staff, Instant now) throws SQLException {
        List<String> codes = newCodes();
        FactorStore.setRecovery(tx, staff.id(), hashes(codes));
        AuditLog.write(tx, line(staff, "recovery codes renewed", now));
        return codes;
    }

    /// Whether this is a code of the account's app, or one of its recovery codes; it counts from now on no more.
    public boolean accepts(Staff staff, String given, Instant now) {
        String code = digits(given);
        return database.transact(tx -> {
            Optional<FactorStore.Standing> standing = FactorStore.find(tx, staff.id());
            if (standing.isPresent()) {
                OptionalLong step = Totp.step(
                        open(staff.id(), standing.get().sealed()),
                        code,
                        now,
                        standing.get().lastStep());
                if (step.isPresent()) {
                    return FactorStore.use(tx, staff.id(), step.getAsLong());
                }
            }
            boolean recovered = FactorStore.useRecovery(tx, staff.id(), Sha256.of(code.getBytes(UTF_8)), now);
            if (recovered) {
                AuditLog.write(tx, line(staff, "recovery code used", now));
            }
            return recovered;
        });
    }

    /// The account has no app any more; its recovery codes stay, for its passkeys.
    ///
    /// @return false if more than a password is demanded and it would have no passkey either; nothing is changed
    ///     then
    public boolean removeApp(Staff staff, SignInDemand demand, Instant now) {
        return database.transact(tx -> {
            FactorStore.hold(tx, staff.id());
            if (demand == SignInDemand.SECOND_FACTOR
                    && PasskeyStore.of(tx, staff.id()).isEmpty()) {
                return false;
            }
            if (FactorStore.removeApp(tx, staff.id())) {
                AuditLog.write(tx, line(staff, "authenticator app removed", now));
            }
            return true;
        });
    }

    /// The account has no app and no recovery code any more.
    ///
    /// @param by who says so, as the audit log names actors
    public void remove(UUID staff, String name, String by, Instant now) {
        database.transact(tx -> {
            if (FactorStore.remove(tx, staff)) {
                AuditLog.write(tx, new AuditLog.Line(now, by, "authenticator app removed", "staff " + name));
            }
            return true;
        });
    }

    /// Seals what an older key of the master key's file sealed by the newest; returns how many were.
    public int rewrap() {
        int count = 0;
        for (UUID staff : database.read(FactorStore::all)) {
            count += database.transact(tx -> {
                Optional<FactorStore.Standing> standing = FactorStore.find(tx, staff);
                if (standing.isEmpty() || master.isNewest(standing.get().sealed())) {
                    return 0;
                }
                FactorStore.seal(
                        tx, staff, seal(staff, open(staff, standing.get().sealed())));
                return 1;
            });
        }
        return count;
    }

    /// Whether every secret is sealed by the newest key, so that older ones may be retired as far as this is
    /// concerned.
    public static boolean isNewest(Connection tx, MasterKey master) throws SQLException {
        for (UUID staff : FactorStore.all(tx)) {
            Optional<FactorStore.Standing> standing = FactorStore.find(tx, staff);
            if (standing.isPresent() && !master.isNewest(standing.get().sealed())) {
                return false;
            }
        }
        return true;
    }

    /// Forgets the apps whose secrets the master key does not open, because it is lost: to whoever had one the next
    /// sign-in is as to an account without one.
    ///
    /// @return how many
    public int forgetLost(Instant now) {
        return database.transact(tx -> {
            int count = 0;
            for (UUID staff : FactorStore.all(tx)) {
                if (isLost(staff, FactorStore.find(tx, staff).orElseThrow().sealed())) {
                    FactorStore.remove(tx, staff);
                    AuditLog.write(
                            tx,
                            new AuditLog.Line(
                                    now, "system", "authenticator app lost with the master key", "staff " + staff));
                    count++;
                }
            }
            return count;
        });
    }

    private boolean isLost(UUID staff, byte[] sealed) {
        try {
            Arrays.fill(master.unwrap(sealed, purpose(staff)), (byte) 0);
            return false;
        } catch (GeneralSecurityException e) {
            return true;
        }
    }

    private static AuditLog.Line line(Staff staff, String what, Instant now) {
        return new AuditLog.Line(now, "staff " + staff.name(), what, "staff " + staff.name());
    }

    /// As it was meant: without spaces and hyphens, in lower case.
    private static String digits(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static List<String> newCodes() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_COUNT; i++) {
            StringBuilder code = new StringBuilder();
            for (int k = 0; k < RECOVERY_LENGTH; k++) {
                if (k > 0 && k % 4 == 0) {
                    code.append('-');
                }
                code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
            }
            codes.add(code.toString());
        }
        return codes;
    }

    private static List<byte[]> hashes(List<String> codes) {
        return codes.stream()
                .map(code -> Sha256.of(digits(code).getBytes(UTF_8)))
                .toList();
    }

    private byte[] seal(UUID staff, byte[] secret) {
        try {
            return master.wrap(secret, purpose(staff));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key seals nothing", e);
        }
    }

    private byte[] open(UUID staff, byte[] sealed) {
        try {
            return master.unwrap(sealed, purpose(staff));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of an authenticator app does not open", e);
        }
    }

    private static byte[] purpose(UUID staff) {
        return ("authenticator app of staff " + staff).getBytes(UTF_8);
    }
}

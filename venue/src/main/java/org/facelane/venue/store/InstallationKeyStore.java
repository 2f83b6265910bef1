package org.facelane.venue.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;

/// The table `installation_key`: the key that signs receipts, certificates and the heads of the audit log, wrapped by
/// the [MasterKey]. Its public half stays for ever, so that what was signed can always be checked.
public final class InstallationKeyStore {
    private static final byte[] PURPOSE = "facelane installation key".getBytes(US_ASCII);

    private InstallationKeyStore() {}

    /// The key that signs now; the first call of an installation draws it.
    ///
    /// @throws MasterKey.Unusable if another master key wrapped it
    public static SigningKey current(Connection tx, MasterKey master, Instant now) throws SQLException {
        Sql.update(tx, "lock table installation_key in share row exclusive mode");
        Optional<byte[]> wrapped = wrapped(tx);
        if (wrapped.isPresent()) {
            return unwrap(wrapped.get(), master);
        }
        return draw(tx, master, now);
    }

    /// Draws another key if the master key does not open the one that signs now. Links that follow from the old one
    /// open nothing any more; what it signed can still be checked.
    ///
    /// @return whether it did
    public static boolean replaceIfLost(Connection tx, MasterKey master, Instant now) throws SQLException {
        Sql.update(tx, "lock table installation_key in share row exclusive mode");
        Optional<byte[]> wrapped = wrapped(tx);
        if (wrapped.isEmpty()) {
            return false;
        }
        try {
            Arrays.fill(master.unwrap(wrapped.get(), PURPOSE), (byte) 0);
            return false;
        } catch (GeneralSecurityException e) {
            draw(tx, master, now);
            return true;
        }
    }

    private static SigningKey draw(Connection tx, MasterKey master, Instant now) throws SQLException {
        SigningKey drawn = SigningKey.draw();
        Sql.update(
                tx,
                "insert into installation_key (public_key, wrapped, created_at) values (?, ?, ?)",
                drawn.verifyingKey().bytes(),
                wrap(drawn, master),
                now);
        return drawn;
    }

    /// Everything that was ever signed can be checked with one of these, oldest first.
    public static List<VerifyingKey> published(Connection tx) throws SQLException {
        return Sql.list(
                tx,
                "select public_key from installation_key order by created_at",
                row -> VerifyingKey.of(row.getBytes("public_key")));
    }

    /// Wraps the key by the primary master key.
    public static void rewrap(Connection tx, MasterKey master) throws SQLException {
        Optional<byte[]> wrapped = wrapped(tx);
        if (wrapped.isPresent()) {
            SigningKey key = unwrap(wrapped.get(), master);
            Sql.update(
                    tx,
                    "update installation_key set wrapped = ? where public_key = ?",
                    wrap(key, master),
                    key.verifyingKey().bytes());
        }
    }

    /// True if no key but the primary one has wrapped it.
    public static boolean isWrappedByNewest(Connection tx, MasterKey master) throws SQLException {
        return wrapped(tx).map(master::isNewest).orElse(true);
    }

    private static Optional<byte[]> wrapped(Connection tx) throws SQLException {
        return Sql.first(
                tx,
                "select wrapped from installation_key order by created_at desc limit 1 for update",
                row -> row.getBytes("wrapped"));
    }

    private static byte[] wrap(SigningKey key, MasterKey master) {
        byte[] seed = key.seed();
        try {
            return master.wrap(seed, PURPOSE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the installation's signing key cannot be wrapped", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static SigningKey unwrap(byte[] wrapped, MasterKey master) {
        try {
            byte[] seed = master.unwrap(wrapped, PURPOSE);
            SigningKey key = SigningKey.of(seed);
            Arrays.fill(seed, (byte) 0);
            return key;
        } catch (GeneralSecurityException e) {
            throw new MasterKey.Unusable(
                    "The installation's signing key cannot be opened by this installation's key file. Restore the key"
                            + " file that belongs to this database; if it is lost, run: facelane keys start-over",
                    e);
        }
    }
}

package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.wallet.AppleWallet;
import org.facelane.venue.wallet.GoogleWallet;
import org.facelane.venue.wallet.PassCertificate;
import org.facelane.venue.wallet.UnusableWalletKey;
import org.facelane.venue.wallet.Wallets;

/// The database and the master key of an installation, for a command that works on them beside a running server or
/// without one. An embedded database that no server runs is started for as long as the command takes.
final class Installation implements AutoCloseable {
    private final DatabaseAddress address;
    private final Database database;
    private final MasterKey master;
    private final Optional<EmbeddedDatabase> started;

    private Installation(
            DatabaseAddress address, Database database, MasterKey master, Optional<EmbeddedDatabase> started) {
        this.address = requireNonNull(address, "address is null");
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.started = requireNonNull(started, "started is null");
    }

    /// @throws CannotStart if there is no installation there
    static Installation open(Settings settings) {
        if (!Files.exists(masterFile(settings))) {
            throw new CannotStart(
                    "There is no installation in " + settings.data().toAbsolutePath() + " (" + masterFile(settings)
                            + " is missing); name its data folder by --data=DIR.");
        }
        MasterKey master = master(settings);
        Optional<DatabaseAddress> given = address(settings);
        Path folder = settings.data().resolve("database");
        Optional<DatabaseAddress> known = given.isPresent() ? given : EmbeddedDatabase.running(folder);
        Optional<EmbeddedDatabase> started = known.isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedDatabase.start(folder, settings.data().resolve("programs")));
        DatabaseAddress address =
                known.orElseGet(() -> started.map(EmbeddedDatabase::address).orElseThrow());
        return new Installation(address, Database.open(address, 2), master, started);
    }

    /// Whether the settings name a database, or an embedded one lies in the data folder.
    static boolean hasDatabase(Settings settings) {
        return settings.databaseUrl().isPresent()
                || Files.isDirectory(settings.data().resolve("database"));
    }

    /// Where the master key lies.
    static Path masterFile(Settings settings) {
        return settings.masterKeyFile().orElseGet(() -> settings.data().resolve("master.key"));
    }

    /// Where this server keeps the heads of the audit log that it has signed.
    static Path auditHeads(Settings settings) {
        return settings.data().resolve("audit-heads.txt");
    }

    /// Where this server keeps what was erased, for the case that the database is restored.
    static Path erasureLedger(Settings settings) {
        return settings.erasureLedger().orElseGet(() -> settings.data().resolve("erasures.txt"));
    }

    /// The wallets for which passes are made here.
    ///
    /// @throws UnusableWalletKey if a file that was set cannot be used
    static Wallets wallets(Settings settings) {
        return new Wallets(
                settings.applePassKey()
                        .map(file -> PassCertificate.open(
                                file, settings.applePassPasswordFile().orElseThrow(Installation::walletSettingMissing)))
                        .map(AppleWallet::new),
                settings.googleWalletKey()
                        .map(file -> GoogleWallet.open(
                                file, settings.googleWalletIssuer().orElseThrow(Installation::walletSettingMissing))));
    }

    private static CannotStart walletSettingMissing() {
        return new CannotStart("apple-pass-key needs apple-pass-password-file as well, and google-wallet-key needs"
                + " google-wallet-issuer.");
    }

    /// Names this installation among those on the same database, and stays the same when it starts again.
    static String node(Path data) {
        Path file = data.resolve("node");
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " cannot be read or written: " + e.getMessage() + ".", e);
        }
    }

    /// The master key; drawn if the installation has none yet.
    static MasterKey master(Settings settings) {
        return MasterKey.open(masterFile(settings), settings.masterKeyUri());
    }

    /// The database that the settings name; empty: the embedded one.
    static Optional<DatabaseAddress> address(Settings settings) {
        return settings.databaseUrl()
                .map(url -> new DatabaseAddress(
                        url,
                        settings.databaseName(),
                        settings.databasePassword().orElse("")));
    }

    /// What galleries of this installation compare.
    ///
    /// @throws CannotStart if the pack is not calibrated
    static GalleryFeed.Model model(Settings settings, ModelPack pack) {
        return pack.calibration()
                .map(calibration -> new GalleryFeed.Model(pack.version(), pack.dimension(), calibration))
                .orElseThrow(() -> new CannotStart("The model pack in " + settings.models()
                        + " is not calibrated, so no error rate can be promised at a door; calibrate it by"
                        + " `facelane calibrate`, or use another."));
    }

    DatabaseAddress address() {
        return address;
    }

    Database database() {
        return database;
    }

    MasterKey master() {
        return master;
    }

    @Override
    public void close() {
        database.close();
        started.ifPresent(EmbeddedDatabase::close);
    }
}

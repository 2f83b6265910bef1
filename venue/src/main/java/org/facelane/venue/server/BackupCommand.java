package org.facelane.venue.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.backup.Backup;
import org.facelane.venue.backup.Restoration;
import org.facelane.venue.backup.Restoration.Restored;
import org.facelane.venue.backup.UnusableBackup;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.erase.ErasureLedger;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.LaneStore;

/// `facelane backup` and `facelane restore`: the database as one file, and back.
final class BackupCommand {
    static final String HELP = """
        facelane backup --to=FILE      writes everything that the database holds into a new file, while servers run; the
                                       master key and the ledger of erasures are backed up apart from it
        facelane restore --from=FILE   puts such a file into an empty database, while no server runs, and erases again
                                       whom the ledger of erasures knows; exit 1 if its keys do not open
        """;

    private BackupCommand() {}

    /// @return the exit code
    static int backup(List<String> arguments, InstantSource time) {
        Path file = Path.of(named("--to=", arguments));
        try (Installation installation = Installation.open(settings("--to=", arguments))) {
            long rows = new Backup(installation.database()).write(file, time.instant());
            System.out.println(rows + " rows are in " + file + ". The master key is not: back it up, and the ledger of"
                    + " erasures, each apart from this file.");
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw new CannotStart("The file " + file + " exists already; name another.", e);
        } catch (IOException e) {
            throw new CannotStart("The backup cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /// @return the exit code
    static int restore(List<String> arguments, InstantSource time) {
        Path file = Path.of(named("--from=", arguments));
        Settings settings = settings("--from=", arguments);
        try {
            Files.createDirectories(settings.data());
            Optional<DatabaseAddress> given = Installation.address(settings);
            if (given.isPresent()) {
                return restore(given.get(), file, settings, time.instant());
            }
            Path data = settings.data();
            try (EmbeddedDatabase database =
                    EmbeddedDatabase.start(data.resolve("database"), data.resolve("programs"))) {
                return restore(database.address(), file, settings, time.instant());
            }
        } catch (UnusableBackup e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new CannotStart("There is no file " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new CannotStart("The backup " + file + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private static int restore(DatabaseAddress address, Path file, Settings settings, Instant now) throws IOException {
        Restored restored = Restoration.into(address, file);
        try (Database database = Database.open(address, 2)) {
            database.transact(tx -> {
                AuditLog.write(
                        tx,
                        new AuditLog.Line(
                                now, "system", "restored the backup of " + restored.takenAt(), "installation"));
                return now;
            });
            System.out.println(restored.rows() + " rows are back, as of " + restored.takenAt() + ".");
            // no server runs, so none holds a gallery, and no erasure waits for one that will not come back
            database.read(LaneStore::serversThatHold).forEach(node -> new Erasures(database, node).nodeStarted(now));
            eraseAgain(database, settings, restored, now);
            return keysOpen(database, settings) ? 0 : 1;
        }
    }

    private static void eraseAgain(Database database, Settings settings, Restored restored, Instant now) {
        Path file = Installation.erasureLedger(settings);
        if (Files.notExists(file)) {
            System.err.println("There is no ledger of erasures (" + file + "): whoever withdrew after "
                    + restored.takenAt() + " is in the database again. Bring the ledger of a server of this"
                    + " installation to that place before a server starts.");
            return;
        }
        Erasures erasures = new Erasures(database, Installation.node(settings.data()));
        int again = new ErasureLedger(file, database, erasures).follow(now);
        System.out.println(again + " guests and events that the ledger of erasures knows were erased again.");
    }

    private static boolean keysOpen(Database database, Settings settings) {
        Path file = Installation.masterFile(settings);
        if (Files.notExists(file)) {
            System.err.println("There is no master key (" + file + "): nothing biometric in this database can be"
                    + " opened. Put the key file of the backup's time there before a server starts; if it is lost, see"
                    + " facelane keys start-over.");
            return false;
        }
        MasterKey master = Installation.master(settings);
        List<EventId> closed = database.read(tx -> EventKeyStore.notOpenedBy(tx, master));
        System.out.println(
                closed.isEmpty()
                        ? "The master key opens every event's keys."
                        : "The master key does not open the keys of " + closed.size() + " events: " + closed
                                + ". Put the key file of the backup's time in its place; if it is lost, see facelane"
                                + " keys start-over.");
        return closed.isEmpty();
    }

    private static String named(String key, List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(key))
                .map(argument -> argument.substring(key.length()))
                .findFirst()
                .orElseThrow(() -> new CannotStart("Name the file by " + key + "FILE.\n" + HELP));
    }

    private static Settings settings(String key, List<String> arguments) {
        return Main.settings(
                arguments.stream().filter(argument -> !argument.startsWith(key)).toList());
    }
}

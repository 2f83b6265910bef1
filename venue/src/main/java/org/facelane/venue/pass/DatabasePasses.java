package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;

/// What the database knows of passes, at the moment: a withdrawal counts from its commit on, at every lane of a server.
/// Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by
/// several threads; one read of the database for each question.
public final class DatabasePasses implements PassDesk.Book {
    private final Database database;
    private final MasterKey master;

    public DatabasePasses(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    @Override
    public Optional<PassKeys> keys(EventId event) {
        return database.read(tx -> EventKeyStore.find(tx, event, master)).map(EventKeys::passKeys);
    }

    @Override
    public PassDesk.Known find(Pass pass) {
        return database.read(tx -> PassStore.find(tx, pass));
    }
}

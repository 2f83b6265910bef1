package org.facelane.venue.ticketing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.venue.EventId;
import org.facelane.venue.store.Database;

/// Tickets from a CSV file.
public final class TicketImport {
    private final Database database;

    public TicketImport(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// @param csv the file as it is
    /// @param actor who asks, as the audit log names it
    public ImportOutcome importCsv(EventId event, byte[] csv, String actor, Instant now) {
        throw new UnsupportedOperationException(database.host() + event + csv.length + actor + now);
    }
}

package org.facelane.venue.erase;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.Sql;

/// Clears away what deletion leaves behind in the database's files: PostgreSQL keeps the bytes of a deleted row until
/// their place is needed again, and the write-ahead log keeps those of its insertion until the log is recycled.
///
/// The tables of templates and keys are written anew without what was deleted, the log is switched, and a checkpoint
/// lets PostgreSQL remove the old files. Templates lie sealed in all of them, so this is the second lock and not the
/// first. Where the database does not let us do the last two, whoever looks after it has to. Not safe for use by
/// several threads; several processes may do it.
public final class Scrubbing {
    private static final System.Logger LOG = System.getLogger(Scrubbing.class.getName());
    private static final String DENIED = "42501";
    private static final String LOCKED = "55P03";

    private final Database database;
    private final Duration every;
    private Optional<Instant> tried = Optional.empty();

    /// @param every at most how often; admissions wait while a table is written anew, some tenths of a second for
    ///     60,000 templates
    public Scrubbing(Database database, Duration every) {
        this.database = requireNonNull(database, "database is null");
        this.every = requireNonNull(every, "every is null");
    }

    /// Does it if something was erased since the last time, and the last time is long enough ago.
    ///
    /// @return whether the files were scrubbed
    public boolean scrub(Instant now) {
        boolean isDue = tried.map(last -> !now.isBefore(last.plus(every))).orElse(true);
        if (!isDue || !database.read(ErasureStore::needsScrub)) {
            return false;
        }
        tried = Optional.of(now);
        return database.outsideTransaction(tx -> rewrite(tx) && keep(tx, now, recycle(tx)));
    }

    /// @return false if somebody works with a table just now; there is a next time
    private static boolean rewrite(Connection tx) throws SQLException {
        try {
            Sql.update(tx, "set lock_timeout = '2s'");
            Sql.update(tx, "vacuum full reference");
            Sql.update(tx, "vacuum full pass");
            Sql.update(tx, "vacuum full event_key");
            return true;
        } catch (SQLException e) {
            if (LOCKED.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean recycle(Connection tx) throws SQLException {
        try {
            Sql.first(tx, "select pg_switch_wal()", row -> true);
            Sql.update(tx, "checkpoint");
            return true;
        } catch (SQLException e) {
            if (DENIED.equals(e.getSQLState())) {
                LOG.log(Level.WARNING, "event=log-not-recycled why=\"{0}\"", e.getMessage());
                return false;
            }
            throw e;
        }
    }

    private static boolean keep(Connection tx, Instant now, boolean recycled) throws SQLException {
        ErasureStore.scrubbed(tx, now, true, recycled);
        return true;
    }
}

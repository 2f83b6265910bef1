package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.facelane.venue.EventId;
import org.facelane.venue.access.SecondFactor;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.InstallationKeyStore;

/// Puts another master key in the place of the one in use while servers run: they read its file again by themselves.
/// Where the one in use is lost, says goodbye to what only it opened. Every step may be broken off and done again.
public final class KeyRotation {
    private static final String ACTOR = "system";

    private final Database database;
    private final MasterKey master;

    public KeyRotation(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// What became of the wish to retire old keys.
    public sealed interface Retirement {
        /// @param count keys that are gone
        record Retired(int count) implements Retirement {}

        /// Nothing was done: an older key still wraps these events' keys, or the installation's own.
        record StillNeeded(List<EventId> events) implements Retirement {
            public StillNeeded {
                events = List.copyOf(events);
            }
        }
    }

    /// Makes a new key the primary one and wraps everything by it.
    ///
    /// @return how many events' keys were wrapped anew
    public int rotate(Instant now) {
        master.promote();
        database.transact(tx -> {
            InstallationKeyStore.rewrap(tx, master);
            AuditLog.write(tx, new AuditLog.Line(now, ACTOR, "rotated master key", "installation"));
            return true;
        });
        new SecondFactor(database, master).rewrap();
        return rewrap();
    }

    /// Wraps by the primary key whatever an older one has wrapped, one transaction an event.
    private int rewrap() {
        int count = 0;
        for (EventId event : database.transact(tx -> EventKeyStore.wrappedByOlder(tx, master))) {
            if (database.transact(tx -> EventKeyStore.rewrap(tx, event, master))) {
                count++;
            }
        }
        return count;
    }

    /// Takes the older keys out of the file, if nothing in the database needs them.
    public Retirement retire(Instant now) {
        return database.transact(tx -> {
            List<EventId> older = EventKeyStore.wrappedByOlder(tx, master);
            boolean others = InstallationKeyStore.isWrappedByNewest(tx, master) && SecondFactor.isNewest(tx, master);
            if (!older.isEmpty() || !others) {
                return new Retirement.StillNeeded(older);
            }
            int count = master.retire();
            AuditLog.write(tx, new AuditLog.Line(now, ACTOR, "retired master keys", "installation"));
            return new Retirement.Retired(count);
        });
    }

    /// What was lost with a master key.
    ///
    /// @param events that were ended, for their keys cannot be opened any more
    /// @param signing whether another key signs from now on; receipts' links of before open nothing
    /// @param apps authenticator apps of staff that were forgotten
    public record Loss(int events, boolean signing, int apps) {}

    /// The master key that this database belongs to is lost for good, and another one lies in its place: ends every
    /// event whose keys it does not open, and draws anew what can be drawn anew. Does nothing where nothing is
    /// lost.
    public Loss startOver(Erasures erasures, Instant now) {
        List<EventId> lost = database.read(tx -> EventKeyStore.notOpenedBy(tx, master));
        lost.forEach(event -> erasures.endEvent(event, ACTOR, now));
        boolean signing = database.transact(tx -> {
            boolean replaced = InstallationKeyStore.replaceIfLost(tx, master, now);
            if (replaced) {
                AuditLog.write(
                        tx, new AuditLog.Line(now, ACTOR, "started over without the master key", "installation"));
            }
            return replaced;
        });
        return new Loss(lost.size(), signing, new SecondFactor(database, master).forgetLost(now));
    }
}

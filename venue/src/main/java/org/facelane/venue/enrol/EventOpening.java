package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.venue.Event;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.ConsentTexts;
import org.facelane.venue.store.ConsentTexts.ConsentText;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;

/// A new event with its keys and its first consent text, in one transaction. Safe for use by several threads.
public final class EventOpening {
    private final Database database;
    private final MasterKey master;

    public EventOpening(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// An event for real guests.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    public Event open(Event event, String actor, Instant now) {
        return write(event, false, actor, now);
    }

    /// An event in which made-up people may lie beside enrolled ones, to rehearse an evening; it can never become
    /// an event for real guests.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    public Event openRehearsal(Event event, String actor, Instant now) {
        return write(event, true, actor, now);
    }

    private Event write(Event event, boolean rehearsal, String actor, Instant now) {
        return database.transact(tx -> {
            EventStore.insert(tx, event, rehearsal, now);
            EventKeyStore.create(tx, event.id(), master);
            for (ConsentText text : DefaultConsentText.of(event)) {
                ConsentTexts.insert(tx, event.id(), text, now);
            }
            AuditLog.write(tx, new AuditLog.Line(now, actor, "opened event", "event " + event.id()));
            return event;
        });
    }
}

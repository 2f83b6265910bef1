package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventStore;

/// What an event allows is set to something else; the next admission follows it. Safe for use by several threads.
public final class EntryRuleChange {
    private final Database database;

    public EntryRuleChange(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// What the event allows now; empty if there is no such event.
    public Optional<EntryRules> rules(EventId event) {
        return database.read(tx ->
                EventStore.find(tx, event).isPresent() ? Optional.of(EntryRuleStore.of(tx, event)) : Optional.empty());
    }

    /// Setting an event to what it allows already changes nothing and leaves no audit line. Guests who are inside
    /// stay inside, and a party that is larger than the new cap stays as it is.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if there is no such event
    public boolean change(EventId event, EntryRules rules, String actor, Instant now) {
        return database.transact(tx -> {
            if (EventStore.find(tx, event).isEmpty()) {
                return false;
            }
            if (EntryRuleStore.set(tx, event, rules)) {
                String action = "set entry to re-entry " + rules.reentry() + " after "
                        + rules.reentryWait().toSeconds() + " s, parties of " + rules.partyMax();
                AuditLog.write(tx, new AuditLog.Line(now, actor, action, "event " + event));
            }
            return true;
        });
    }
}

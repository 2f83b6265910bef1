package org.facelane.venue.setup;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;

/// A lane is set to something else. A lane that runs takes it over when its page connects the next time, which the
/// page is told to do within seconds. Safe for use by several threads.
public final class LaneChange {
    private final Database database;

    public LaneChange(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// Setting a lane to what it does already changes nothing and leaves no audit line.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if the event has no such lane, or it was revoked
    public boolean change(EventId event, LaneId id, OnSuspicion onSuspicion, boolean light, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<Lane> lane = LaneStore.find(tx, id)
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .map(LaneStore.Listed::lane)
                    .filter(found -> found.event().equals(event));
            if (lane.isPresent() && LaneStore.set(tx, id, onSuspicion, light)) {
                String action = "set lane from " + lane.get().onSuspicion() + " to " + onSuspicion
                        + " on a suspicion, light " + (light ? "first" : "off");
                AuditLog.write(tx, new AuditLog.Line(now, actor, action, "lane " + id));
            }
            return lane.isPresent();
        });
    }
}

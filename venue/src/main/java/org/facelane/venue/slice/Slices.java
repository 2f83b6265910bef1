package org.facelane.venue.slice;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.Lane;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferenceStore.Slice;

/// Splits galleries where an organiser wants it, and keeps every reference in the slice in which its ticket belongs:
/// tickets are sold anew for another entrance, and hours pass.
///
/// ```
///  ticket's entrance and hours ──┐                                     ┌──► lanes of a server
///                                ├── settle: slice columns, MOVED v ───┤
///  the event's slicing ──────────┘                                     └──► agents
/// ```
///
/// A reference that moves is a numbered change as an enrolment and an erasure are, so that every lane follows in the
/// same order and an erasure reaches a slice as it reaches a whole gallery. Safe for use by several threads and from
/// several nodes.
public final class Slices {
    /// How often tickets are looked through; so long a lane may not know that a ticket was changed.
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Database database;
    private final Duration margin;
    private volatile Instant settledAt = Instant.MIN;

    /// @param margin so long before its ticket lets in, and after, lanes search a guest all the same: to tell
    ///     whoever comes early, rather than not to know them
    public Slices(Database database, Duration margin) {
        this.database = requireNonNull(database, "database is null");
        this.margin = requireNonNull(margin, "margin is null");
    }

    /// How the event's gallery is split; empty if there is no such event.
    public Optional<Slicing> of(EventId event) {
        return database.read(tx -> SliceStore.find(tx, event));
    }

    /// What a lane searches now.
    public Slice of(Lane lane) {
        return of(lane.event()).orElse(Slicing.NONE).of(lane);
    }

    /// Splits an event's gallery otherwise. Agents follow at once, lanes of a server within seconds ([Galleries]).
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if there is no such event
    public boolean set(EventId event, Slicing slicing, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<Slicing> before = SliceStore.find(tx, event);
            if (before.isEmpty()) {
                return false;
            }
            if (!before.get().equals(slicing)) {
                SliceStore.set(tx, event, slicing);
                AuditLog.write(tx, new AuditLog.Line(now, actor, "split gallery " + words(slicing), "event " + event));
                SliceStore.settle(tx, event, margin, now);
            }
            return true;
        });
    }

    /// Puts a guest who enrols into the slice of the ticket, so that nobody sees them outside it, from the first.
    /// The caller has written what is put there, and its gallery change, in the same transaction: from that change
    /// until the commit nobody can split the event otherwise.
    public void place(Connection tx, Guest guest, Instant now) throws SQLException {
        SliceStore.place(tx, guest, margin, now);
    }

    /// Looks through the tickets of every event whose gallery is split, at most once an [#INTERVAL].
    ///
    /// @return how many references came to lie in another slice
    public int settle(Instant now) {
        if (now.isBefore(settledAt.plus(INTERVAL))) {
            return 0;
        }
        settledAt = now;
        int moved = 0;
        List<EventId> split = database.read(SliceStore::split);
        for (EventId event : split) {
            moved += database.transact(tx -> SliceStore.settle(tx, event, margin, now));
        }
        return moved;
    }

    private static String words(Slicing slicing) {
        if (slicing.byEntrance()) {
            return slicing.byTime() ? "by entrance and hour" : "by entrance";
        }
        return slicing.byTime() ? "by hour" : "by nothing";
    }
}

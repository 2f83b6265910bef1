package org.facelane.venue.erase;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Erasure;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.pass.PassStore;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.LaneStore.Hold;
import org.facelane.venue.store.ReferenceStore;

/// Erases guests, and knows when it is done: only when every lane that holds the event's gallery has acknowledged.
///
/// ```
///            withdraw, sweepRetention, endEvent         every lane: acknowledge(≥ v) or leave
///  enrolled ───────────────────────────────────► Erasing(v) ───────────────────────────────► Erased
/// ```
///
/// A lane calls [#join] before it looks at a gallery, [#acknowledge] whenever it has taken a newer one into use, and
/// [#leave] when it has let go of it. A lane that was cut off keeps its row, and the erasure waits for it; it stops
/// recognising by itself. Safe for use by several threads.
public final class Erasures {
    private final Database database;
    private final String node;

    /// @param node names this process among those on the same database, and stays the same when it starts again
    public Erasures(Database database, String node) {
        this.database = requireNonNull(database, "database is null");
        this.node = requireNonNull(node, "node is null");
        if (node.isBlank() || node.length() > 100) {
            throw new IllegalArgumentException("a node's name has 1 to 100 characters, got '" + node + "'");
        }
    }

    /// The guest takes the consent back, before or after having come in. Doing it again changes nothing.
    ///
    /// @return how far the erasure has come
    /// @throws IllegalArgumentException if there is no such guest
    public Erasure withdraw(GuestId id, Instant now) {
        return erase(id, new AuditAs("guest", "withdrew"), now);
    }

    /// The guest withdrew before, and a backup of the database that was put back does not know it.
    ///
    /// @throws IllegalArgumentException if there is no such guest
    Erasure eraseAgain(GuestId id, Instant now) {
        return erase(id, new AuditAs("system", "erased again what a backup brought back"), now);
    }

    private record AuditAs(String actor, String action) {}

    private Erasure erase(GuestId id, AuditAs audit, Instant now) {
        return database.transact(tx -> {
            Optional<Guest> guest = GuestStore.startErasing(tx, id, now);
            if (guest.isPresent()) {
                erase(tx, guest.get(), audit, now);
            }
            return ErasureStore.find(tx, id).orElseThrow(() -> new IllegalArgumentException("there is no guest " + id));
        });
    }

    /// Ends every event whose retention deadline has come: its keys, references and consents.
    ///
    /// @return how many events
    public int sweepRetention(Instant now) {
        List<EventId> due = database.read(tx -> EventStore.dueForErasure(tx, now));
        for (EventId event : due) {
            database.transactInBulk(tx -> eraseEvent(tx, event, Erasure.Reason.RETENTION, "system", now));
        }
        return due.size();
    }

    /// Erases everything biometric of the event, its keys first: no copy can be opened any more, wherever it lies.
    /// Doing it again changes nothing.
    ///
    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return how many guests are being erased by this call
    public int endEvent(EventId event, String actor, Instant now) {
        return database.transactInBulk(tx -> eraseEvent(tx, event, Erasure.Reason.EVENT_END, actor, now));
    }

    /// How far the guest's erasure has come; empty if none was asked for.
    public Optional<Erasure> progress(GuestId guest) {
        return database.read(tx -> ErasureStore.find(tx, guest));
    }

    /// A lane of this process that never runs twice at a time, or an agent's, is about to hold its event's gallery.
    /// From the return on erasures wait for it.
    ///
    /// @return the least version that the lane may use; an older snapshot may still have somebody who is erased
    /// @throws IllegalArgumentException if there is no such lane
    public GalleryVersion join(LaneId lane, Instant now) {
        return join(Hold.only(lane, node), now);
    }

    /// The same for one of several holds: a lane may be started again while it still looks.
    ///
    /// @param hold made for this one
    public GalleryVersion join(LaneId lane, UUID hold, Instant now) {
        return join(new Hold(lane, node, hold), now);
    }

    private GalleryVersion join(Hold hold, Instant now) {
        return database.transact(tx -> {
            EventId event = event(tx, hold.lane());
            LaneStore.holds(tx, hold, new GalleryVersion(0), now);
            return EventStore.holdGalleryVersion(tx, event);
        });
    }

    /// The lane recognises by `version` now and has let go of everything older.
    ///
    /// @throws IllegalStateException if the lane has not joined, or has left
    public void acknowledge(LaneId lane, GalleryVersion version, Instant now) {
        if (!acknowledge(Hold.only(lane, node), version, now)) {
            throw new IllegalStateException("lane " + lane + " acknowledges a gallery it has not joined");
        }
    }

    /// The same for one of several holds.
    ///
    /// @return false if it is none any more: the lane joins again before it looks
    public boolean acknowledge(LaneId lane, UUID hold, GalleryVersion version, Instant now) {
        return acknowledge(new Hold(lane, node, hold), version, now);
    }

    private boolean acknowledge(Hold hold, GalleryVersion version, Instant now) {
        return database.transact(tx -> {
            EventId event = event(tx, hold.lane());
            if (!LaneStore.acknowledge(tx, hold, version, now)) {
                return false;
            }
            if (ErasureStore.anyOpen(tx, event)) {
                ErasureStore.acknowledged(tx, hold.lane(), node, version, now);
                ErasureStore.complete(tx, event, now);
            }
            return true;
        });
    }

    /// The lane holds no gallery any more, on this node. Doing it again changes nothing.
    public void leave(LaneId lane, Instant now) {
        leave(Hold.only(lane, node), now);
    }

    /// The same for one of several holds; the others stay.
    public void leave(LaneId lane, UUID hold, Instant now) {
        leave(new Hold(lane, node, hold), now);
    }

    private void leave(Hold hold, Instant now) {
        database.transact(tx -> {
            ErasureStore.left(tx, hold, now);
            LaneStore.holdsNone(tx, hold);
            return ErasureStore.complete(tx, event(tx, hold.lane()), now);
        });
    }

    /// This process has just started and holds no gallery: whatever its lanes held before it ended is gone.
    public void nodeStarted(Instant now) {
        database.transact(tx -> {
            int count = 0;
            ErasureStore.left(tx, node, now);
            for (EventId event : LaneStore.noneHolds(tx, node)) {
                count += ErasureStore.complete(tx, event, now);
            }
            return count;
        });
    }

    private static void erase(Connection tx, Guest guest, AuditAs audit, Instant now) throws SQLException {
        Optional<ReferenceId> deleted = ReferenceStore.delete(tx, guest.id());
        ReferenceId reference = (deleted.isPresent() ? deleted : PassStore.revoke(tx, guest.id(), now))
                .orElseThrow(() -> new IllegalStateException(
                        "guest " + guest.id() + " is enrolled without a reference or a pass"));
        AuditLog.write(
                tx,
                new AuditLog.Line(
                        now, audit.actor(), audit.action(), "guest " + guest.id() + " ticket " + guest.ticket()));
        GalleryVersion version = GalleryChanges.append(tx, guest.event(), GalleryChanges.Kind.ERASED, reference, now);
        ErasureStore.insert(tx, guest, Erasure.Reason.WITHDRAWAL, version, now);
        ErasureStore.complete(tx, guest.event(), now);
    }

    /// The keys go first: an enrolment under way holds them, and one that comes later finds none.
    private static int eraseEvent(Connection tx, EventId event, Erasure.Reason reason, String actor, Instant now)
            throws SQLException {
        if (!EventKeyStore.destroy(tx, event)) {
            return 0;
        }
        EventStore.keysDestroyed(tx, event, now);
        GuestStore.startErasingAll(tx, event, now);
        int count = ErasureStore.eraseAll(tx, event, reason, now);
        AuditLog.write(tx, new AuditLog.Line(now, actor, "destroyed keys: " + reason, "event " + event));
        ErasureStore.complete(tx, event, now);
        return count;
    }

    private static EventId event(Connection tx, LaneId lane) throws SQLException {
        return LaneStore.find(tx, lane)
                .map(LaneStore.Listed::lane)
                .map(Lane::event)
                .orElseThrow(() -> new IllegalArgumentException("there is no lane " + lane));
    }
}

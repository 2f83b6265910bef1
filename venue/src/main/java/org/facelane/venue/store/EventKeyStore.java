package org.facelane.venue.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;

/// The table `event_key`: the keys of each event, wrapped by the [MasterKey].
public final class EventKeyStore {
    private EventKeyStore() {}

    private record Wrapped(EventId event, byte[] bytes) {}

    /// Draws the keys of a new event and stores them.
    public static void create(Connection tx, EventId event, MasterKey master) throws SQLException {
        Sql.update(
                tx,
                "insert into event_key (event_id, wrapped) values (?, ?)",
                event.value(),
                EventKeys.draw(event).wrapped(master));
    }

    /// The event's keys; empty once they are destroyed.
    ///
    /// @throws IllegalStateException if another master key wrapped them, or they are damaged
    public static Optional<EventKeys> find(Connection tx, EventId event, MasterKey master) throws SQLException {
        return Sql.first(
                        tx,
                        "select event_id, wrapped from event_key where event_id = ?",
                        EventKeyStore::read,
                        event.value())
                .map(wrapped -> EventKeys.unwrap(event, wrapped.bytes(), master));
    }

    /// Makes sure that the keys exist and are not destroyed until this transaction ends.
    ///
    /// @return false if they are destroyed
    public static boolean hold(Connection tx, EventId event) throws SQLException {
        return Sql.first(tx, "select 1 from event_key where event_id = ? for share", row -> true, event.value())
                .orElse(false);
    }

    /// True unless they are destroyed.
    public static boolean exists(Connection tx, EventId event) throws SQLException {
        return Sql.first(tx, "select 1 from event_key where event_id = ?", row -> true, event.value())
                .orElse(false);
    }

    /// Destroys the keys: from the commit on nothing of the event can be opened with what the database holds.
    ///
    /// @return false if they were destroyed before
    public static boolean destroy(Connection tx, EventId event) throws SQLException {
        return Sql.update(tx, "delete from event_key where event_id = ?", event.value()) == 1;
    }

    /// The events whose keys an older key than the primary wrapped. No event is opened until this transaction ends,
    /// so that an empty answer stays true as long.
    public static List<EventId> wrappedByOlder(Connection tx, MasterKey master) throws SQLException {
        Sql.update(tx, "lock table event_key in share row exclusive mode");
        return Sql.list(tx, "select event_id, wrapped from event_key order by event_id", EventKeyStore::read).stream()
                .filter(wrapped -> !master.isNewest(wrapped.bytes()))
                .map(Wrapped::event)
                .toList();
    }

    /// The events whose keys no key of the master key's file opens: it belongs to another database, or is lost.
    public static List<EventId> notOpenedBy(Connection tx, MasterKey master) throws SQLException {
        return Sql.list(tx, "select event_id, wrapped from event_key order by event_id", EventKeyStore::read).stream()
                .filter(wrapped -> !EventKeys.isOpenedBy(wrapped.event(), wrapped.bytes(), master))
                .map(Wrapped::event)
                .toList();
    }

    /// Wraps the event's keys by the primary key.
    ///
    /// @return false if they are destroyed
    public static boolean rewrap(Connection tx, EventId event, MasterKey master) throws SQLException {
        Optional<EventKeys> keys = Sql.first(
                        tx,
                        "select event_id, wrapped from event_key where event_id = ? for update",
                        EventKeyStore::read,
                        event.value())
                .map(wrapped -> EventKeys.unwrap(event, wrapped.bytes(), master));
        return keys.isPresent()
                && Sql.update(
                                tx,
                                "update event_key set wrapped = ? where event_id = ?",
                                keys.get().wrapped(master),
                                event.value())
                        == 1;
    }

    private static Wrapped read(ResultSet row) throws SQLException {
        return new Wrapped(new EventId(Sql.uuid(row, "event_id")), row.getBytes("wrapped"));
    }
}

package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.LaneId;

/// The tables `lane` and `lane_gallery`: the lanes, and which gallery each holds in memory.
public final class LaneStore {
    private static final String SELECT =
            "select id, event_id, name, entrance, gate_url, on_suspicion, light_on_suspicion, key_hash, revoked_at"
                    + " from lane ";

    private LaneStore() {}

    /// A lane as the organiser's list shows it.
    public record Listed(Lane lane, Optional<Instant> revokedAt) {
        public Listed {
            requireNonNull(lane, "lane is null");
            requireNonNull(revokedAt, "revokedAt is null");
        }
    }

    private record Keyed(Listed listed, byte[] keyHash) {}

    /// @param keyHash SHA-256 of the lane's key
    /// @return false if the event has a lane of that name
    public static boolean insert(Connection tx, Lane lane, byte[] keyHash, Instant now) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into lane (id, event_id, name, entrance, key_hash, gate_url, on_suspicion,
                            light_on_suspicion, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (event_id, name) do nothing
                        """,
                        lane.id().value(),
                        lane.event().value(),
                        lane.name(),
                        lane.entrance(),
                        keyHash,
                        lane.gateUrl().map(URI::toString),
                        lane.onSuspicion().name(),
                        lane.lightOnSuspicion(),
                        now)
                == 1;
    }

    /// Revoked lanes too: stewards still see where somebody was admitted.
    public static Optional<Listed> find(Connection tx, LaneId id) throws SQLException {
        return Sql.first(tx, SELECT + "where id = ?", LaneStore::read, id.value())
                .map(Keyed::listed);
    }

    /// The lane, if the key is its own and was not revoked.
    ///
    /// @param keyHash SHA-256 of the key that was shown
    public static Optional<Lane> byKey(Connection tx, LaneId id, byte[] keyHash) throws SQLException {
        return Sql.first(tx, SELECT + "where id = ? and revoked_at is null", LaneStore::read, id.value())
                .filter(keyed -> MessageDigest.isEqual(keyed.keyHash(), keyHash))
                .map(keyed -> keyed.listed().lane());
    }

    /// Every lane of the event, ordered by name.
    public static List<Listed> list(Connection tx, EventId event) throws SQLException {
        return Sql.list(tx, SELECT + "where event_id = ? order by name, id", LaneStore::read, event.value()).stream()
                .map(Keyed::listed)
                .toList();
    }

    /// From now on its key is worth nothing. Its gallery row stays until the lane has let go of the gallery.
    ///
    /// @return false if there is no such lane or it was revoked before
    public static boolean revoke(Connection tx, LaneId id, Instant now) throws SQLException {
        return Sql.update(tx, "update lane set revoked_at = ? where id = ? and revoked_at is null", now, id.value())
                == 1;
    }

    /// What the lane does on a suspicion, from now on.
    ///
    /// @return false if there is no such lane, it was revoked, or it does so already
    public static boolean set(Connection tx, LaneId id, OnSuspicion onSuspicion, boolean light) throws SQLException {
        return Sql.update(tx, """
            update lane set on_suspicion = ?, light_on_suspicion = ?
            where id = ? and revoked_at is null and (on_suspicion <> ? or light_on_suspicion <> ?)
            """, onSuspicion.name(), light, id.value(), onSuspicion.name(), light) == 1;
    }

    /// A lane's hold of a gallery.
    ///
    /// @param id of its own each time a lane is started
    public record Hold(LaneId lane, String node, UUID id) {
        private static final UUID ONLY = new UUID(0, 0);

        public Hold {
            requireNonNull(lane, "lane is null");
            requireNonNull(node, "node is null");
            requireNonNull(id, "id is null");
        }

        /// Of a lane that never runs twice at a time.
        public static Hold only(LaneId lane, String node) {
            return new Hold(lane, node, ONLY);
        }
    }

    /// Writes that a gallery is held, from now on or anew.
    public static void holds(Connection tx, Hold hold, GalleryVersion version, Instant now) throws SQLException {
        Sql.update(tx, """
            insert into lane_gallery (lane_id, node, hold, version, acknowledged_at) values (?, ?, ?, ?, ?)
            on conflict (lane_id, node, hold)
            do update set version = excluded.version, acknowledged_at = excluded.acknowledged_at
            """, hold.lane().value(), hold.node(), hold.id(), version.value(), now);
    }

    /// Writes that this version is held now.
    ///
    /// @return false if none was
    public static boolean acknowledge(Connection tx, Hold hold, GalleryVersion version, Instant now)
            throws SQLException {
        return Sql.update(tx, """
            update lane_gallery set version = ?, acknowledged_at = ?
            where lane_id = ? and node = ? and hold = ?
            """, version.value(), now, hold.lane().value(), hold.node(), hold.id()) == 1;
    }

    /// Writes that this hold is over; the lane's others stay.
    public static void holdsNone(Connection tx, Hold hold) throws SQLException {
        Sql.update(
                tx,
                "delete from lane_gallery where lane_id = ? and node = ? and hold = ?",
                hold.lane().value(),
                hold.node(),
                hold.id());
    }

    /// Writes that no lane holds a gallery on this node.
    ///
    /// @return the events whose lanes did
    public static List<EventId> noneHolds(Connection tx, String node) throws SQLException {
        return Sql.list(tx, """
            delete from lane_gallery h using lane l where l.id = h.lane_id and h.node = ?
            returning l.event_id
            """, row -> new EventId(Sql.uuid(row, "event_id")), node).stream()
                .distinct()
                .toList();
    }

    /// The servers on which lanes hold galleries; agents are not among them, they keep theirs on their own disks.
    public static List<String> serversThatHold(Connection tx) throws SQLException {
        return Sql.list(
                tx,
                "select distinct node from lane_gallery where not starts_with(node, 'agent ')",
                row -> row.getString("node"));
    }

    private static Keyed read(ResultSet row) throws SQLException {
        Lane lane = new Lane(
                new LaneId(Sql.uuid(row, "id")),
                new EventId(Sql.uuid(row, "event_id")),
                row.getString("name"),
                Sql.optionalText(row, "entrance"),
                Sql.optionalText(row, "gate_url").map(URI::create),
                OnSuspicion.valueOf(row.getString("on_suspicion")),
                row.getBoolean("light_on_suspicion"));
        return new Keyed(new Listed(lane, Sql.optionalInstant(row, "revoked_at")), row.getBytes("key_hash"));
    }

    /// The lanes of the event whose sensor should be listened to, and is heard by no server.
    public static List<LaneId> silentSensors(Connection tx, EventId event, Instant now) throws SQLException {
        return Sql.list(tx, """
            select l.id from lane l join doorway d on d.lane_id = l.id
            where l.event_id = ? and l.revoked_at is null and d.sensor_address is not null
              and (d.sensor_heard_until is null or d.sensor_heard_until < ?)
            """, row -> new LaneId(Sql.uuid(row, "id")), event.value(), now);
    }
}

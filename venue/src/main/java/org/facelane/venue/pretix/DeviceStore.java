package org.facelane.venue.pretix;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.Sql;

/// The tables `pretix_device` and `pretix_farewell`.
final class DeviceStore {
    private static final String SELECT = """
        select d.lane_id, d.device_id, d.sealed, d.known, d.rolling_since, d.software
        from pretix_device d join lane l on l.id = d.lane_id where l.revoked_at is null
        """;

    private DeviceStore() {}

    /// A lane's device there.
    ///
    /// @param sealed its key, under the event's keys
    /// @param isKnown false if pretix does not know its key
    /// @param rollingSince since when a new key is on its way, or lost
    /// @param software which pretix was told of last
    record Device(
            LaneId lane,
            long number,
            byte[] sealed,
            boolean isKnown,
            Optional<Instant> rollingSince,
            Optional<String> software) {}

    /// A device that is to be revoked there.
    ///
    /// @param isLost nobody has its key
    record Leaving(EventId event, LaneId lane, URI url, String organizer, long number, byte[] sealed, boolean isLost) {}

    /// Gives the lane this device. One that it had leaves.
    static void add(Connection tx, EventId event, Device device, Instant now) throws SQLException {
        leave(tx, event, Optional.of(device.lane()), now);
        Sql.update(
                tx,
                "insert into pretix_device (lane_id, event_id, device_id, sealed, software) values (?, ?, ?, ?, ?)",
                device.lane().value(),
                event.value(),
                device.number(),
                device.sealed(),
                device.software());
    }

    /// The devices of lanes that were not revoked, those that pretix knows first, ordered by number.
    static List<Device> of(Connection tx, EventId event) throws SQLException {
        return Sql.list(
                tx,
                SELECT + "and d.event_id = ? order by d.known desc, d.device_id",
                DeviceStore::device,
                event.value());
    }

    static Optional<Device> of(Connection tx, EventId event, LaneId lane) throws SQLException {
        return Sql.first(
                tx, SELECT + "and d.event_id = ? and d.lane_id = ?", DeviceStore::device, event.value(), lane.value());
    }

    /// Pretix knows the device by this key, and that it runs this software.
    ///
    /// @return false if another key was put in its place meanwhile; nothing is written then
    static boolean known(Connection tx, Device device, String software) throws SQLException {
        return Sql.update(tx, """
            update pretix_device set known = true, rolling_since = null, software = ?
            where lane_id = ? and sealed = ?
            """, software, device.lane().value(), device.sealed()) == 1;
    }

    /// Pretix does not know this key. If another one was on its way, that one is lost.
    ///
    /// @return false if that was known, or as for [#known]
    static boolean notKnown(Connection tx, Device device) throws SQLException {
        return Sql.update(
                        tx,
                        "update pretix_device set known = false where lane_id = ? and sealed = ? and known",
                        device.lane().value(),
                        device.sealed())
                == 1;
    }

    /// Pretix did not know the key by which another one was asked for, so that none is on its way.
    ///
    /// @return as for [#known]
    static boolean notRolling(Connection tx, Device device) throws SQLException {
        return Sql.update(
                        tx,
                        "update pretix_device set known = false, rolling_since = null where lane_id = ? and sealed = ?",
                        device.lane().value(),
                        device.sealed())
                == 1;
    }

    /// A new key is about to be asked for.
    ///
    /// @return false if the lane has another device now, or another key
    static boolean rolling(Connection tx, Device device, Instant now) throws SQLException {
        return Sql.update(
                        tx,
                        "update pretix_device set rolling_since = ? where lane_id = ? and sealed = ?",
                        now,
                        device.lane().value(),
                        device.sealed())
                == 1;
    }

    /// Keeps the new key.
    ///
    /// @return as for [#known]
    static boolean rolled(Connection tx, Device device, byte[] sealed) throws SQLException {
        return Sql.update(tx, """
            update pretix_device set sealed = ?, known = true, rolling_since = null
            where lane_id = ? and sealed = ?
            """, sealed, device.lane().value(), device.sealed()) == 1;
    }

    /// No lane needs these any more.
    ///
    /// @param lane empty: all of the event
    /// @return how many
    static int leave(Connection tx, EventId event, Optional<LaneId> lane, Instant now) throws SQLException {
        return leave(
                tx,
                "d.event_id = ? and (?::uuid is null or d.lane_id = ?)",
                now,
                event.value(),
                lane(lane),
                lane(lane));
    }

    private static Optional<Object> lane(Optional<LaneId> lane) {
        return lane.map(LaneId::value);
    }

    /// Those of lanes that were revoked, and of events that are over and come to their retention deadline.
    ///
    /// @param before so long before the deadline
    static int leaveInTime(Connection tx, Duration before, Instant now) throws SQLException {
        return leave(
                tx,
                "exists (select from lane l where l.id = d.lane_id and l.revoked_at is not null) or exists (select from"
                        + " event e where e.id = d.event_id and e.ends_at <= ? and e.erase_after <= ?)",
                now,
                now,
                now.plus(before));
    }

    private static int leave(Connection tx, String which, Instant now, Object... arguments) throws SQLException {
        Object[] all = new Object[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = now;
        return Sql.update(tx, "with gone as (delete from pretix_device d where " + which + """
             returning d.lane_id, d.event_id, d.device_id, d.sealed,
                not d.known and d.rolling_since is not null as lost)
            insert into pretix_farewell (url, organizer, device_id, event_id, lane_id, sealed, lost,
                try_again_at)
            select c.url, c.organizer, g.device_id, g.event_id, g.lane_id, g.sealed, g.lost,
                ?::timestamptz
            from gone g join pretix_connection c on c.event_id = g.event_id
            on conflict (url, organizer, device_id) do update set sealed = excluded.sealed, lost = excluded.lost,
                try_again_at = excluded.try_again_at, revoked_at = null
            """, all);
    }

    /// Those that are to be revoked now and whose key can still be opened.
    static List<Leaving> dueToLeave(Connection tx, Instant now) throws SQLException {
        return Sql.list(tx, """
            select f.* from pretix_farewell f join event_key k on k.event_id = f.event_id
            where f.revoked_at is null and not f.lost and f.try_again_at <= ? order by f.url, f.device_id
            """, DeviceStore::leaving, now);
    }

    /// @return false if somebody else revokes it
    static boolean claim(Connection tx, Leaving device, Instant now, Instant until) throws SQLException {
        return Sql.update(tx, """
            update pretix_farewell set try_again_at = ?
            where url = ? and organizer = ? and device_id = ? and try_again_at <= ? and revoked_at is null
            """, until, device.url().toString(), device.organizer(), device.number(), now) == 1;
    }

    /// Pretix has revoked it; its key is forgotten.
    static boolean left(Connection tx, Leaving device, Instant now) throws SQLException {
        return Sql.update(tx, """
            update pretix_farewell set sealed = null, revoked_at = ?
            where url = ? and organizer = ? and device_id = ? and revoked_at is null
            """, now, device.url().toString(), device.organizer(), device.number()) == 1;
    }

    /// The numbers of all devices that the event's lanes have or had where it is connected to.
    static Set<Long> ours(Connection tx, EventId event) throws SQLException {
        return Set.copyOf(Sql.list(tx, """
            select device_id from pretix_device where event_id = ?
            union select f.device_id from pretix_farewell f join pretix_connection c
                on c.event_id = f.event_id and c.url = f.url and c.organizer = f.organizer
            where f.event_id = ?
            """, row -> row.getLong("device_id"), event.value(), event.value()));
    }

    /// What of the event pretix has not revoked yet.
    static List<Leaving> leaving(Connection tx, EventId event) throws SQLException {
        return Sql.list(
                tx,
                "select * from pretix_farewell where event_id = ? and revoked_at is null order by url, device_id",
                DeviceStore::leaving,
                event.value());
    }

    private static Device device(ResultSet row) throws SQLException {
        return new Device(
                new LaneId(Sql.uuid(row, "lane_id")),
                row.getLong("device_id"),
                row.getBytes("sealed"),
                row.getBoolean("known"),
                Sql.optionalInstant(row, "rolling_since"),
                Sql.optionalText(row, "software"));
    }

    private static Leaving leaving(ResultSet row) throws SQLException {
        return new Leaving(
                new EventId(Sql.uuid(row, "event_id")),
                new LaneId(Sql.uuid(row, "lane_id")),
                URI.create(row.getString("url")),
                row.getString("organizer"),
                row.getLong("device_id"),
                row.getBytes("sealed"),
                row.getBoolean("lost"));
    }
}

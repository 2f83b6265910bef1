package org.facelane.venue.doorway;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.LaneId;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.store.Sql;

/// The table `doorway`.
final class DoorwayStore {
    /// So long after it was heard last a sensor counts as heard, and another node keeps away from it.
    static final Duration HOLD = Duration.ofSeconds(10);

    private DoorwayStore() {}

    /// [Doorway#DEFAULT] where nobody set anything else.
    static Doorway of(Connection tx, LaneId lane) throws SQLException {
        return Sql.first(
                        tx,
                        "select direction, passage_seconds, sensor_address, when_undecided from doorway where lane_id"
                                + " = ?",
                        row -> new Doorway(
                                Direction.valueOf(row.getString("direction")),
                                Optional.ofNullable(row.getObject("passage_seconds", Integer.class))
                                        .map(Duration::ofSeconds),
                                Sql.optionalText(row, "sensor_address"),
                                WhenUndecided.valueOf(row.getString("when_undecided"))),
                        lane.value())
                .orElse(Doorway.DEFAULT);
    }

    /// Whoever listens to the sensor begins anew.
    ///
    /// @param sensorHash SHA-256 of the secret of a sensor that calls; empty for every other doorway
    static void set(Connection tx, LaneId lane, Doorway doorway, Optional<byte[]> sensorHash) throws SQLException {
        Sql.update(
                tx,
                """
                insert into doorway (lane_id, direction, passage_seconds, sensor_hash, sensor_address, when_undecided)
                values (?, ?, ?::integer, ?::bytea, ?, ?)
                on conflict (lane_id) do update set direction = excluded.direction,
                    passage_seconds = excluded.passage_seconds, when_undecided = excluded.when_undecided,
                    sensor_hash = excluded.sensor_hash, sensor_address = excluded.sensor_address,
                    sensor_node = null, sensor_since = null, sensor_heard_until = null
                """,
                lane.value(),
                doorway.direction().name(),
                doorway.passageWithin().map(within -> Math.toIntExact(within.toSeconds())),
                sensorHash,
                doorway.sensor(),
                doorway.whenUndecided().name());
    }

    /// Whether this is the hash of the secret of the lane's sensor.
    static boolean isSensor(Connection tx, LaneId lane, byte[] hash) throws SQLException {
        return Sql.first(
                        tx,
                        "select sensor_hash from doorway where lane_id = ? and sensor_hash is not null",
                        row -> row.getBytes("sensor_hash"),
                        lane.value())
                .filter(known -> MessageDigest.isEqual(known, hash))
                .isPresent();
    }

    /// The address of every sensor that a server has to listen to: of lanes that stand and have no agent, which
    /// listens itself, until their event is over.
    static Map<LaneId, String> sensors(Connection tx, Instant now) throws SQLException {
        Map<LaneId, String> sensors = new HashMap<>();
        Sql.list(
                tx,
                """
                select d.lane_id, d.sensor_address from doorway d join lane l on l.id = d.lane_id
                join event e on e.id = l.event_id
                where d.sensor_address is not null and l.revoked_at is null and e.erase_after > ?
                  and not exists (select from agent a where a.lane_id = l.id and a.revoked_at is null)
                """,
                row -> sensors.put(
                        new LaneId(Sql.uuid(row, "lane_id")),
                        Sql.optionalText(row, "sensor_address").orElseThrow()),
                now);
        return sensors;
    }

    /// Whether this node listens to the lane's sensor, or may begin to because nobody does.
    static boolean mayListen(Connection tx, LaneId lane, String node, Instant now) throws SQLException {
        return Sql.first(tx, """
            select 1 from doorway where lane_id = ? and sensor_address is not null
              and (sensor_node is null or sensor_node = ? or sensor_heard_until < ?)
            """, row -> true, lane.value(), node, now).isPresent();
    }

    /// Writes that this node hears the sensor.
    ///
    /// @param since without a break
    /// @param until every word that it heard by then was taken in
    /// @return false if another node does
    static boolean heard(Connection tx, LaneId lane, String node, Instant since, Instant until) throws SQLException {
        return Sql.update(tx, """
            update doorway set sensor_node = ?, sensor_since = ?, sensor_heard_until = ?
            where lane_id = ? and sensor_address is not null
              and (sensor_node is null or sensor_node = ? or sensor_heard_until < ?)
            """, node, since, until.plus(HOLD), lane.value(), node, until) == 1;
    }

    /// What is known of whether somebody who passed would have been heard.
    enum Hearing {
        /// Somebody would have been.
        THROUGHOUT,
        /// It is not written down yet.
        NOT_YET_KNOWN,
        /// For some of the time nobody listened.
        WITH_GAPS
    }

    /// Whether the sensor was heard all the time from `from` to `to`; one that calls by itself counts as heard.
    static Hearing hearing(Connection tx, LaneId lane, Instant from, Instant to, Instant now) throws SQLException {
        return Sql.first(
                        tx,
                        "select sensor_address, sensor_since, sensor_heard_until from doorway where lane_id = ?",
                        row -> {
                            if (Sql.optionalText(row, "sensor_address").isEmpty()) {
                                return Hearing.THROUGHOUT;
                            }
                            Optional<Instant> since = Sql.optionalInstant(row, "sensor_since");
                            if (since.isEmpty() || since.get().isAfter(from)) {
                                return Hearing.WITH_GAPS;
                            }
                            Instant heardAt =
                                    Sql.instant(row, "sensor_heard_until").minus(HOLD);
                            if (!heardAt.isBefore(to)) {
                                return Hearing.THROUGHOUT;
                            }
                            return now.isAfter(to.plus(HOLD)) ? Hearing.WITH_GAPS : Hearing.NOT_YET_KNOWN;
                        },
                        lane.value())
                .orElse(Hearing.WITH_GAPS);
    }
}

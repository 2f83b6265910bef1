package org.facelane.venue.doorway;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.facelane.venue.LaneId;
import org.facelane.venue.doorway.Doorway.Direction;
import org.facelane.venue.doorway.Doorway.WhenUndecided;
import org.facelane.venue.store.Sql;

/// The table `doorway`.
final class DoorwayStore {
    private DoorwayStore() {}

    /// [Doorway#DEFAULT] where nobody set anything else.
    static Doorway of(Connection tx, LaneId lane) throws SQLException {
        return Sql.first(
                        tx,
                        "select direction, passage_seconds, when_undecided from doorway where lane_id = ?",
                        row -> new Doorway(
                                Direction.valueOf(row.getString("direction")),
                                Optional.ofNullable(row.getObject("passage_seconds", Integer.class))
                                        .map(Duration::ofSeconds),
                                WhenUndecided.valueOf(row.getString("when_undecided"))),
                        lane.value())
                .orElse(Doorway.DEFAULT);
    }

    /// @param sensorHash SHA-256 of the sensor's secret; empty keeps what is there, and nothing where no sensor
    ///     tells
    static void set(Connection tx, LaneId lane, Doorway doorway, Optional<byte[]> sensorHash) throws SQLException {
        Sql.update(
                tx,
                """
                insert into doorway as d (lane_id, direction, passage_seconds, sensor_hash, when_undecided)
                values (?, ?, ?::integer, ?::bytea, ?)
                on conflict (lane_id) do update set direction = excluded.direction,
                    passage_seconds = excluded.passage_seconds, when_undecided = excluded.when_undecided,
                    sensor_hash = case when excluded.passage_seconds is null then null
                                  else coalesce(excluded.sensor_hash, d.sensor_hash) end
                """,
                lane.value(),
                doorway.direction().name(),
                doorway.passageWithin().map(within -> Math.toIntExact(within.toSeconds())),
                sensorHash,
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
}

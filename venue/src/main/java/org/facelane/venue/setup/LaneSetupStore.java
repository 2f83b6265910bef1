package org.facelane.venue.setup;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.acquire.CaptureZone;
import org.facelane.venue.LaneId;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.store.Sql;

/// The table `lane_setup`.
final class LaneSetupStore {
    private LaneSetupStore() {}

    /// @param sealedCamera as [org.facelane.venue.keys.EventKeys#sealSecret] made it
    record Row(
            Optional<byte[]> sealedCamera,
            Optional<String> shown,
            CaptureZone zone,
            double eyeDistanceMin,
            Set<Symbology> codes) {
        Row {
            requireNonNull(sealedCamera, "sealedCamera is null");
            requireNonNull(shown, "shown is null");
            requireNonNull(zone, "zone is null");
            requireNonNull(codes, "codes is null");
        }
    }

    static Optional<Row> find(Connection tx, LaneId lane) throws SQLException {
        return Sql.first(
                tx,
                """
                select camera, camera_shown, zone_left, zone_top, zone_right, zone_bottom, eye_distance_min,
                    ticket_codes
                from lane_setup where lane_id = ?
                """,
                row -> new Row(
                        Optional.ofNullable(row.getBytes("camera")),
                        Sql.optionalText(row, "camera_shown"),
                        new CaptureZone(
                                row.getDouble("zone_left"),
                                row.getDouble("zone_top"),
                                row.getDouble("zone_right"),
                                row.getDouble("zone_bottom")),
                        row.getDouble("eye_distance_min"),
                        Symbology.parse(row.getString("ticket_codes"))),
                lane.value());
    }

    static void set(Connection tx, LaneId lane, LaneSetup setup, Optional<byte[]> sealedCamera) throws SQLException {
        Sql.update(
                tx,
                """
                insert into lane_setup (lane_id, camera, camera_shown, zone_left, zone_top, zone_right, zone_bottom,
                    eye_distance_min, ticket_codes)
                values (?, ?::bytea, ?, ?, ?, ?, ?, ?, ?)
                on conflict (lane_id) do update set camera = excluded.camera, camera_shown = excluded.camera_shown,
                    zone_left = excluded.zone_left, zone_top = excluded.zone_top, zone_right = excluded.zone_right,
                    zone_bottom = excluded.zone_bottom, eye_distance_min = excluded.eye_distance_min,
                    ticket_codes = excluded.ticket_codes
                """,
                lane.value(),
                sealedCamera,
                setup.camera().map(CameraAddress::shown),
                setup.zone().left(),
                setup.zone().top(),
                setup.zone().right(),
                setup.zone().bottom(),
                setup.eyeDistanceMin(),
                Symbology.text(setup.codes()));
    }
}

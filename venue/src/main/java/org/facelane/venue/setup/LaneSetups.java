package org.facelane.venue.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.LaneStore;

/// What technicians set at lanes. A camera's address is sealed by the event's key, because it may hold a password, and
/// so cannot be opened any more once the event has ended. A lane that runs takes its setup over within seconds.
///
/// Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by
/// several threads.
public final class LaneSetups {
    private final Database database;
    private final MasterKey master;

    public LaneSetups(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// [LaneSetup#DEFAULT] where nobody set anything else, and without the camera once the event's keys are
    /// destroyed.
    public LaneSetup of(Lane lane) {
        return database.read(tx -> {
            Optional<LaneSetupStore.Row> row = LaneSetupStore.find(tx, lane.id());
            if (row.isEmpty()) {
                return LaneSetup.DEFAULT;
            }
            Optional<EventKeys> keys = row.get().sealedCamera().isEmpty()
                    ? Optional.empty()
                    : EventKeyStore.find(tx, lane.event(), master);
            Optional<CameraAddress> camera = keys.flatMap(found -> CameraAddress.parse(
                    new String(found.openSecret(row.get().sealedCamera().orElseThrow(), purpose(lane.id())), UTF_8)));
            return new LaneSetup(
                    camera,
                    row.get().zone(),
                    row.get().eyeDistanceMin(),
                    row.get().codes());
        });
    }

    /// @param actor who asks, as [AuditLog.Line] names it
    /// @return false if the lane was revoked, or its event's keys are destroyed
    public boolean set(Lane lane, LaneSetup setup, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<EventKeys> keys = EventKeyStore.find(tx, lane.event(), master);
            if (keys.isEmpty() || !stands(tx, lane)) {
                return false;
            }
            Optional<byte[]> sealed = setup.camera()
                    .map(address -> keys.get().sealSecret(address.text().getBytes(UTF_8), purpose(lane.id())));
            LaneSetupStore.set(tx, lane.id(), setup, sealed);
            String camera = setup.camera().map(CameraAddress::shown).orElse("its screen's");
            String action = "set camera to " + camera + ", codes of tickets to " + Symbology.text(setup.codes());
            AuditLog.write(tx, new AuditLog.Line(now, actor, action, "lane " + lane.id()));
            return true;
        });
    }

    private static boolean stands(Connection tx, Lane lane) throws SQLException {
        return LaneStore.find(tx, lane.id())
                .filter(listed -> listed.revokedAt().isEmpty())
                .isPresent();
    }

    private static String purpose(LaneId lane) {
        return "camera of lane " + lane;
    }
}

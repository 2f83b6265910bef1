package org.facelane.venue.pretix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;

/// Seals the keys of devices under the keys of their event, with which they end.
final class DeviceKeys {
    private final Database database;
    private final MasterKey master;

    DeviceKeys(Database database, MasterKey master) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
    }

    /// Empty if the event's keys are destroyed.
    Optional<byte[]> seal(Connection tx, EventId event, LaneId lane, String key) throws SQLException {
        return EventKeyStore.find(tx, event, master).map(keys -> keys.sealSecret(key.getBytes(UTF_8), purpose(lane)));
    }

    /// Empty if the event's keys are destroyed.
    Optional<String> open(EventId event, LaneId lane, byte[] sealed) {
        return database.read(tx -> EventKeyStore.find(tx, event, master))
                .map(keys -> new String(keys.openSecret(sealed, purpose(lane)), UTF_8));
    }

    private static String purpose(LaneId lane) {
        return "pretix device of lane " + lane;
    }
}

package org.facelane.venue.doorway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.facelane.venue.LaneId;
import org.facelane.venue.gate.Sensor;
import org.facelane.venue.gate.SensorWord;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;

/// Listens to the sensors that have an address, and hands their words to [GateSensors].
///
/// One node at a time listens to a sensor: whoever hears it says so every few seconds in the database, and another
/// takes over when that is not said any more. A word that the database cannot take is kept until it can, with the time
/// at which it was heard. Safe for use by several threads.
public final class SensorListening implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SensorListening.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Database database;
    private final GateSensors words;
    private final Sensors sensors;
    private final String node;
    private final InstantSource clock;
    private final Map<LaneId, Ear> ears = new HashMap<>();

    /// @param node names this server among those that share the database
    public SensorListening(Database database, Sensors sensors, String node, InstantSource clock) {
        this.database = requireNonNull(database, "database is null");
        this.sensors = requireNonNull(sensors, "sensors is null");
        this.node = requireNonNull(node, "node is null");
        this.clock = requireNonNull(clock, "clock is null");
        words = new GateSensors(database);
    }

    /// A sensor that this node listens to.
    private final class Ear {
        private final LaneId lane;
        private final String address;
        private final Sensor sensor;
        private int connection;
        private Instant since = Instant.MAX;
        private volatile boolean counts;
        private volatile boolean closed;

        Ear(LaneId lane, String address) {
            this.lane = lane;
            this.address = address;
            sensor = sensors.listen(address, lane, this::take);
        }

        /// Writes down that it is heard, if it is.
        ///
        /// @return false if another node listens
        boolean note(Instant now) {
            int current = sensor.connection();
            if (current != connection) {
                connection = current;
                since = now;
            }
            if (current == 0) {
                return true;
            }
            counts = database.transact(tx -> DoorwayStore.heard(tx, lane, node, since, now));
            return counts;
        }

        private void take(SensorWord word) {
            Instant heardAt = clock.instant();
            while (counts && !closed) {
                try {
                    PassageOutcome unused = word.passed()
                            ? words.passed(lane, word.admission(), heardAt)
                            : words.notPassed(lane, word.admission(), heardAt);
                    return;
                } catch (DatabaseUnreachable e) {
                    LOG.log(System.Logger.Level.WARNING, "a word of the sensor of lane {0} waits", lane);
                    if (!paused()) {
                        return;
                    }
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "a word of the sensor of lane " + lane + " is lost", e);
                    return;
                }
            }
        }

        private boolean paused() {
            try {
                Thread.sleep(PAUSE);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void close() {
            closed = true;
            sensor.close();
        }
    }

    /// Begins to listen where nobody does, stops where nobody needs to, and writes down what is heard. To be called
    /// every few seconds.
    ///
    /// @throws DatabaseUnreachable if the database does not answer; what is listened to stays
    public synchronized void keep(Instant now) {
        Map<LaneId, String> wanted = database.read(tx -> DoorwayStore.sensors(tx, now));
        Iterator<Map.Entry<LaneId, Ear>> each = ears.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<LaneId, Ear> entry = each.next();
            Ear ear = entry.getValue();
            if (!ear.address.equals(wanted.get(entry.getKey())) || !ear.note(now)) {
                ear.close();
                each.remove();
            }
        }
        wanted.forEach((lane, address) -> {
            if (!ears.containsKey(lane) && database.read(tx -> DoorwayStore.mayListen(tx, lane, node, now))) {
                ears.put(lane, new Ear(lane, address));
            }
        });
    }

    @Override
    public synchronized void close() {
        ears.values().forEach(Ear::close);
        ears.clear();
    }
}

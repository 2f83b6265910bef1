package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.SyncAsk.Hearing;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.edge.ledger.LedgerUnusable;
import org.facelane.venue.gate.Sensor;
import org.facelane.venue.gate.SensorWord;
import org.facelane.venue.gate.Sensors;

/// The sensor of an agent's gate, where it is listened to at an address. Each word is in the ledger as soon as it is
/// heard, so that the server is told it with its time, however late. Silence means nothing here: the server judges it,
/// and only for time of which it was told that the sensor was heard. Safe for use by several threads.
final class AgentSensor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AgentSensor.class.getName());

    private final String address;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Runnable news;
    private final Sensor sensor;
    private int connection;
    private Instant since = Instant.MAX;

    /// @param news called when there is something to tell the server
    AgentSensor(Sensors sensors, String address, LaneId lane, Ledger ledger, InstantSource clock, Runnable news) {
        this.address = requireNonNull(address, "address is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.news = requireNonNull(news, "news is null");
        sensor = sensors.listen(address, lane, this::take);
    }

    /// Since when it is heard without a break, and that every word up to now is in the ledger; empty while it is
    /// not heard.
    synchronized Optional<Hearing> hearing() {
        Instant now = clock.instant();
        int current = sensor.connection();
        if (current != connection) {
            connection = current;
            since = now;
        }
        return current == 0 ? Optional.empty() : Optional.of(new Hearing(address, since, now));
    }

    @Override
    public void close() {
        sensor.close();
    }

    /// A word that cannot be written is lost, and what was heard until now is not whole.
    private void take(SensorWord word) {
        synchronized (this) {
            try {
                ledger.append(new LedgerEntry.Passage(word.passed(), word.admission()), clock.instant());
            } catch (LedgerUnusable | UncheckedIOException e) {
                LOG.log(ERROR, "event=sensor-word-lost", e);
                connection = 0;
            }
        }
        news.run();
    }
}

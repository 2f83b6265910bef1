package org.facelane.bench.faults.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facelane.venue.trial.PretixServer;
import org.facelane.venue.trial.PretixServer.Checkin;

/// A pretix that sells the evening's tickets, with an ordinary door of its own; it can fail, one way at a time. Safe
/// for use by several threads.
public final class PretixThere implements AutoCloseable {
    /// Longer than a server waits for an answer. What it was told is done all the same.
    private static final Duration TOO_LATE = Duration.ofSeconds(3);

    /// The device of the ordinary door.
    private static final long ORDINARY = 1;

    private final PretixServer server;
    private final Set<String> sold = new HashSet<>();
    private int struckCount;
    private int ordinaryCount;

    PretixThere() {
        try {
            server = new PretixServer(InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    /// What an organiser says to connect an event.
    Map<String, Object> connection() {
        return Map.of(
                "url",
                server.url().toString(),
                "organizer",
                PretixServer.ORGANIZER,
                "event",
                PretixServer.EVENT,
                "list",
                PretixServer.LIST);
    }

    /// For one more device.
    String token() {
        return server.newDevice();
    }

    /// Once, however often it is asked for.
    synchronized void sell(String ticket) {
        if (sold.add(ticket)) {
            server.ticket(ticket, "");
        }
    }

    /// Somebody comes in by the ticket at the ordinary door.
    ///
    /// @return whether pretix let them in
    public boolean enter(String ticket) {
        boolean isIn = server.scan(ticket, "entry");
        if (isIn) {
            wentIn();
        }
        return isIn;
    }

    /// How many have come in at the ordinary door.
    public synchronized int ordinaryCount() {
        return ordinaryCount;
    }

    /// The tickets that it has sold.
    public synchronized Set<String> tickets() {
        return Set.copyOf(sold);
    }

    /// Entries that stand on record.
    ///
    /// @param ordinary whether those of the ordinary door, or those that our lanes have told
    public List<Checkin> entries(String ticket, boolean ordinary) {
        return server.checkins(ticket).stream()
                .filter(checkin -> checkin.type().equals("entry") && (checkin.device() == ORDINARY) == ordinary)
                .toList();
    }

    /// How many of its answers were none, late or a refusal to answer.
    public synchronized int struckCount() {
        return struckCount;
    }

    void strike(Fault fault) {
        switch (fault) {
            case PRETIX_DOWN -> fail(PretixServer.Fault.LOST);
            case PRETIX_ANSWERS_LOST -> fail(PretixServer.Fault.ANSWER_LOST);
            case PRETIX_THROTTLES -> fail(PretixServer.Fault.THROTTLED);
            case PRETIX_SLOW -> {
                server.delay(TOO_LATE);
                fail(PretixServer.Fault.NONE);
            }
            case SERVER,
                    DATABASE,
                    AGENT,
                    CAMERA,
                    BROKER,
                    NETWORK_TO_AGENT,
                    NETWORK_TO_TABLETS,
                    NETWORK_TO_DATABASE,
                    NETWORK_TO_GATE -> throw new IllegalArgumentException(fault + " does not strike pretix");
        }
    }

    void mend() {
        server.delay(Duration.ZERO);
        server.faults(() -> PretixServer.Fault.NONE);
    }

    @Override
    public void close() {
        server.close();
    }

    private void fail(PretixServer.Fault fault) {
        server.faults(() -> {
            struck();
            return fault;
        });
    }

    private synchronized void wentIn() {
        ordinaryCount++;
    }

    private synchronized void struck() {
        struckCount++;
    }
}

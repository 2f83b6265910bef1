package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.venue.EventId;

/// What is done at pretix again and again, besides telling it: the lanes' devices are looked after, and what happened
/// at its own doors is brought here. Every node does it; doing it twice changes nothing.
public final class PretixRounds {
    private final PretixDevices devices;
    private final PretixPolling polling;

    public PretixRounds(PretixDevices devices, PretixPolling polling) {
        this.devices = requireNonNull(devices, "devices is null");
        this.polling = requireNonNull(polling, "polling is null");
    }

    public void once(Instant now) {
        for (EventId event : polling.events()) {
            devices.keep(event, now);
            polling.poll(event, now);
        }
        devices.farewell(now);
    }
}

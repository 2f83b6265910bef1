package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/// One camera, one screen, one gate, one queue.
///
/// @param entrance where it stands; empty if it serves every entrance
/// @param gateUrl the address that opens its gate; empty if the gate is simulated
/// @param onSuspicion what it does when it may be shown a picture instead of a person
/// @param lightOnSuspicion whether its screen first asks with light; only where the camera is the screen's own
public record Lane(
        LaneId id,
        EventId event,
        String name,
        Optional<String> entrance,
        Optional<URI> gateUrl,
        OnSuspicion onSuspicion,
        boolean lightOnSuspicion) {
    /// What a lane does when presentation attack detection suspects an attack. The suspicion is never certain.
    public enum OnSuspicion {
        /// A steward is asked to help.
        REFER,
        /// The screen asks for the ticket, and nothing is kept.
        ASK_TICKET,
        /// The lane goes on as if there were none, and a line of the audit says that there was.
        NOTE
    }

    public Lane {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
        requireNonNull(name, "name is null");
        requireNonNull(entrance, "entrance is null");
        requireNonNull(gateUrl, "gateUrl is null");
        requireNonNull(onSuspicion, "onSuspicion is null");
    }
}

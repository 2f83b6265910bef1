package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/// One camera, one screen, one gate, one queue.
///
/// @param entrance where it stands; empty if it serves every entrance
/// @param gateUrl the address that opens its gate; empty if the gate is simulated
public record Lane(LaneId id, EventId event, String name, Optional<String> entrance, Optional<URI> gateUrl) {
    public Lane {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
        requireNonNull(name, "name is null");
        requireNonNull(entrance, "entrance is null");
        requireNonNull(gateUrl, "gateUrl is null");
    }
}

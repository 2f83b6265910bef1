package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Lane].
public record LaneId(UUID value) {
    public LaneId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static LaneId random() {
        return new LaneId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Event].
public record EventId(UUID value) {
    public EventId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static EventId random() {
        return new EventId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

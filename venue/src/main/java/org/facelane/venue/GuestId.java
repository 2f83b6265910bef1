package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Guest].
public record GuestId(UUID value) {
    public GuestId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static GuestId random() {
        return new GuestId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

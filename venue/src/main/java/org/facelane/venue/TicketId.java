package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Ticket].
public record TicketId(UUID value) {
    public TicketId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static TicketId random() {
        return new TicketId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

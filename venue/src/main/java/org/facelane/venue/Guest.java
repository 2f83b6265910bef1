package org.facelane.venue;

import static java.util.Objects.requireNonNull;

/// A person who opted in for one event, with one ticket.
public record Guest(GuestId id, EventId event, TicketId ticket) {
    public Guest {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
        requireNonNull(ticket, "ticket is null");
    }
}

package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A part of what an agent is told of the event's tickets: all of them page by page, and from the first page on
/// whatever happens to one.
///
/// @param tickets in place of what was told of the same tickets before
/// @param place to be sent with the next ask
public record TicketPage(List<SealedTicket> tickets, Place place) {
    public TicketPage {
        tickets = List.copyOf(tickets);
        requireNonNull(place, "place is null");
    }

    /// How far an agent has followed.
    ///
    /// @param after the last ticket of the page, in the order of their ids; empty: it was the last page
    /// @param news the number of the first transaction that may not be in it
    public record Place(Optional<UUID> after, String news) {
        public Place {
            requireNonNull(after, "after is null");
            requireNonNull(news, "news is null");
        }
    }
}

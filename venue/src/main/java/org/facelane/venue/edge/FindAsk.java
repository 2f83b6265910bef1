package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// An agent asks about a code of which it was told nothing: a ticket that was sold a moment ago, or none.
///
/// @param code as read
public record FindAsk(String code) {
    /// Where it is asked.
    public static final String PATH = "/api/agent/find";

    public FindAsk {
        requireNonNull(code, "code is null");
    }

    /// Never the code.
    @Override
    public String toString() {
        return "FindAsk";
    }

    /// @param ticket empty: no ticket of the event has that code
    public record Answer(Optional<SealedTicket> ticket) {
        public Answer {
            requireNonNull(ticket, "ticket is null");
        }
    }
}

package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;

/// A lane has seen the guest of a ticket go out.
///
/// @param nonce made once for each going out; the same nonce again is the same exit
public record ExitRequest(TicketId ticket, LaneId lane, UUID nonce) {
    public ExitRequest {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(nonce, "nonce is null");
    }
}

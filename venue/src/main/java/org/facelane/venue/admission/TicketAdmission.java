package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.facelane.venue.LaneId;

/// A lane's request to admit a ticket whose code its camera has read. No face was looked at for it.
///
/// @param code as printed on the ticket
/// @param nonce made once for each showing; the same nonce again is the same request
public record TicketAdmission(String code, LaneId lane, UUID nonce) {
    public TicketAdmission {
        requireNonNull(code, "code is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(nonce, "nonce is null");
    }
}

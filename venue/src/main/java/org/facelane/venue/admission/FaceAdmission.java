package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;

/// A lane's request to admit the guest it recognised.
///
/// @param reference the reference that was recognised; if it is erased by now, nobody is admitted
/// @param nonce made once for each decision; the same nonce again is the same request
/// @param waited from the first usable picture to the decision, 0 or more
public record FaceAdmission(ReferenceId reference, TicketId ticket, LaneId lane, UUID nonce, Duration waited) {
    public FaceAdmission {
        requireNonNull(reference, "reference is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(nonce, "nonce is null");
        if (waited.isNegative()) {
            throw new IllegalArgumentException("nobody waits less than nothing, got " + waited);
        }
    }
}

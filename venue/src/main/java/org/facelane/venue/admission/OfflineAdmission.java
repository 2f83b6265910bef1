package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.store.AdmissionStore.Means;

/// An admission that a lane made by itself, because it could not ask: it has happened, and is told later.
///
/// @param nonce made with the admission; told again, it is the same one
/// @param means by face or by ticket
/// @param admittedAt when the lane let the guest in, by its own clock
/// @param waited from the first usable picture to the decision, 0 or more
/// @param gateOpened whether its gate said that it opened
public record OfflineAdmission(
        TicketId ticket,
        LaneId lane,
        UUID nonce,
        Means means,
        Instant admittedAt,
        Duration waited,
        boolean gateOpened) {
    public OfflineAdmission {
        requireNonNull(ticket, "ticket is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(nonce, "nonce is null");
        requireNonNull(admittedAt, "admittedAt is null");
        if (requireNonNull(means, "means is null") == Means.STEWARD) {
            throw new IllegalArgumentException("a steward admits at the server, not at a lane");
        }
        if (waited.isNegative()) {
            throw new IllegalArgumentException("nobody waits less than nothing, got " + waited);
        }
    }
}

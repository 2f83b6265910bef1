package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// The fact that a ticket was let in.
///
/// @param lane where; empty if a steward admitted it away from a lane
public record Admission(AdmissionId id, TicketId ticket, Optional<LaneId> lane, Instant admittedAt) {
    public Admission {
        requireNonNull(id, "id is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(admittedAt, "admittedAt is null");
    }
}

package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The right to enter one event, as the ticketing system gave it.
///
/// @param code as printed on the ticket; unique in its event
/// @param holder the name on the ticket, if it carries one
/// @param category for example `Block 12, season ticket`
/// @param entrance the only entrance it opens, if it is bound to one
public record Ticket(
        TicketId id,
        EventId event,
        String code,
        Optional<String> holder,
        Optional<String> category,
        Optional<String> entrance,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        Status status) {
    public Ticket {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
        requireNonNull(code, "code is null");
        requireNonNull(status, "status is null");
    }

    /// What the ticketing system says of it.
    public enum Status {
        VALID,
        UNPAID,
        BLOCKED,
        CANCELLED
    }

    /// Why this ticket may not be admitted at `now` at a lane of `laneEntrance`, leaving aside whether it was
    /// admitted before: that the database decides.
    ///
    /// @param laneEntrance where the lane stands; empty if the lane serves every entrance
    /// @return empty if nothing speaks against it
    public Optional<ReferReason> hindrance(Instant now, Optional<String> laneEntrance) {
        return hindrances(now, laneEntrance).stream().findFirst();
    }

    /// Everything that [#hindrance] would say, the weightiest first.
    public List<ReferReason> hindrances(Instant now, Optional<String> laneEntrance) {
        return switch (status) {
            case UNPAID -> List.of(ReferReason.TICKET_UNPAID);
            case BLOCKED -> List.of(ReferReason.TICKET_BLOCKED);
            case CANCELLED -> List.of(ReferReason.TICKET_CANCELLED);
            case VALID -> {
                List<ReferReason> found = new ArrayList<>();
                if (validFrom.isPresent() && now.isBefore(validFrom.get())) {
                    found.add(ReferReason.TICKET_NOT_YET_VALID);
                }
                if (validUntil.isPresent() && !now.isBefore(validUntil.get())) {
                    found.add(ReferReason.TICKET_EXPIRED);
                }
                if (entrance.isPresent()
                        && laneEntrance.isPresent()
                        && !entrance.get().equalsIgnoreCase(laneEntrance.get())) {
                    found.add(ReferReason.OTHER_ENTRANCE);
                }
                yield found;
            }
        };
    }
}

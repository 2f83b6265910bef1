package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;

/// A steward's request to admit a ticket that the steward has seen.
///
/// @param code as printed on the ticket
/// @param lane where the guest stands, if the steward says
/// @param steward the steward's name
/// @param reason why by hand, in the steward's words, 1 to 200 characters
public record HandAdmission(EventId event, String code, Optional<LaneId> lane, String steward, String reason) {
    /// The longest reason, in characters.
    public static final int REASON_MAX = 200;

    public HandAdmission {
        requireNonNull(event, "event is null");
        requireNonNull(code, "code is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(steward, "steward is null");
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("an admission by hand needs a reason of 1 to 200 characters");
        }
    }
}

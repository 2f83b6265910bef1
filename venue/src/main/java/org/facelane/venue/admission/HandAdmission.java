package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;

/// A steward's request to admit a ticket that the steward has seen.
///
/// @param code as printed on the ticket
/// @param lane where the guest stands, if the steward says
/// @param steward the steward's name
/// @param reason why by hand, in the steward's words, 1 to 200 characters
/// @param nonce made once for each wish; the same nonce again is the same request
/// @param overruled what the steward was told speaks against the ticket, and lets it in all the same
public record HandAdmission(
        EventId event,
        String code,
        Optional<LaneId> lane,
        String steward,
        String reason,
        UUID nonce,
        Set<ReferReason> overruled) {
    /// The longest reason, in characters.
    public static final int REASON_MAX = 200;

    /// What a steward who stands there can judge better than the rule: a guest who comes a little early, to the
    /// wrong door, or back in sooner than is usual; of the ticketing system's, that somebody has to see to the
    /// payment, its time and the rules of its doors. A ticket that is not paid, blocked, cancelled or over, a guest
    /// who left for good, and somebody inside on the same ticket stay as they are: about those the organiser
    /// decides.
    public static final Set<ReferReason> OVERRULABLE = Set.of(
            ReferReason.TICKET_NOT_YET_VALID,
            ReferReason.OTHER_ENTRANCE,
            ReferReason.LEFT_JUST_NOW,
            ReferReason.TICKET_PAYABLE,
            ReferReason.TICKET_NOT_NOW,
            ReferReason.TICKETING_RULES);

    public HandAdmission {
        requireNonNull(event, "event is null");
        requireNonNull(code, "code is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(steward, "steward is null");
        requireNonNull(nonce, "nonce is null");
        overruled = Set.copyOf(overruled);
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("an admission by hand needs a reason of 1 to 200 characters");
        }
        if (!OVERRULABLE.containsAll(overruled)) {
            throw new IllegalArgumentException("nobody overrules " + overruled);
        }
    }
}

package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A lane's request that a steward help. It says nothing about anybody who is not enrolled.
///
/// @param ticket whose it is, where that is known
/// @param admission the admission whose gate did not open or whose guest nobody saw pass, if that is the reason
/// @param waited from the first usable picture to the decision, where one was made
public record Referral(
        ReferralId id,
        EventId event,
        LaneId lane,
        ReferReason reason,
        Optional<TicketId> ticket,
        Optional<AdmissionId> admission,
        Optional<Duration> waited,
        Instant at) {
    public Referral {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(waited, "waited is null");
        requireNonNull(at, "at is null");
        boolean aboutAdmission = reason == ReferReason.GATE_DID_NOT_OPEN || reason == ReferReason.PASSAGE_NOT_SEEN;
        if (admission.isPresent() != aboutAdmission) {
            throw new IllegalArgumentException(
                    "GATE_DID_NOT_OPEN and PASSAGE_NOT_SEEN, and no other, are about an admission, got " + reason);
        }
    }
}

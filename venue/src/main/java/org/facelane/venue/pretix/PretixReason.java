package org.facelane.venue.pretix;

import java.util.EnumMap;
import java.util.Map;
import org.facelane.venue.ReferReason;

/// Pretix's reasons in the words of our stewards, and back.
final class PretixReason {
    private static final Map<ReferReason, String> THEIRS = new EnumMap<>(Map.of(
            ReferReason.ALREADY_ADMITTED, "already_redeemed",
            ReferReason.LEFT_FOR_GOOD, "already_redeemed",
            ReferReason.TICKET_UNPAID, "unpaid",
            ReferReason.TICKET_BLOCKED, "blocked",
            ReferReason.TICKET_CANCELLED, "canceled",
            ReferReason.TICKET_NOT_YET_VALID, "invalid_time",
            ReferReason.TICKET_EXPIRED, "invalid_time",
            ReferReason.OTHER_ENTRANCE, "product",
            ReferReason.LEFT_JUST_NOW, "rules"));

    private PretixReason() {}

    /// Why a ticket was not let in there; whatever pretix may add later is something to look up in pretix.
    static ReferReason ours(String reason) {
        return switch (reason) {
            case "already_redeemed" -> ReferReason.ALREADY_ADMITTED;
            case "unpaid" -> ReferReason.TICKET_UNPAID;
            case "blocked" -> ReferReason.TICKET_BLOCKED;
            case "canceled", "revoked" -> ReferReason.TICKET_CANCELLED;
            case "invalid_time" -> ReferReason.TICKET_NOT_NOW;
            case "product" -> ReferReason.OTHER_ENTRANCE;
            case "invalid" -> ReferReason.TICKETING_DOES_NOT_KNOW;
            case "rules" -> ReferReason.TICKETING_RULES;
            case "ambiguous" -> ReferReason.TICKETING_AMBIGUOUS;
            case "unapproved" -> ReferReason.TICKET_NOT_APPROVED;
            case "already_exchanged", "medium_invalid", "medium_exists" -> ReferReason.TICKET_NOT_EXCHANGED;
            // error
            default -> ReferReason.TICKETING_REFUSES;
        };
    }

    /// What pretix calls a refusal of ours.
    static String theirs(ReferReason reason) {
        return THEIRS.getOrDefault(reason, "error");
    }
}

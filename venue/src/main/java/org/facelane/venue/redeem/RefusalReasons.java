package org.facelane.venue.redeem;

import java.util.EnumSet;
import java.util.Set;
import org.facelane.venue.ReferReason;

/// Which referrals say that our own rules did not let a ticket in.
final class RefusalReasons {
    private RefusalReasons() {}

    static Set<ReferReason> ours() {
        return EnumSet.of(
                ReferReason.ALREADY_ADMITTED,
                ReferReason.TICKET_UNPAID,
                ReferReason.TICKET_BLOCKED,
                ReferReason.TICKET_CANCELLED,
                ReferReason.TICKET_NOT_YET_VALID,
                ReferReason.TICKET_EXPIRED,
                ReferReason.OTHER_ENTRANCE,
                ReferReason.LEFT_FOR_GOOD,
                ReferReason.LEFT_JUST_NOW);
    }
}

package org.facelane.venue.redeem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.facelane.venue.ReferReason;

/// What a ticketing system says.
public sealed interface TicketingAnswer {
    /// It is on record there.
    record Done() implements TicketingAnswer {}

    /// It does not let the ticket in.
    ///
    /// @param reason for the steward and the guest
    /// @param detail in its own words, for the log
    record Refused(ReferReason reason, String detail) implements TicketingAnswer {
        public Refused {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
        }
    }

    /// Nobody knows: it did not answer, or not in a way that can be understood. It is told again later.
    ///
    /// @param notBefore how long it is not to be asked, as it says itself; zero if it says nothing
    record Silent(String detail, Duration notBefore) implements TicketingAnswer {
        public Silent {
            requireNonNull(detail, "detail is null");
            requireNonNull(notBefore, "notBefore is null");
        }
    }
}

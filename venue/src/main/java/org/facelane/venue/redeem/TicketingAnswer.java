package org.facelane.venue.redeem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.facelane.venue.ReferReason;

/// What a ticketing system says.
public sealed interface TicketingAnswer {
    /// It is on record there.
    ///
    /// @param attention what a steward is to see to with this guest, in its own words, which may be none; empty if
    ///     nothing is to be seen to
    record Done(Optional<String> attention) implements TicketingAnswer {
        public Done {
            requireNonNull(attention, "attention is null");
        }

        /// Nothing is to be seen to.
        public Done() {
            this(Optional.empty());
        }
    }

    /// It does not let the ticket in.
    ///
    /// @param reason for the steward and the guest
    /// @param detail in its own words, for the log
    /// @param note what it says about it, for the steward alone; empty if it says nothing
    record Refused(ReferReason reason, String detail, Optional<String> note) implements TicketingAnswer {
        public Refused {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
            requireNonNull(note, "note is null");
        }

        /// It says nothing about it.
        public Refused(ReferReason reason, String detail) {
            this(reason, detail, Optional.empty());
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

    /// It answers, but this cannot be told now: whose it was to tell is out. It is told again later; everything
    /// else goes on.
    ///
    /// @param detail for the log
    record NotYet(String detail) implements TicketingAnswer {
        public NotYet {
            requireNonNull(detail, "detail is null");
        }
    }
}

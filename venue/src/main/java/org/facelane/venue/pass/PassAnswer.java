package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

/// What a lane learns of a code it was shown.
public sealed interface PassAnswer {
    /// A genuine pass that stands; whether the guest is before the lane a comparison tells.
    record Claimed(Claim claim) implements PassAnswer {
        public Claimed {
            requireNonNull(claim, "claim is null");
        }
    }

    /// It opens nothing.
    record Refused(PassRefusal reason) implements PassAnswer {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}

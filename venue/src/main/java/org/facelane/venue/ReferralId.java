package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Referral].
public record ReferralId(UUID value) {
    public ReferralId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static ReferralId random() {
        return new ReferralId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

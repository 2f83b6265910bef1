package org.facelane.face.evaluate.rate;

import static java.util.Objects.requireNonNull;

/// An error rate that was counted.
///
/// @param errors how many; a mean over several draws of a gallery need not be whole
/// @param of trials; with 0 the rate is unknown
/// @param interval 95 %
public record Rate(double errors, long of, Interval interval) {
    public Rate {
        requireNonNull(interval, "interval is null");
        if (!(errors >= 0 && errors <= of)) {
            throw new IllegalArgumentException("a rate has 0 to " + of + " errors, got " + errors);
        }
    }

    /// @return 0 to 1; not a number without trials
    public double value() {
        return errors / of;
    }
}

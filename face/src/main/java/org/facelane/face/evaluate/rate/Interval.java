package org.facelane.face.evaluate.rate;

/// Where a rate lies with 95 % confidence.
///
/// @param low 0 or more
/// @param high `low` or more
public record Interval(double low, double high) {
    public Interval {
        if (!(low >= 0 && high >= low)) {
            throw new IllegalArgumentException("an interval goes upwards from 0 or more, got " + low + " to " + high);
        }
    }

    /// Without a single error in `of` independent trials: the rate at which that would happen once in twenty times.
    public static Interval withoutErrors(long of) {
        return new Interval(0, of < 1 ? 1 : -Math.expm1(Math.log(0.05) / of));
    }

    /// With nothing but errors in `of` independent trials: the same from the other end.
    public static Interval onlyErrors(long of) {
        return new Interval(1 - withoutErrors(of).high(), 1);
    }
}

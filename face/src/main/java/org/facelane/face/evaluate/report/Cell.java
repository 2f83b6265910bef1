package org.facelane.face.evaluate.report;

import static java.util.Objects.requireNonNull;

import org.facelane.face.evaluate.rate.Rate;

/// One value of a table.
public sealed interface Cell {
    /// A word or a few.
    record Text(String text) implements Cell {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /// How many.
    record Count(long value) implements Cell {}

    /// A number.
    ///
    /// @param digits after the point, as shown on the page
    record Number(double value, int digits) implements Cell {}

    /// A rate that is asked for, not measured.
    record Asked(double rate) implements Cell {}

    /// A rate that was measured, with its interval and counts.
    record Measured(Rate rate) implements Cell {
        public Measured {
            requireNonNull(rate, "rate is null");
        }
    }

    /// What the data cannot say, and why.
    record Unknown(String why) implements Cell {
        public Unknown {
            requireNonNull(why, "why is null");
        }
    }

    static Cell text(String text) {
        return new Text(text);
    }

    static Cell count(long value) {
        return new Count(value);
    }

    static Cell number(double value, int digits) {
        return new Number(value, digits);
    }

    /// A rate as it is asked for, for use in words: `1 %`, `10⁻⁵`.
    static String asked(double rate) {
        return Figures.asked(rate);
    }

    /// A measured rate, or why there is none.
    static Cell of(Rate rate) {
        return rate.of() == 0 ? new Unknown("no trials") : new Measured(rate);
    }
}

package org.facelane.venue.remnants;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

/// A form, and how it is written.
record Trace(Form form, Encoding encoding) implements Comparable<Trace> {
    Trace {
        requireNonNull(form, "form is null");
        requireNonNull(encoding, "encoding is null");
    }

    /// In words.
    String says() {
        return form.says() + encoding.says();
    }

    @Override
    public int compareTo(Trace other) {
        return comparing(Trace::form).thenComparing(Trace::encoding).compare(this, other);
    }
}

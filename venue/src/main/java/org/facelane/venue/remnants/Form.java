package org.facelane.venue.remnants;

import static java.util.Objects.requireNonNull;

/// A form in which a guest's template may lie somewhere.
enum Form {
    SEALED("sealed template", Shape.RUN, 0, true),
    FEATURES("features before the rotation", Shape.HALVES, 2, false),
    FEATURES_SWAPPED("features before the rotation, big endian", Shape.HALVES, 0, false),
    ROTATED("rotated features, as the template has them", Shape.RUN, 0, true),
    ROTATED_SWAPPED("rotated features, big endian", Shape.RUN, 0, false),
    PLANES("rotated features in 16-bit planes, spread over a panel", Shape.PLANE, 0, false),
    CODES("one-byte search codes in a row", Shape.RUN, 0, true),
    CODES_SPREAD("one-byte search codes, spread over a gallery's panel", Shape.PANEL, 0, false),
    COMPACT("compact template of 4 bits a value, as passes carry it", Shape.RUN, 0, true),
    COMPACT_FINE("compact template of 8 bits a value, as sealed for a pass", Shape.RUN, 0, true),
    PASS("text of the guest's pass", Shape.TEXT, 0, false);

    private final String says;
    private final Shape shape;
    private final int firstAt;
    private final boolean isWritten;

    Form(String says, Shape shape, int firstAt, boolean isWritten) {
        this.says = requireNonNull(says);
        this.shape = shape;
        this.firstAt = firstAt;
        this.isWritten = isWritten;
    }

    /// In words.
    String says() {
        return says;
    }

    Shape shape() {
        return shape;
    }

    /// Where the first fragment begins, in bytes.
    int firstAt() {
        return firstAt;
    }

    /// True if it is looked for as text as well.
    boolean isWritten() {
        return isWritten;
    }
}

package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names a reference and says nothing about whose it is; only the venue's store knows.
public record ReferenceId(UUID value) {
    public ReferenceId {
        requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

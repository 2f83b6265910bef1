package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one [Admission].
public record AdmissionId(UUID value) {
    public AdmissionId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static AdmissionId random() {
        return new AdmissionId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

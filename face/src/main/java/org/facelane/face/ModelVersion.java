package org.facelane.face;

import static java.util.Objects.requireNonNull;

/// Which pack made a set of features. Features of two versions cannot be compared.
///
/// @param value the pack's name and the first 12 hexadecimal digits of the SHA-256 over everything in the pack that
///     decides what features look like, for example `default-1f00c0ffee12`
public record ModelVersion(String value) {
    public ModelVersion {
        requireNonNull(value, "value is null");
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("a model version has 1 to 100 characters, got '" + value + "'");
        }
        if (!value.chars().allMatch(letter -> letter >= ' ' && letter <= '~')) {
            throw new IllegalArgumentException("a model version is printable ASCII, got '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.facelane.venue;

import static java.util.Objects.requireNonNull;

/// Which text a guest agreed to.
///
/// @param version counts from 1 in its event; a text is never edited once given
/// @param language BCP 47, for example `en`
public record Consent(int version, String language) {
    public Consent {
        requireNonNull(language, "language is null");
        if (version < 1) {
            throw new IllegalArgumentException("consent versions count from 1, got " + version);
        }
    }
}

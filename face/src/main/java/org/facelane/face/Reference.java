package org.facelane.face;

import static java.util.Objects.requireNonNull;

/// A template with its identifier (ISO/IEC 2382-37: biometric reference).
public record Reference(ReferenceId id, Template template) {
    public Reference {
        requireNonNull(id, "id is null");
        requireNonNull(template, "template is null");
    }
}

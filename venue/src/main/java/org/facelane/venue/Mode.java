package org.facelane.venue;

/// Where an event's templates are and how a face is compared.
public enum Mode {
    /// The template lies only in the guest's own pass; 1:1.
    PASS,
    /// The template lies on the server, encrypted with a key that only the pass carries; 1:1.
    SEALED,
    /// The template lies in the event's gallery; 1:N. Needs a [LegalBasis] on record.
    HANDS_FREE
}

package org.facelane.face.gallery;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Score;

/// What came of comparing a probe with one claimed reference (1:1).
public sealed interface Verification {
    /// The score reaches the threshold.
    record Verified(Score score) implements Verification {
        public Verified {
            requireNonNull(score, "score is null");
        }
    }

    /// The score does not reach the threshold; how far it is from it is nobody's business.
    record NotVerified() implements Verification {}

    /// The gallery has no such reference: never enrolled here, or erased. Nothing was compared.
    record UnknownReference() implements Verification {}
}

package org.facelane.face;

import static java.util.Objects.requireNonNull;

/// One answer of a search: a reference and how alike it is. Candidates come best first.
public record Candidate(ReferenceId reference, Score score) {
    public Candidate {
        requireNonNull(reference, "reference is null");
        requireNonNull(score, "score is null");
    }
}

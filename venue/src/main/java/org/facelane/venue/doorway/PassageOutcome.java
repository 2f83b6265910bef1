package org.facelane.venue.doorway;

import static java.util.Objects.requireNonNull;

import org.facelane.venue.AdmissionId;

/// What a word of a gate's sensor came to.
public sealed interface PassageOutcome {
    /// The guest of this admission has passed; told again, the answer is the same.
    record Passed(AdmissionId admission) implements PassageOutcome {
        public Passed {
            requireNonNull(admission, "admission is null");
        }
    }

    /// Nobody passed: the admission is annulled, and the ticket lets in again.
    record Annulled(AdmissionId admission) implements PassageOutcome {
        public Annulled {
            requireNonNull(admission, "admission is null");
        }
    }

    /// Somebody passed after the admission was annulled, and the ticket has let somebody else in meanwhile: a
    /// steward is asked.
    record PassedTooLate(AdmissionId admission) implements PassageOutcome {
        public PassedTooLate {
            requireNonNull(admission, "admission is null");
        }
    }

    /// The lane was waiting for nobody, or its sensor named an admission that it did not make.
    record NobodyAwaited() implements PassageOutcome {}
}

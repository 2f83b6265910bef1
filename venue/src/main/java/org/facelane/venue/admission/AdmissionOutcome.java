package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;

/// What the database decided about one request to admit.
public sealed interface AdmissionOutcome extends HandOutcome {
    /// Committed: the guest is in. The same request again gives the same admission.
    record Admitted(Admission admission) implements AdmissionOutcome {
        public Admitted {
            requireNonNull(admission, "admission is null");
        }
    }

    /// This lane committed the admission before, and nobody has commanded the gate yet: a crash lies between. The
    /// lane goes on to the gate.
    record AdmittedHereJustNow(Admission admission) implements AdmissionOutcome {
        public AdmittedHereJustNow {
            requireNonNull(admission, "admission is null");
        }
    }

    /// The ticket was let in before.
    ///
    /// @param where the lane; empty if a steward admitted it away from a lane
    record AlreadyAdmitted(Instant when, Optional<LaneId> where) implements AdmissionOutcome {
        public AlreadyAdmitted {
            requireNonNull(when, "when is null");
            requireNonNull(where, "where is null");
        }
    }

    /// Something speaks against the ticket; a steward helps.
    record NotAdmissible(ReferReason reason) implements AdmissionOutcome {
        public NotAdmissible {
            requireNonNull(reason, "reason is null");
        }
    }

    /// By the time the database was asked the guest had withdrawn, or the ticket or the lane was gone. To a lane
    /// the person is unrecognised.
    record NotFound() implements AdmissionOutcome {}
}

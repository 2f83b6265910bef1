package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.LaneId;

/// What became of an admission that a lane made by itself. Whatever it is, the lane needs to tell it no more.
public sealed interface MergeOutcome {
    /// Written; it stands like any other.
    record Counted(Admission admission) implements MergeOutcome {
        public Counted {
            requireNonNull(admission, "admission is null");
        }
    }

    /// It was told before, with the same nonce; nothing is counted twice.
    record AlreadyKnown(Admission admission) implements MergeOutcome {
        public AlreadyKnown {
            requireNonNull(admission, "admission is null");
        }
    }

    /// Another admission of the ticket stands: two were let in on one ticket. Both are on record, and a steward is
    /// asked. Told again, the answer is the same and nobody is asked twice.
    ///
    /// @param when the ticket was let in the other time
    /// @param where the other lane; empty if a steward admitted it away from a lane
    record Conflict(Instant when, Optional<LaneId> where) implements MergeOutcome {
        public Conflict {
            requireNonNull(when, "when is null");
            requireNonNull(where, "where is null");
        }
    }

    /// There is no such ticket or no such lane, or they are of two events: whoever tells it did not get it from
    /// here.
    record NotFound() implements MergeOutcome {}
}

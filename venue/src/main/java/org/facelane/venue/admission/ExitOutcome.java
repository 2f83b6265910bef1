package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.venue.AdmissionId;

/// What became of an exit. Nobody is ever kept from leaving: this only says what is on record.
public sealed interface ExitOutcome {
    /// The admission has ended; whether the ticket lets in again is the event's rule.
    record Left(AdmissionId admission, Instant at) implements ExitOutcome {
        public Left {
            requireNonNull(admission, "admission is null");
            requireNonNull(at, "at is null");
        }
    }

    /// Nobody was inside on this ticket.
    record NotInside() implements ExitOutcome {}

    /// A lane that does not ask has written it down, and tells it when it can.
    record Noted() implements ExitOutcome {}

    /// There is no such ticket or no such lane, or they are of two events.
    record NotFound() implements ExitOutcome {}
}

package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import org.facelane.venue.admission.HandOutcome;

/// What became of a steward's wish to let a ticket in.
///
/// @param gate what the steward has to know of it once the ticket is admitted
public record LetInByHand(HandOutcome outcome, GateWord gate) {
    public LetInByHand {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(gate, "gate is null");
    }

    /// What the gate of the lane says.
    public enum GateWord {
        /// It opened for this admission.
        OPENED,
        /// It was commanded for this admission a moment ago and has not answered yet: the wish came twice.
        OPENING,
        /// It was commanded and did not say that it opened; it is not commanded again. The steward looks.
        DID_NOT_OPEN,
        /// Nobody commanded it: the steward named no lane, the lane has no gate, or only its agent reaches the
        /// gate.
        NOT_COMMANDED
    }
}

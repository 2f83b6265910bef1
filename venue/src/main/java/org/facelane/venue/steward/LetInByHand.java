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
        /// It has not answered yet: the wish came twice, or the lane's agent was told a moment ago and has not
        /// said what became of it. To be asked again by the same wish.
        OPENING,
        /// It was commanded and did not say that it opened; it is not commanded again. The steward looks.
        DID_NOT_OPEN,
        /// Only the lane's agent reaches it, which is not heard. It will not be commanded later either.
        NOT_HEARD,
        /// Nobody commanded it: the steward named no lane, or the lane has no gate.
        NOT_COMMANDED
    }
}

package org.facelane.venue.admission;

/// What became of a steward's wish to let a ticket in: what the database decided about it, or why it was not asked.
public sealed interface HandOutcome permits AdmissionOutcome, HandOutcome.NoSuchLane, HandOutcome.OtherWish {
    /// The steward named a lane that the event does not have, or has no more.
    record NoSuchLane() implements HandOutcome {}

    /// Another ticket, or the same one at another lane, was let in by this nonce before. Nothing was changed.
    record OtherWish() implements HandOutcome {}
}

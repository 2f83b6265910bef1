package org.facelane.venue.gate;

import org.facelane.venue.Admission;

/// The barrier that opens for one guest.
///
/// Called only by whoever claimed the admission's gate, and never a second time for the same admission, whatever the
/// outcome: a gate that answered nothing may have opened. May block up to its own time-out; safe for use by several
/// threads.
public interface Gate {
    /// Opens for the guest of this admission.
    GateOutcome open(Admission admission);

    /// Lets everybody pass until told otherwise, or one guest an admission again. Safe to repeat; a gate that
    /// cannot be left open says so.
    default GateOutcome letAllPass(boolean all) {
        return new GateOutcome.NotOpened(GateOutcome.Reason.REFUSED, "this gate cannot be left open");
    }
}

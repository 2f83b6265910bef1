package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

/// What became of one command to a gate.
public sealed interface GateOutcome {
    /// The gate said that it opened.
    record Opened() implements GateOutcome {}

    /// The gate did not open, or did not say so. A steward lets the guest in; the command is not repeated.
    ///
    /// @param detail for the log: what was called and what came back, without anything about the guest
    record NotOpened(Reason reason, String detail) implements GateOutcome {
        public NotOpened {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
        }
    }

    /// Why a gate did not open.
    enum Reason {
        /// Nobody listens at the gate's address; the command was not delivered.
        UNREACHABLE,
        /// The gate answered something else than success.
        REFUSED,
        /// The command was sent and no answer came in time; the gate may have opened.
        NO_ANSWER
    }
}

package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// What a lane's agent is told to do for a ticket that a steward has let in by hand there: open the gate, once.
///
/// @param admission what the gate is opened for
/// @param nonce of the admission
/// @param ticket whose it is
/// @param until by the server's clock; heard later it must not open the gate, for somebody else may stand there
public record GateOrder(UUID admission, UUID nonce, UUID ticket, Instant until) {
    public GateOrder {
        requireNonNull(admission, "admission is null");
        requireNonNull(nonce, "nonce is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(until, "until is null");
    }
}

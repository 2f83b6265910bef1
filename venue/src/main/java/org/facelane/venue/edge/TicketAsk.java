package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.admission.TicketAdmission;

/// As [AdmitAsk], for a ticket whose code is held up to an agent's camera.
///
/// @param code as read
public record TicketAsk(String code, UUID nonce) {
    /// Where it is asked.
    public static final String PATH = "/api/agent/ticket";

    public TicketAsk {
        requireNonNull(code, "code is null");
        requireNonNull(nonce, "nonce is null");
    }

    public static TicketAsk of(TicketAdmission request) {
        return new TicketAsk(request.code(), request.nonce());
    }

    public TicketAdmission at(LaneId lane) {
        return new TicketAdmission(code, lane, nonce);
    }

    /// Never the code.
    @Override
    public String toString() {
        return "TicketAsk[" + nonce + "]";
    }
}

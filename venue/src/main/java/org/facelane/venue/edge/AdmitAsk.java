package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.FaceAdmission;

/// An agent that hears the server asks it before it lets anybody in, so that lanes that are not apart never make a
/// conflict.
public record AdmitAsk(UUID reference, UUID ticket, UUID nonce, long milliseconds) {
    /// Where it is asked.
    public static final String PATH = "/api/agent/admit";

    public AdmitAsk {
        requireNonNull(reference, "reference is null");
        requireNonNull(ticket, "ticket is null");
        requireNonNull(nonce, "nonce is null");
    }

    public static AdmitAsk of(FaceAdmission request) {
        return new AdmitAsk(
                request.reference().value(),
                request.ticket().value(),
                request.nonce(),
                request.waited().toMillis());
    }

    /// @throws IllegalArgumentException if it asks for the impossible
    public FaceAdmission at(LaneId lane) {
        return new FaceAdmission(
                new ReferenceId(reference), new TicketId(ticket), lane, nonce, Duration.ofMillis(milliseconds));
    }
}

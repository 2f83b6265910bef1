package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.TicketId;

/// As [AdmitAsk], for a ticket that comes along with an admission which the server has made.
///
/// @param lead that admission
public record AlongAsk(UUID lead, UUID ticket) {
    /// Where it is asked.
    public static final String PATH = "/api/agent/along";

    public AlongAsk {
        requireNonNull(lead, "lead is null");
        requireNonNull(ticket, "ticket is null");
    }

    public static AlongAsk of(AdmissionId lead, TicketId companion) {
        return new AlongAsk(lead.value(), companion.value());
    }
}

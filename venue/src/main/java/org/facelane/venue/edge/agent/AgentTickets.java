package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.SyncAnswer.TicketLine;

/// What the server said last of the tickets whose guests are in the gallery; in memory only. Safe for use by several
/// threads.
final class AgentTickets {
    private final Map<TicketId, TicketLine> lines = new HashMap<>();
    private final Map<ReferenceId, TicketId> byReference = new HashMap<>();

    /// That a ticket was let in, as the server knows it.
    ///
    /// @param where the lane; empty if a steward admitted it
    /// @param leftAt when its guest went out again; empty while somebody is inside on it
    record Admitted(Instant at, Optional<LaneId> where, Optional<Instant> leftAt) {
        Admitted {
            requireNonNull(leftAt, "leftAt is null");
            requireNonNull(at, "at is null");
            requireNonNull(where, "where is null");
        }
    }

    synchronized void take(List<TicketLine> told) {
        for (TicketLine line : told) {
            TicketId ticket = new TicketId(line.ticket());
            TicketLine before = lines.put(ticket, line);
            if (before != null) {
                byReference.remove(new ReferenceId(before.reference()), ticket);
            }
            byReference.put(new ReferenceId(line.reference()), ticket);
        }
    }

    /// The guest is erased.
    synchronized void forget(ReferenceId reference) {
        TicketId ticket = byReference.remove(reference);
        if (ticket != null) {
            lines.remove(ticket);
        }
    }

    synchronized void clear() {
        lines.clear();
        byReference.clear();
    }

    synchronized Optional<Ticket> ofReference(ReferenceId reference, EventId event) {
        return Optional.ofNullable(byReference.get(reference)).map(lines::get).map(line -> line.of(event));
    }

    /// The tickets that the guest of this one may bring, in their order.
    synchronized List<Companion> party(TicketId lead) {
        TicketLine line = lines.get(lead);
        return line == null ? List.of() : line.party();
    }

    synchronized Optional<Admitted> admitted(TicketId ticket) {
        return Optional.ofNullable(lines.get(ticket))
                .flatMap(line -> line.admittedAt()
                        .map(at -> new Admitted(at, line.admittedBy().map(LaneId::new), line.leftAt())));
    }
}

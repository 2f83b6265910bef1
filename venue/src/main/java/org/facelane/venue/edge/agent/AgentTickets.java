package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.SyncAnswer.TicketLine;

/// What the server said last of tickets: of those whose guests are in the gallery, and in the [TicketBook] of all of
/// them. In memory only. Safe for use by several threads.
final class AgentTickets {
    private final TicketBook book = new TicketBook();
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

    /// Those that open by their code.
    TicketBook book() {
        return book;
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

    /// No guest is known any more.
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
        return line == null ? book.ofShown(lead).map(KnownTicket::party).orElse(List.of()) : line.party();
    }

    synchronized Optional<Admitted> admitted(TicketId ticket) {
        TicketLine line = lines.get(ticket);
        return line == null
                ? book.ofShown(ticket)
                        .flatMap(known -> admitted(known.admittedAt(), known.admittedBy(), known.leftAt()))
                : admitted(line.admittedAt(), line.admittedBy(), line.leftAt());
    }

    private static Optional<Admitted> admitted(Optional<Instant> at, Optional<UUID> by, Optional<Instant> leftAt) {
        return at.map(when -> new Admitted(when, by.map(LaneId::new), leftAt));
    }
}

package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.keys.GalleryKey;

/// What the server said last of tickets: of those whose guests are in the gallery, and in the [TicketBook] of all of
/// them. In memory; what a restart needs of it a [CarryOver] keeps. Safe for use by several threads.
final class AgentTickets {
    private final TicketBook book = new TicketBook();
    private final Map<TicketId, TicketLine> lines = new HashMap<>();
    private final Map<ReferenceId, TicketId> byReference = new HashMap<>();

    /// Of whose tickets something has changed since it was asked for last.
    private final Set<ReferenceId> changed = new HashSet<>();

    private Followed followed = Followed.NOTHING;

    /// How far the server has told of guests' tickets.
    ///
    /// @param after asks for the tickets after this one; empty: all are known
    /// @param news to be sent with the next ask; empty with the first
    record Followed(Optional<UUID> after, Optional<String> news) {
        static final Followed NOTHING = new Followed(Optional.of(new UUID(0, 0)), Optional.empty());

        Followed {
            requireNonNull(after, "after is null");
            requireNonNull(news, "news is null");
        }
    }

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

    synchronized Followed followed() {
        return followed;
    }

    /// Takes an answer in.
    ///
    /// @return whether every ticket is known with it
    synchronized boolean take(SyncAnswer answer) {
        boolean whole = answer.ticketsAfter().isEmpty();
        answer.tickets().forEach(this::put);
        followed = new Followed(
                answer.ticketsAfter(),
                followed.news().isEmpty() || whole ? Optional.of(answer.news()) : followed.news());
        return whole;
    }

    private void put(TicketLine line) {
        TicketId ticket = line.known().id();
        TicketLine before = lines.put(ticket, line);
        if (before != null) {
            ReferenceId old = new ReferenceId(before.reference());
            byReference.remove(old, ticket);
            changed.add(old);
        }
        ReferenceId reference = new ReferenceId(line.reference());
        byReference.put(reference, ticket);
        changed.add(reference);
    }

    /// Goes on where it was before the agent started again.
    synchronized void resume(List<TicketLine> known, String news) {
        known.forEach(this::put);
        changed.clear();
        followed = new Followed(Optional.empty(), Optional.of(news));
    }

    /// What is known of guests' tickets by their references, sealed to be kept; empty: nothing any more.
    ///
    /// @param all or only what is new since this was asked last
    synchronized Map<UUID, Optional<byte[]>> toKeep(boolean all, GalleryKey key) {
        Map<UUID, Optional<byte[]>> records = new LinkedHashMap<>();
        for (ReferenceId reference : all ? byReference.keySet() : changed) {
            records.put(
                    reference.value(),
                    Optional.ofNullable(byReference.get(reference))
                            .map(lines::get)
                            .map(line -> key.sealTicket(WireText.write(line), reference)));
        }
        changed.clear();
        return records;
    }

    /// The guest is erased.
    synchronized void forget(ReferenceId reference) {
        TicketId ticket = byReference.remove(reference);
        if (ticket != null) {
            lines.remove(ticket);
            changed.add(reference);
        }
    }

    synchronized int count() {
        return byReference.size();
    }

    /// No guest is known any more.
    synchronized void clear() {
        lines.clear();
        byReference.clear();
        changed.clear();
        followed = Followed.NOTHING;
    }

    synchronized Optional<Ticket> ofReference(ReferenceId reference, EventId event) {
        return Optional.ofNullable(byReference.get(reference))
                .map(lines::get)
                .map(line -> line.known().of(event));
    }

    /// The tickets that the guest of this one may bring, in their order.
    synchronized List<Companion> party(TicketId lead) {
        return known(lead).map(KnownTicket::party).orElse(List.of());
    }

    synchronized Optional<Admitted> admitted(TicketId ticket) {
        return known(ticket)
                .flatMap(known -> known.admittedAt()
                        .map(at -> new Admitted(at, known.admittedBy().map(LaneId::new), known.leftAt())));
    }

    private Optional<KnownTicket> known(TicketId ticket) {
        return Optional.ofNullable(lines.get(ticket)).map(TicketLine::known).or(() -> book.ofShown(ticket));
    }
}

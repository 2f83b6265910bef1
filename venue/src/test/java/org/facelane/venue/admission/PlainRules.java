package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.jspecify.annotations.Nullable;

/// The rules of admission once more, as plainly as can be: in memory, one caller at a time, nothing shared with the
/// product but its nouns. The simulation compares the two after every step.
final class PlainRules {
    private final EntryRules rules;
    private final Map<UUID, Entry> byNonce = new HashMap<>();
    private final Map<TicketId, List<Entry>> entries = new HashMap<>();
    private final Map<UUID, Entry> byExit = new HashMap<>();

    /// A time that a ticket let in.
    static final class Entry {
        final TicketId ticket;
        final Optional<LaneId> lane;
        final boolean byHand;
        final Instant at;
        final UUID nonce;
        boolean claimed;
        boolean passed;
        boolean annulled;

        @Nullable
        Instant left;

        Entry(TicketId ticket, Optional<LaneId> lane, boolean byHand, Instant at, UUID nonce) {
            this.ticket = ticket;
            this.lane = lane;
            this.byHand = byHand;
            this.at = at;
            this.nonce = nonce;
        }
    }

    PlainRules(EntryRules rules) {
        this.rules = rules;
    }

    /// In one word what the product must answer.
    String admit(
            Ticket ticket, Optional<String> entrance, Optional<LaneId> lane, boolean byHand, UUID nonce, Instant now) {
        Entry before = byNonce.get(nonce);
        if (before != null) {
            return before.annulled || before.left != null ? "already" : "admitted";
        }
        if (ticket.status() != Ticket.Status.VALID) {
            return "TICKET_" + ticket.status();
        }
        if (ticket.validFrom().filter(now::isBefore).isPresent()) {
            return "TICKET_NOT_YET_VALID";
        }
        if (ticket.validUntil().filter(until -> !now.isBefore(until)).isPresent()) {
            return "TICKET_EXPIRED";
        }
        if (ticket.entrance().isPresent()
                && entrance.isPresent()
                && !ticket.entrance().equals(entrance)) {
            return "OTHER_ENTRANCE";
        }
        Entry latest = latest(ticket.id());
        if (latest != null && latest.left == null) {
            return !byHand && !latest.byHand && !latest.claimed && latest.lane.equals(lane) ? "just now" : "already";
        }
        if (latest != null && rules.reentry() == EntryRules.Reentry.NEVER) {
            return "LEFT_FOR_GOOD";
        }
        if (latest != null && Duration.between(latest.left, now).compareTo(rules.reentryWait()) < 0) {
            return "LEFT_JUST_NOW";
        }
        write(new Entry(ticket.id(), lane, byHand, now, nonce));
        return "admitted";
    }

    String merge(Ticket ticket, LaneId lane, UUID nonce, Instant at) {
        Entry before = byNonce.get(nonce);
        if (before != null) {
            return "known";
        }
        Entry latest = latest(ticket.id());
        boolean free = latest == null || (latest.left != null && rules.reentry() == EntryRules.Reentry.AFTER_EXIT);
        if (!free) {
            return "conflict";
        }
        Entry entry = new Entry(ticket.id(), Optional.of(lane), false, at, nonce);
        entry.claimed = true;
        write(entry);
        return "counted";
    }

    String leave(TicketId ticket, UUID nonce, Instant now) {
        if (byExit.containsKey(nonce)) {
            return "left";
        }
        Entry latest = latest(ticket);
        if (latest == null || latest.left != null) {
            return "not inside";
        }
        latest.left = now;
        byExit.put(nonce, latest);
        return "left";
    }

    boolean annul(UUID nonce) {
        Entry entry = requireNonNull(byNonce.get(nonce));
        if (entry.annulled || entry.left != null) {
            return false;
        }
        entry.annulled = true;
        return true;
    }

    void claimed(UUID nonce) {
        Entry entry = requireNonNull(byNonce.get(nonce));
        entry.claimed |= !entry.annulled;
    }

    /// Tickets on which somebody is inside.
    long inside() {
        return entries.keySet().stream()
                .map(this::latest)
                .filter(latest -> latest != null && latest.left == null)
                .count();
    }

    List<Entry> all() {
        return List.copyOf(byNonce.values());
    }

    private void write(Entry entry) {
        byNonce.put(entry.nonce, entry);
        entries.computeIfAbsent(entry.ticket, _ -> new ArrayList<>()).add(entry);
    }

    private @Nullable Entry latest(TicketId ticket) {
        List<Entry> standing = entries.getOrDefault(ticket, List.of()).stream()
                .filter(entry -> !entry.annulled)
                .toList();
        return standing.isEmpty() ? null : standing.getLast();
    }
}

package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SealedTicket;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.keys.TicketKey;
import org.jspecify.annotations.Nullable;

/// Every ticket of the event as an agent holds it: sealed, and opened by nothing but its code, when somebody holds that
/// up. In memory only.
///
/// Nothing can be looked up here without a code, so nothing here says which tickets there are. What was opened stays
/// so for the last few who came, who may bring others within moments. Safe for use by several threads; a ticket takes
/// some 200 bytes.
final class TicketBook {
    private static final int OPENED_COUNT = 20;

    private final Map<Mark, byte[]> sealed = new HashMap<>();
    private final Map<Mark, Opened> opened = new LinkedHashMap<>();
    private @Nullable TicketKey key;
    private Optional<TicketPage.Place> place = Optional.empty();
    private AgentClock.@Nullable Moment current;

    private record Mark(long high, long low) {
        static Mark of(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new Mark(in.getLong(), in.getLong());
        }
    }

    private record Opened(TicketKey.Lock lock, KnownTicket known) {}

    /// From now on tickets can be opened. What was sealed by another key is forgotten.
    synchronized void open(TicketKey given) {
        TicketKey before = key;
        if (before == null || !before.isSame(given)) {
            forget();
            key = requireNonNull(given, "given is null");
        }
    }

    /// How far the server has told, to be sent with the next ask; empty: nothing yet.
    synchronized Optional<TicketPage.Place> place() {
        return place;
    }

    /// Takes in what the server told.
    ///
    /// @param from the place that was asked from; where the book is not there any more, nothing is taken
    /// @param asked when: it says what was true then, or later
    /// @return whether there is more to be asked for at once
    synchronized boolean take(Optional<TicketPage.Place> from, TicketPage page, AgentClock.Moment asked) {
        if (key == null || !from.equals(place)) {
            return key != null;
        }
        page.tickets().forEach(this::put);
        place = Optional.of(page.place());
        boolean whole = page.place().after().isEmpty();
        if (whole) {
            current = asked;
        }
        return !whole;
    }

    /// Takes in what the server found. What it told of the ticket meanwhile is newer.
    synchronized void found(SealedTicket ticket) {
        if (key != null && !sealed.containsKey(Mark.of(ticket.markBytes()))) {
            put(ticket);
        }
    }

    /// The ticket with this code, as the server knew it last.
    synchronized Optional<KnownTicket> show(String code) {
        TicketKey known = key;
        if (known == null) {
            return Optional.empty();
        }
        TicketKey.Lock lock = known.lock(code);
        Mark mark = Mark.of(lock.mark());
        byte[] bytes = sealed.get(mark);
        Optional<KnownTicket> ticket = bytes == null ? Optional.empty() : open(lock, bytes);
        ticket.ifPresent(shown -> keep(mark, new Opened(lock, shown)));
        return ticket;
    }

    /// The same, of a ticket that was shown among the last.
    synchronized Optional<KnownTicket> ofShown(TicketId ticket) {
        return opened.values().stream()
                .map(Opened::known)
                .filter(known -> known.id().equals(ticket))
                .findFirst();
    }

    /// When it was last known to be whole and current; empty if it never was.
    synchronized Optional<AgentClock.Moment> current() {
        return Optional.ofNullable(current);
    }

    synchronized int count() {
        return sealed.size();
    }

    /// No ticket can be opened any more.
    synchronized void forget() {
        sealed.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
        sealed.clear();
        opened.clear();
        key = null;
        place = Optional.empty();
        current = null;
    }

    private void put(SealedTicket ticket) {
        Mark mark = Mark.of(ticket.markBytes());
        byte[] bytes = ticket.sealedBytes();
        sealed.put(mark, bytes);
        Opened before = opened.get(mark);
        if (before != null) {
            open(before.lock(), bytes).ifPresent(now -> opened.put(mark, new Opened(before.lock(), now)));
        }
    }

    private void keep(Mark mark, Opened shown) {
        opened.remove(mark);
        opened.put(mark, shown);
        if (opened.size() > OPENED_COUNT) {
            opened.remove(List.copyOf(opened.keySet()).getFirst());
        }
    }

    private static Optional<KnownTicket> open(TicketKey.Lock lock, byte[] bytes) {
        return lock.open(bytes).map(KnownTicket::of);
    }
}

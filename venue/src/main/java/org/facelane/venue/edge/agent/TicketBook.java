package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SealedTicket;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.keys.TicketKey;
import org.jspecify.annotations.Nullable;

/// Every ticket of the event as an agent holds it: sealed, and opened by nothing but its code, when somebody holds that
/// up. In memory; what a restart needs of it a [CarryOver] keeps.
///
/// Nothing can be looked up here without a code, so nothing here says which tickets there are. What was opened stays
/// so for the last few who came, who may bring others within moments. Safe for use by several threads; a ticket takes
/// some 200 bytes.
final class TicketBook {
    private static final int OPENED_COUNT = 20;

    private final Map<UUID, byte[]> sealed = new HashMap<>();
    private final Map<UUID, Opened> opened = new LinkedHashMap<>();
    private @Nullable TicketKey key;
    private Optional<TicketPage.Place> place = Optional.empty();
    private AgentClock.@Nullable Moment current;

    /// What has changed since it was asked for last.
    private final Set<UUID> changed = new HashSet<>();

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
        if (key != null && !sealed.containsKey(mark(ticket.markBytes()))) {
            put(ticket);
        }
    }

    /// How it stands.
    ///
    /// @param key opens tickets, with their codes
    /// @param current when it was last known to be whole and current; empty if it never was
    record Standing(TicketKey key, Optional<TicketPage.Place> place, Optional<AgentClock.Moment> current, int count) {}

    /// Empty: no ticket can be opened.
    synchronized Optional<Standing> standing() {
        return Optional.ofNullable(key)
                .map(known -> new Standing(known, place, Optional.ofNullable(current), sealed.size()));
    }

    /// Goes on where it was before the agent started again.
    ///
    /// @param known each record by its mark
    synchronized void resume(Map<UUID, byte[]> known, Optional<TicketPage.Place> from, Optional<AgentClock.Moment> at) {
        sealed.putAll(known);
        place = from;
        current = at.orElse(null);
    }

    /// The records by their marks, to be kept.
    ///
    /// @param all or only those that are new since this was asked last
    synchronized Map<UUID, Optional<byte[]>> toKeep(boolean all) {
        Map<UUID, Optional<byte[]>> records = new LinkedHashMap<>();
        for (UUID mark : all ? sealed.keySet() : changed) {
            records.put(mark, Optional.ofNullable(sealed.get(mark)));
        }
        changed.clear();
        return records;
    }

    /// The ticket with this code, as the server knew it last.
    synchronized Optional<KnownTicket> show(String code) {
        TicketKey known = key;
        if (known == null) {
            return Optional.empty();
        }
        TicketKey.Lock lock = known.lock(code);
        UUID mark = mark(lock.mark());
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
        changed.clear();
        key = null;
        place = Optional.empty();
        current = null;
    }

    private static UUID mark(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new UUID(in.getLong(), in.getLong());
    }

    private void put(SealedTicket ticket) {
        UUID mark = mark(ticket.markBytes());
        byte[] bytes = ticket.sealedBytes();
        sealed.put(mark, bytes);
        changed.add(mark);
        Opened before = opened.get(mark);
        if (before != null) {
            open(before.lock(), bytes).ifPresent(now -> opened.put(mark, new Opened(before.lock(), now)));
        }
    }

    private void keep(UUID mark, Opened shown) {
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

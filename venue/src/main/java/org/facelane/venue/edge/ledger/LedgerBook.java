package org.facelane.venue.edge.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.TicketId;

/// What the lines of a ledger come to: who was let in, what is under way, what the server does not know yet.
///
/// Nothing here is kept anywhere but in the lines: the same lines make the same book. Safe for use by several threads.
public final class LedgerBook {
    private final Map<UUID, Item> items = new LinkedHashMap<>();
    private final Map<TicketId, Item> byTicket = new HashMap<>();
    private final Map<AdmissionId, Item> byAdmission = new HashMap<>();
    private final Set<AdmissionId> everClaimed = new HashSet<>();
    private final TreeMap<Long, Told> untold = new TreeMap<>();

    LedgerBook() {}

    /// Where an admission stands.
    ///
    /// @param admission empty while the server is asked
    /// @param admittedAt when the ticket was let in; when the server was asked while that is not known
    public record Standing(
            UUID nonce,
            TicketId ticket,
            Optional<AdmissionId> admission,
            Instant admittedAt,
            boolean claimed,
            boolean complete) {
        public Standing {
            requireNonNull(nonce, "nonce is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(admission, "admission is null");
            requireNonNull(admittedAt, "admittedAt is null");
        }
    }

    private static final class Item {
        private final UUID nonce;
        private final TicketId ticket;
        private Instant at;
        private Optional<AdmissionId> admission = Optional.empty();
        private Duration waited = Duration.ZERO;
        private boolean byTicket;
        private boolean claimed;
        private boolean complete;

        private Item(UUID nonce, TicketId ticket, Instant at) {
            this.nonce = nonce;
            this.ticket = ticket;
            this.at = at;
        }

        private Standing standing() {
            return new Standing(nonce, ticket, admission, at, claimed, complete);
        }

        private Told told(long number, boolean opened) {
            return new Told.Admission(number, nonce, ticket, at, waited, byTicket, opened);
        }
    }

    synchronized void add(LedgerLine line) {
        long number = line.number();
        switch (line.entry()) {
            case LedgerEntry.Begun _ -> {}
            case LedgerEntry.Asked(UUID nonce, TicketId ticket) -> item(nonce, ticket, line.at());
            case LedgerEntry.Admitted admitted -> admitted(admitted, line.at());
            case LedgerEntry.NotAdmitted(UUID nonce) -> gone(nonce);
            case LedgerEntry.Claimed(UUID nonce) -> claimed(nonce);
            case LedgerEntry.Opened(UUID nonce) -> complete(nonce, number, true);
            case LedgerEntry.NotOpened(UUID nonce) -> complete(nonce, number, false);
            case LedgerEntry.Referred referred ->
                untold.put(
                        number,
                        new Told.Referral(
                                number,
                                referred.id(),
                                referred.reason(),
                                referred.ticket(),
                                referred.waited(),
                                line.at()));
            case LedgerEntry.Suspected(Optional<TicketId> ticket) ->
                untold.put(number, new Told.Suspicion(number, ticket, line.at()));
            case LedgerEntry.Left(UUID nonce, TicketId ticket) ->
                untold.put(number, new Told.Exit(number, nonce, ticket, line.at()));
            case LedgerEntry.FreePassage(Instant since) ->
                untold.put(number, new Told.FreePassage(number, since, line.at()));
            case LedgerEntry.Passage(boolean passed, Optional<AdmissionId> admission) ->
                untold.put(number, new Told.Passage(number, passed, admission, line.at()));
            case LedgerEntry.Merged(long upTo) -> merged(upTo);
        }
    }

    /// The last admission of the ticket that this ledger knows, unless the server knows it as well and it is done.
    public synchronized Optional<Standing> ofTicket(TicketId ticket) {
        return Optional.ofNullable(byTicket.get(ticket)).map(Item::standing);
    }

    public synchronized Optional<Standing> ofAdmission(AdmissionId admission) {
        return Optional.ofNullable(byAdmission.get(admission)).map(Item::standing);
    }

    /// Whether the gate was claimed for this admission, whatever has become of it since.
    public synchronized boolean wasClaimed(AdmissionId admission) {
        return everClaimed.contains(admission);
    }

    public synchronized Optional<Standing> ofNonce(UUID nonce) {
        return Optional.ofNullable(items.get(nonce)).map(Item::standing);
    }

    /// What is under way, oldest first.
    public synchronized List<Standing> open() {
        return items.values().stream()
                .filter(item -> !item.complete)
                .map(Item::standing)
                .toList();
    }

    /// What the server has not said it knows, in the order in which it was complete.
    public synchronized List<Told> untold(int countMax) {
        return untold.values().stream().limit(countMax).toList();
    }

    /// How much that is.
    public synchronized int untoldCount() {
        return untold.size();
    }

    synchronized boolean isMerged() {
        return untold.isEmpty() && items.values().stream().allMatch(item -> item.complete);
    }

    private Item item(UUID nonce, TicketId ticket, Instant at) {
        Item item = items.computeIfAbsent(nonce, _ -> new Item(nonce, ticket, at));
        byTicket.put(ticket, item);
        return item;
    }

    private void admitted(LedgerEntry.Admitted admitted, Instant at) {
        Item item = item(admitted.nonce(), admitted.ticket(), at);
        item.at = at;
        item.admission = Optional.of(admitted.admission());
        item.waited = admitted.waited();
        item.byTicket = admitted.byTicket();
        byAdmission.put(admitted.admission(), item);
    }

    private void claimed(UUID nonce) {
        Item item = items.get(nonce);
        if (item != null) {
            item.claimed = true;
            item.admission.ifPresent(everClaimed::add);
        }
    }

    private void complete(UUID nonce, long number, boolean opened) {
        Item item = items.get(nonce);
        if (item != null && item.admission.isPresent() && !item.complete) {
            item.claimed = true;
            item.complete = true;
            everClaimed.add(item.admission.get());
            untold.put(number, item.told(number, opened));
        }
    }

    private void gone(UUID nonce) {
        Item item = items.remove(nonce);
        if (item != null) {
            byTicket.remove(item.ticket, item);
            item.admission.ifPresent(byAdmission::remove);
        }
    }

    /// From here on the server's word counts about these tickets.
    private void merged(long upTo) {
        Map<Long, Told> known = untold.headMap(upTo, true);
        for (Told told : new ArrayList<>(known.values())) {
            if (told instanceof Told.Admission admission) {
                gone(admission.nonce());
            }
        }
        known.clear();
    }
}

package org.facelane.venue.edge.office;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SealedTicket;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.store.Sql;

/// What agents are told of every ticket of their event, sealed by its code: first all of them, a page at a time in the
/// order of their ids, and with each page whatever has happened to one since the page before.
final class TicketPages {
    /// Half a megabyte, and some 100 ms to seal.
    static final int COUNT_MAX = 2_500;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String TICKETS = """
        select t.id, t.code, t.entrance, t.valid_from, t.valid_until, t.status, a.admitted_at, a.lane_id, a.left_at
        from ticket t
        left join lateral (
            select admitted_at, lane_id, left_at from admission where ticket_id = t.id and annulled_at is null
            order by entry_number desc limit 1) a on true
        where t.event_id = ?
        """;

    private TicketPages() {}

    private record Coded(String code, KnownTicket known) {}

    /// What follows on a place. Where more has happened than a page holds, as when a list is taken in, all of them
    /// are told once more: what the agent has stays good until it is told anew.
    ///
    /// @param from empty: the agent has nothing
    /// @param said tickets of which the agent has just told: it forgets what it did with them when it is answered,
    ///     so they go with the answer, however much else has changed
    static TicketPage next(
            Connection tx, EventId event, Optional<TicketPage.Place> from, List<UUID> said, TicketKey key)
            throws SQLException {
        String news = AgentPages.news(tx);
        if (from.isEmpty()) {
            return page(tx, event, FIRST, List.of(), news, key);
        }
        Optional<UUID> after = from.get().after();
        List<Coded> changed = changed(tx, event, from.get().news());
        if (changed.size() > COUNT_MAX) {
            List<Coded> own = ofIds(tx, event, said);
            return after.isEmpty()
                    ? page(tx, event, FIRST, own, news, key)
                    : page(tx, event, after.get(), own, from.get().news(), key);
        }
        return after.isEmpty()
                ? new TicketPage(sealed(tx, changed, key), new TicketPage.Place(after, news))
                : page(tx, event, after.get(), changed, news, key);
    }

    private static TicketPage page(
            Connection tx, EventId event, UUID after, List<Coded> changed, String news, TicketKey key)
            throws SQLException {
        List<Coded> told = new ArrayList<>(after(tx, event, after));
        Optional<UUID> next =
                told.size() == COUNT_MAX ? Optional.of(told.getLast().known().ticket()) : Optional.empty();
        told.addAll(changed);
        return new TicketPage(sealed(tx, told, key), new TicketPage.Place(next, news));
    }

    /// The ticket with this code.
    static Optional<SealedTicket> find(Connection tx, EventId event, String code, TicketKey key) throws SQLException {
        List<Coded> found = Sql.list(tx, TICKETS + "and t.code = ?", TicketPages::read, event.value(), code);
        return sealed(tx, found, key).stream().findFirst();
    }

    private static List<Coded> ofIds(Connection tx, EventId event, List<UUID> ids) throws SQLException {
        return Sql.list(
                tx,
                TICKETS + "and t.id = any(?)",
                TicketPages::read,
                event.value(),
                tx.createArrayOf("uuid", ids.toArray(UUID[]::new)));
    }

    private static List<Coded> after(Connection tx, EventId event, UUID after) throws SQLException {
        return Sql.list(
                tx, TICKETS + "and t.id > ? order by t.id limit ?", TicketPages::read, event.value(), after, COUNT_MAX);
    }

    /// Tickets to which something happened in transactions that were not all seen with `news`, and those that lead
    /// them; one more than a page at most.
    private static List<Coded> changed(Connection tx, EventId event, String news) throws SQLException {
        return Sql.list(
                tx,
                TICKETS + AgentPages.MOVED + "limit ?",
                TicketPages::read,
                event.value(),
                event.value(),
                news,
                event.value(),
                news,
                COUNT_MAX + 1);
    }

    private static List<SealedTicket> sealed(Connection tx, List<Coded> told, TicketKey key) throws SQLException {
        Map<UUID, List<Companion>> parties = AgentPages.parties(
                tx, told.stream().map(each -> each.known().ticket()).toList());
        return told.stream()
                .map(each -> SealedTicket.of(
                        key,
                        each.code(),
                        each.known().with(parties.getOrDefault(each.known().ticket(), List.of()))))
                .toList();
    }

    private static Coded read(ResultSet row) throws SQLException {
        return new Coded(row.getString("code"), AgentPages.ticket(row));
    }
}

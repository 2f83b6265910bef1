package org.facelane.venue.party;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.TicketId;
import org.facelane.venue.store.Sql;

/// The table `party_ticket`: which tickets come along with which.
final class PartyStore {
    private PartyStore() {}

    /// @return false if the ticket is in a party already; nothing is written then
    static boolean insert(Connection tx, TicketId lead, TicketId ticket, String actor, Instant now)
            throws SQLException {
        return Sql.update(tx, """
            insert into party_ticket (ticket_id, lead_ticket_id, place, added_at, added_by)
            select ?, ?, 1 + coalesce(max(place), 0), ?, ? from party_ticket where lead_ticket_id = ?
            on conflict (ticket_id) do nothing
            """, ticket.value(), lead.value(), now, actor, lead.value()) == 1;
    }

    static boolean delete(Connection tx, TicketId ticket) throws SQLException {
        return Sql.update(tx, "delete from party_ticket where ticket_id = ?", ticket.value()) == 1;
    }

    /// The tickets that come along with this one, in the order in which they were added.
    static List<TicketId> of(Connection tx, TicketId lead) throws SQLException {
        return Sql.list(
                tx,
                "select ticket_id from party_ticket where lead_ticket_id = ? order by place",
                row -> new TicketId(Sql.uuid(row, "ticket_id")),
                lead.value());
    }

    static Optional<TicketId> leadOf(Connection tx, TicketId ticket) throws SQLException {
        return Sql.first(
                tx,
                "select lead_ticket_id from party_ticket where ticket_id = ?",
                row -> new TicketId(Sql.uuid(row, "lead_ticket_id")),
                ticket.value());
    }
}

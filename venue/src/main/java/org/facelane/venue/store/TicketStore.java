package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;

/// The table `ticket`.
public final class TicketStore {
    private static final String COLUMNS =
            "t.id, t.event_id, t.code, t.holder, t.category, t.entrance, t.valid_from, t.valid_until, t.status";

    private TicketStore() {}

    /// A ticket as the organiser's list shows it.
    ///
    /// @param enrolled whether its holder is enrolled now
    /// @param admitted whether it was let in
    public record Listed(Ticket ticket, boolean enrolled, boolean admitted) {}

    /// A ticket with which somebody may enrol.
    ///
    /// @param linkGeneration the number that its links carry now
    public record Enrollable(Ticket ticket, int linkGeneration) {}

    public static void insert(Connection tx, Ticket ticket) throws SQLException {
        requireNonNull(ticket, "ticket is null");
        Sql.update(
                tx,
                """
                insert into ticket (id, event_id, code, holder, category, entrance, valid_from, valid_until, status)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                ticket.id().value(),
                ticket.event().value(),
                ticket.code(),
                ticket.holder(),
                ticket.category(),
                ticket.entrance(),
                ticket.validFrom(),
                ticket.validUntil(),
                ticket.status().name());
    }

    public static Optional<Ticket> find(Connection tx, TicketId id) throws SQLException {
        return Sql.first(
                tx, "select " + COLUMNS + " from ticket t where t.id = ?", TicketStore::read, id.value());
    }

    /// As [#find]; nobody else changes the ticket or enrols with it until this transaction ends.
    public static Optional<Ticket> hold(Connection tx, TicketId id) throws SQLException {
        return Sql.first(
                tx,
                "select " + COLUMNS + " from ticket t where t.id = ? for no key update",
                TicketStore::read,
                id.value());
    }

    /// @param code as printed on the ticket, letter for letter
    public static Optional<Ticket> byCode(Connection tx, EventId event, String code) throws SQLException {
        return Sql.first(
                tx,
                "select " + COLUMNS + " from ticket t where t.event_id = ? and t.code = ?",
                TicketStore::read,
                event.value(),
                code);
    }

    /// The ticket of the guest whose reference this is; empty once the reference is erased.
    public static Optional<Ticket> ofReference(Connection tx, ReferenceId reference) throws SQLException {
        return Sql.first(
                tx,
                "select " + COLUMNS
                        + """
                         from reference r join guest g on g.id = r.guest_id join ticket t on t.id = g.ticket_id
                        where r.id = ?
                        """,
                TicketStore::read,
                reference.value());
    }

    /// Tickets whose code or holder contains `text`, ordered by code.
    ///
    /// @param text empty for all
    /// @param countMax at least 1
    public static List<Listed> search(Connection tx, EventId event, String text, int countMax) throws SQLException {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return Sql.list(
                tx,
                "select " + COLUMNS
                        + """
                        , exists (select from guest g where g.ticket_id = t.id and g.erasing_at is null) as enrolled,
                          exists (select from admission a where a.ticket_id = t.id and a.annulled_at is null) as admitted
                        from ticket t
                        where t.event_id = ? and (t.code ilike ? or t.holder ilike ?)
                        order by t.code limit ?
                        """,
                row -> new Listed(read(row), row.getBoolean("enrolled"), row.getBoolean("admitted")),
                event.value(),
                pattern,
                pattern,
                countMax);
    }

    /// Every ticket of the event that may be sent a link: valid and not enrolled, ordered by code.
    public static List<Enrollable> enrollable(Connection tx, EventId event) throws SQLException {
        return Sql.list(
                tx,
                "select " + COLUMNS
                        + """
                        , t.link_generation from ticket t
                        where t.event_id = ? and t.status = 'VALID'
                          and not exists (select from guest g where g.ticket_id = t.id and g.erasing_at is null)
                        order by t.code
                        """,
                row -> new Enrollable(read(row), row.getInt("link_generation")),
                event.value());
    }

    /// The number that the ticket's enrolment links carry now; empty if there is no such ticket.
    public static OptionalInt linkGeneration(Connection tx, TicketId id) throws SQLException {
        return Sql.first(tx, "select link_generation from ticket where id = ?", row -> row.getInt(1), id.value())
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /// Revokes every enrolment link given out for the ticket.
    ///
    /// @return false if there is no such ticket
    public static boolean raiseLinkGeneration(Connection tx, TicketId id) throws SQLException {
        return Sql.update(tx, "update ticket set link_generation = link_generation + 1 where id = ?", id.value()) == 1;
    }

    private static Ticket read(ResultSet row) throws SQLException {
        return new Ticket(
                new TicketId(Sql.uuid(row, "id")),
                new EventId(Sql.uuid(row, "event_id")),
                row.getString("code"),
                Sql.optionalText(row, "holder"),
                Sql.optionalText(row, "category"),
                Sql.optionalText(row, "entrance"),
                Sql.optionalInstant(row, "valid_from"),
                Sql.optionalInstant(row, "valid_until"),
                Ticket.Status.valueOf(row.getString("status")));
    }
}

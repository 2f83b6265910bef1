package org.facelane.venue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// The table `ticket`.
public final class TicketStore {
    private static final String COLUMNS =
            "t.id, t.event_id, t.code, t.holder, t.category, t.entrance, t.valid_from, t.valid_until, t.status";

    /// Tells this advisory lock from others; the letters of `tick`.
    private static final int MERGE_LOCK = 0x7469636b;

    private static final String DIFFERS = """
        (t.holder, t.category, t.entrance, t.valid_from, t.valid_until, t.status, t.attention)
        is distinct from (s.holder, s.category, s.entrance, s.valid_from, s.valid_until, s.status, s.attention)
        """;

    private static final int COPY_CHARACTERS = 65_536;

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

    /// A column of a ticket as the ticketing system names it.
    public enum Column {
        CODE,
        HOLDER,
        CATEGORY,
        ENTRANCE,
        VALID_FROM,
        VALID_UNTIL,
        STATUS,
        /// Not a part of a [Ticket]: only whoever looks at a referral is to read it.
        ATTENTION
    }

    /// A ticket as the ticketing system describes it.
    ///
    /// @param line where it says so
    /// @param attention what a steward is to see to once its guest is in
    public record Incoming(
            long line,
            String code,
            Optional<String> holder,
            Optional<String> category,
            Optional<String> entrance,
            Optional<Instant> validFrom,
            Optional<Instant> validUntil,
            Optional<Ticket.Status> status,
            Optional<String> attention) {}

    /// What became of incoming tickets.
    ///
    /// @param holderKept lines not taken, because they change the holder of a ticket that is enrolled or admitted
    /// @param neverValid lines not taken, because the ticket would end before it begins
    public record Merged(long added, long changed, List<Long> holderKept, List<Long> neverValid) {
        public Merged {
            holderKept = List.copyOf(holderKept);
            neverValid = List.copyOf(neverValid);
        }
    }

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
        return Sql.first(tx, "select " + COLUMNS + " from ticket t where t.id = ?", TicketStore::read, id.value());
    }

    /// As [#find]; nobody else changes the ticket or enrols with it until this transaction ends.
    public static Optional<Ticket> hold(Connection tx, TicketId id) throws SQLException {
        return Sql.first(
                tx,
                "select " + COLUMNS + " from ticket t where t.id = ? for no key update",
                TicketStore::read,
                id.value());
    }

    /// Lets agents hear that something about the ticket is otherwise, although its row is not.
    public static void touch(Connection tx, TicketId id) throws SQLException {
        Sql.update(tx, "update ticket set status = status where id = ?", id.value());
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

    /// The ticket of the guest whose reference or pass this is; empty once it is erased or revoked.
    public static Optional<Ticket> ofReference(Connection tx, ReferenceId reference) throws SQLException {
        return Sql.first(tx, "select " + COLUMNS + """
             from recognisable r join guest g on g.id = r.guest_id join ticket t on t.id = g.ticket_id
            where r.id = ?
            """, TicketStore::read, reference.value());
    }

    /// Tickets whose code or holder contains `text`, ordered by code.
    ///
    /// @param text empty for all
    /// @param countMax at least 1
    public static List<Listed> search(Connection tx, EventId event, String text, int countMax) throws SQLException {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return Sql.list(
                tx,
                "select " + COLUMNS + """
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
                "select " + COLUMNS + """
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

    /// Adds the tickets that are new and changes those that differ. Merges of one event take turns.
    ///
    /// @param columns those that `tickets` speak of; what others say stays as it is
    /// @param tickets no code twice
    public static Merged merge(Connection tx, EventId event, Set<Column> columns, List<Incoming> tickets)
            throws SQLException {
        Sql.first(tx, "select pg_advisory_xact_lock(?, ?)", row -> true, MERGE_LOCK, event.hashCode());
        stage(tx, event, columns, tickets);
        // Nobody enrols with a ticket between the look and the change.
        Sql.list(
                tx,
                "select t.id from staged s join ticket t on t.id = s.id where " + DIFFERS
                        + " order by t.id for no key update of t",
                row -> row.getObject("id"));
        List<Long> holderKept = refuse(tx, """
            exists (select from ticket t where t.id = s.id and t.holder is distinct from s.holder)
            and (exists (select from guest g where g.ticket_id = s.id and g.erasing_at is null)
                 or exists (select from admission a where a.ticket_id = s.id and a.annulled_at is null))
            """);
        List<Long> neverValid = refuse(tx, "s.valid_until <= s.valid_from");
        int changed = Sql.update(tx, """
            update ticket t set holder = s.holder, category = s.category, entrance = s.entrance,
                valid_from = s.valid_from, valid_until = s.valid_until, status = s.status, attention = s.attention
            from staged s
            where t.id = s.id and
            """ + DIFFERS);
        int added = Sql.update(tx, """
            insert into ticket (id, event_id, code, holder, category, entrance, valid_from, valid_until, status,
                                attention)
            select gen_random_uuid(), ?, code, holder, category, entrance, valid_from, valid_until, status, attention
            from staged where id is null
            """, event.value());
        return new Merged(added, changed, holderKept, neverValid);
    }

    /// Lays the incoming tickets beside those that are known: `staged` says what each would be, and `id` which it
    /// is.
    private static void stage(Connection tx, EventId event, Set<Column> columns, List<Incoming> tickets)
            throws SQLException {
        Sql.update(tx, """
            create temporary table incoming (line bigint, code text, holder text, category text, entrance text,
                valid_from timestamptz, valid_until timestamptz, status text, attention text) on commit drop
            """);
        copy(tx, tickets);
        List<String> chosen = new ArrayList<>();
        for (Column column : EnumSet.complementOf(EnumSet.of(Column.CODE))) {
            String name = column.name().toLowerCase(Locale.ROOT);
            String known = columns.contains(column) ? "i." + name : "t." + name;
            chosen.add(
                    (column == Column.STATUS ? "coalesce(" + known + ", t.status, 'VALID')" : known) + " as " + name);
        }
        Sql.update(
                tx,
                "create temporary table staged on commit drop as select t.id, i.line, i.code, "
                        + String.join(", ", chosen)
                        + " from incoming i left join ticket t on t.event_id = '" + event + "' and t.code = i.code");
    }

    private static void copy(Connection tx, List<Incoming> tickets) throws SQLException {
        CopyIn copy = tx.unwrap(PGConnection.class).getCopyAPI().copyIn("copy incoming from stdin");
        try {
            StringBuilder lines = new StringBuilder();
            for (Incoming ticket : tickets) {
                lines.append(ticket.line());
                append(lines, Optional.of(ticket.code()));
                append(lines, ticket.holder());
                append(lines, ticket.category());
                append(lines, ticket.entrance());
                append(lines, ticket.validFrom().map(Instant::toString));
                append(lines, ticket.validUntil().map(Instant::toString));
                append(lines, ticket.status().map(Ticket.Status::name));
                append(lines, ticket.attention());
                lines.append('\n');
                if (lines.length() > COPY_CHARACTERS) {
                    write(copy, lines);
                }
            }
            write(copy, lines);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void append(StringBuilder lines, Optional<String> text) {
        lines.append('\t').append(text.map(t -> t.replace("\\", "\\\\")).orElse("\\N"));
    }

    private static void write(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    /// Takes the staged tickets of which `condition` is true out again.
    private static List<Long> refuse(Connection tx, String condition) throws SQLException {
        return Sql.list(tx, "delete from staged s where " + condition + " returning line", row -> row.getLong("line"));
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

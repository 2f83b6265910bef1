package org.facelane.venue.edge.office;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.edge.KnownPass;
import org.facelane.venue.edge.KnownTicket;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.edge.SyncAnswer.Companion;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.pass.PassDesk.Known;
import org.facelane.venue.pass.PassStore;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.ReferenceStore;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.facelane.venue.store.Sql;

/// What agents follow, a page at a time: gallery changes by number, tickets by id, then what happened to tickets since.
/// All of one answer is read in one transaction, so that it is of one moment.
final class AgentPages {
    /// Changes in one answer: half a megabyte.
    private static final int CHANGE_COUNT_MAX = 1_000;

    private static final int TICKET_COUNT_MAX = 2_000;

    /// Of tickets `t`: those to which something happened in transactions that were not all seen with a mark, and
    /// those that lead them. Takes event, mark, event, mark.
    static final String MOVED = """
        and t.id in (
            with moved as (
                select id from ticket where event_id = ? and changed >= ?::xid8
                union select ticket_id from admission where event_id = ? and changed >= ?::xid8)
            select id from moved
            union select lead_ticket_id from party_ticket where ticket_id in (select id from moved))
        """;

    /// Tickets whose guest is in the agent's slice of the gallery, or has a pass that stands in it.
    private static final String TICKETS = """
        select t.id, r.id as reference_id, t.entrance, t.valid_from, t.valid_until, t.status, a.admitted_at, a.lane_id,
               a.left_at
        from ticket t
        join guest g on g.ticket_id = t.id and g.erasing_at is null
        join (select id, guest_id, slice_open, slice_entrance from reference
              union all
              select id, guest_id, slice_open, slice_entrance from pass where revoked_at is null) r on r.guest_id = g.id
        left join lateral (
            select admitted_at, lane_id, left_at from admission where ticket_id = t.id and annulled_at is null
            order by entry_number desc limit 1) a on true
        where t.event_id = ? and (r.slice_open or not ?) and (? or r.slice_entrance is null or r.slice_entrance = ?)
        """;

    private AgentPages() {}

    /// @param more whether there are further ones
    record Tickets(List<TicketLine> lines, boolean more) {}

    /// Which transactions are seen in this one: all before it.
    static String news(Connection tx) throws SQLException {
        return Sql.first(
                        tx,
                        "select pg_snapshot_xmin(pg_current_snapshot())::text as news",
                        row -> row.getString("news"))
                .orElseThrow();
    }

    /// Whether it was said by a database that was ahead of this one: one that was brought back from a backup since.
    static boolean isFromAhead(Connection tx, String news) throws SQLException {
        return Sql.first(
                        tx,
                        "select ?::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as ahead",
                        row -> row.getBoolean("ahead"),
                        news)
                .orElseThrow();
    }

    /// The changes after `known`, their templates sealed for the agent; what lies outside its slice is erased for
    /// it.
    static List<Change> changes(Connection tx, EventKeys keys, Slice slice, GalleryVersion known, GalleryKey seal)
            throws SQLException {
        List<GalleryChanges.Change> changes = GalleryChanges.after(tx, keys.event(), known, CHANGE_COUNT_MAX);
        List<ReferenceId> enrolled = changes.stream()
                .filter(change -> change.kind() != GalleryChanges.Kind.ERASED)
                .map(GalleryChanges.Change::reference)
                .toList();
        Map<ReferenceId, String> sealed = new HashMap<>();
        for (Reference reference : ReferenceStore.open(tx, keys, slice, enrolled)) {
            sealed.put(
                    reference.id(),
                    Base64.getEncoder().encodeToString(seal.seal(reference.template(), reference.id())));
        }
        return changes.stream()
                .map(change -> new Change(
                        change.version().value(),
                        change.reference().value(),
                        change.kind() != GalleryChanges.Kind.ERASED
                                ? Optional.ofNullable(sealed.get(change.reference()))
                                : Optional.empty()))
                .toList();
    }

    /// As [#changes], where guests have passes: what is known of each pass that was made, withdrawn or came to lie
    /// in another slice, sealed for the agent. Of one that stands elsewhere it is told that, and nothing else.
    static List<Change> passChanges(Connection tx, EventId event, Slice slice, GalleryVersion known, GalleryKey seal)
            throws SQLException {
        List<GalleryChanges.Change> changes = GalleryChanges.after(tx, event, known, CHANGE_COUNT_MAX);
        Set<ReferenceId> named =
                changes.stream().map(GalleryChanges.Change::reference).collect(Collectors.toSet());
        Map<ReferenceId, String> sealed = new HashMap<>();
        for (PassStore.Hashed pass : PassStore.ofIds(tx, event, slice, named)) {
            byte[] bytes = known(pass).bytes();
            sealed.put(pass.id(), Base64.getEncoder().encodeToString(seal.sealPass(bytes, pass.id())));
        }
        return changes.stream()
                .map(change -> new Change(
                        change.version().value(),
                        change.reference().value(),
                        Optional.ofNullable(sealed.get(change.reference()))))
                .toList();
    }

    private static KnownPass known(PassStore.Hashed pass) {
        return switch (pass.known()) {
            case Known.Stands stands -> KnownPass.standing(pass.hash(), stands.ticket(), stands.sealed());
            case Known.Elsewhere _ -> KnownPass.elsewhere(pass.hash());
            case Known.Withdrawn _, Known.Nothing _ -> KnownPass.withdrawn(pass.hash());
        };
    }

    /// Tickets in the order of their ids.
    static Tickets tickets(Connection tx, EventId event, Slice slice, UUID after) throws SQLException {
        List<TicketLine> lines = Sql.list(
                tx,
                TICKETS + "and t.id > ? order by t.id limit ?",
                AgentPages::line,
                event.value(),
                slice.openOnly(),
                slice.entrance().isEmpty(),
                slice.entrance().orElse(""),
                after,
                TICKET_COUNT_MAX);
        return new Tickets(lines, lines.size() == TICKET_COUNT_MAX);
    }

    /// Tickets to which something happened in transactions that were not all seen with `news`.
    static List<TicketLine> changed(Connection tx, EventId event, Slice slice, String news) throws SQLException {
        return Sql.list(
                tx,
                TICKETS + MOVED,
                AgentPages::line,
                event.value(),
                slice.openOnly(),
                slice.entrance().isEmpty(),
                slice.entrance().orElse(""),
                event.value(),
                news,
                event.value(),
                news);
    }

    /// The tickets of these references.
    static List<TicketLine> ofReferences(Connection tx, EventId event, Slice slice, List<Change> changes)
            throws SQLException {
        UUID[] ids = changes.stream()
                .filter(change -> change.sealed().isPresent())
                .map(Change::reference)
                .toArray(UUID[]::new);
        return ids.length == 0
                ? List.of()
                : Sql.list(
                        tx,
                        TICKETS + "and r.id = any(?)",
                        AgentPages::line,
                        event.value(),
                        slice.openOnly(),
                        slice.entrance().isEmpty(),
                        slice.entrance().orElse(""),
                        tx.createArrayOf("uuid", ids));
    }

    private static TicketLine line(ResultSet row) throws SQLException {
        return new TicketLine(Sql.uuid(row, "reference_id"), ticket(row));
    }

    /// Without those that come along with it.
    static KnownTicket ticket(ResultSet row) throws SQLException {
        return new KnownTicket(
                Sql.uuid(row, "id"),
                Sql.optionalText(row, "entrance"),
                Sql.optionalInstant(row, "valid_from"),
                Sql.optionalInstant(row, "valid_until"),
                Ticket.Status.valueOf(row.getString("status")),
                Sql.optionalInstant(row, "admitted_at"),
                Sql.optionalUuid(row, "lane_id"),
                Sql.optionalInstant(row, "left_at"),
                List.of());
    }

    /// The same lines, with the tickets that their guests may bring.
    static List<TicketLine> withParties(Connection tx, List<TicketLine> lines) throws SQLException {
        Map<UUID, List<Companion>> parties =
                parties(tx, lines.stream().map(line -> line.known().ticket()).toList());
        return lines.stream()
                .map(line -> new TicketLine(
                        line.reference(),
                        line.known().with(parties.getOrDefault(line.known().ticket(), List.of()))))
                .toList();
    }

    /// The tickets that come along with these, in their order; nothing for those that lead nobody.
    static Map<UUID, List<Companion>> parties(Connection tx, List<UUID> leads) throws SQLException {
        Map<UUID, List<Companion>> parties = new HashMap<>();
        if (leads.isEmpty()) {
            return parties;
        }
        Sql.list(
                tx,
                """
                select p.lead_ticket_id, t.id, t.entrance, t.valid_from, t.valid_until, t.status,
                       exists (select from admission where ticket_id = t.id and annulled_at is null) as used
                from party_ticket p join ticket t on t.id = p.ticket_id
                where p.lead_ticket_id = any(?) order by p.lead_ticket_id, p.place
                """,
                row -> parties.computeIfAbsent(Sql.uuid(row, "lead_ticket_id"), _ -> new ArrayList<>())
                        .add(companion(row)),
                tx.createArrayOf("uuid", leads.toArray(UUID[]::new)));
        return parties;
    }

    /// Whether the lane made this admission, and its guest may bring that ticket.
    static boolean leads(Connection tx, LaneId lane, UUID admission, UUID companion) throws SQLException {
        return Sql.first(tx, """
            select 1 from admission a join party_ticket p on p.lead_ticket_id = a.ticket_id
            where a.id = ? and a.lane_id = ? and p.ticket_id = ?
            """, row -> true, admission, lane.value(), companion)
                .isPresent();
    }

    private static Companion companion(ResultSet row) throws SQLException {
        return new Companion(
                Sql.uuid(row, "id"),
                Sql.optionalText(row, "entrance"),
                Sql.optionalInstant(row, "valid_from"),
                Sql.optionalInstant(row, "valid_until"),
                Ticket.Status.valueOf(row.getString("status")),
                row.getBoolean("used"));
    }
}

package org.facelane.venue.slice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.Sql;

/// The columns of `event`, `reference` and `pass` that say how a gallery is split.
final class SliceStore {
    /// Of the guests of an event, or of those of them whom a further condition names.
    private static final String MOVE = """
        with due as (
            select g.id as guest, e.id as event,
                   case when e.slice_by_entrance then lower(t.entrance) end as entrance,
                   not e.slice_by_time
                       or coalesce(t.valid_from <= ?, true) and coalesce(t.valid_until > ?, true)
                       as open
            from event e join ticket t on t.event_id = e.id join guest g on g.ticket_id = t.id
            where e.id = ? %s),
        searched as (
            update reference r set slice_entrance = due.entrance, slice_open = due.open from due
            where r.guest_id = due.guest and r.event_id = due.event
              and (r.slice_entrance is distinct from due.entrance or r.slice_open <> due.open)
            returning r.id),
        opened as (
            update pass p set slice_entrance = due.entrance, slice_open = due.open from due
            where p.guest_id = due.guest and p.event_id = due.event and p.sealed is not null
              and (p.slice_entrance is distinct from due.entrance or p.slice_open <> due.open)
            returning p.id)
        select id from searched union all select id from opened
        """;

    private SliceStore() {}

    static Optional<Slicing> find(Connection tx, EventId event) throws SQLException {
        return Sql.first(
                tx,
                "select slice_by_entrance, slice_by_time from event where id = ?",
                row -> new Slicing(row.getBoolean("slice_by_entrance"), row.getBoolean("slice_by_time")),
                event.value());
    }

    static void set(Connection tx, EventId event, Slicing slicing) throws SQLException {
        Sql.update(
                tx,
                "update event set slice_by_entrance = ?, slice_by_time = ? where id = ?",
                slicing.byEntrance(),
                slicing.byTime(),
                event.value());
    }

    /// Events whose gallery is split, or was until a moment ago.
    static List<EventId> split(Connection tx) throws SQLException {
        return Sql.list(tx, """
            select id from event e
            where slice_by_entrance or slice_by_time
               or exists (select 1 from reference
                          where event_id = e.id and (slice_entrance is not null or not slice_open))
               or exists (select 1 from pass where event_id = e.id and sealed is not null
                          and (slice_entrance is not null or not slice_open))
            """, row -> new EventId(Sql.uuid(row, "id")));
    }

    /// Puts every reference, and what only a pass opens, into the slice in which it belongs, and announces what was
    /// in another.
    ///
    /// @param margin so long before its ticket lets in, and after, it lies in its slice all the same
    /// @return how many
    static int settle(Connection tx, EventId event, Duration margin, Instant now) throws SQLException {
        UUID[] moved = Sql.list(
                        tx,
                        MOVE.formatted(""),
                        row -> Sql.uuid(row, "id"),
                        now.plus(margin),
                        now.minus(margin),
                        event.value())
                .toArray(UUID[]::new);
        if (moved.length > 0) {
            long before = GalleryChanges.advance(tx, event, moved.length).value() - moved.length;
            Sql.update(tx, """
                insert into gallery_change (event_id, version, kind, reference_id, at)
                select ?, ? + row_number() over (order by id), 'MOVED', id, ? from unnest(?) as id
                """, event.value(), before, now, tx.createArrayOf("uuid", moved));
        }
        return moved.length;
    }

    /// Puts what a guest has just enrolled with into its slice. Nothing is announced: nobody can have seen it.
    ///
    /// @param margin as for [#settle]
    static void place(Connection tx, Guest guest, Duration margin, Instant now) throws SQLException {
        Sql.list(
                tx,
                MOVE.formatted("and g.id = ?"),
                row -> Sql.uuid(row, "id"),
                now.plus(margin),
                now.minus(margin),
                guest.event().value(),
                guest.id().value());
    }
}

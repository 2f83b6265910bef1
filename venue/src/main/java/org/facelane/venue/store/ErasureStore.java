package org.facelane.venue.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Erasure;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.LaneId;

/// The table `erasure`: what was asked for, and when it was complete.
public final class ErasureStore {
    /// Tells this advisory lock from others; the letters of `eras`.
    private static final int LOCK = 0x65726173;

    private static final String LEFT = """
        insert into erasure_acknowledgement (event_id, lane_id, node, version, how, at)
        select l.event_id, l.id, h.node, e.gallery_version, 'LEFT', ?
        from lane_gallery h join lane l on l.id = h.lane_id join event e on e.id = l.event_id
        where h.node = ?
          and exists (select from erasure where event_id = l.event_id and erased_at is null)
        """;

    private ErasureStore() {}

    public static void insert(Connection tx, Guest guest, Erasure.Reason reason, GalleryVersion version, Instant now)
            throws SQLException {
        Sql.update(
                tx,
                """
                insert into erasure (id, event_id, guest_id, reason, version, requested_at) values (?, ?, ?, ?, ?, ?)
                """,
                UUID.randomUUID(),
                guest.event().value(),
                guest.id().value(),
                reason.name(),
                version.value(),
                now);
    }

    /// Deletes every reference and pass of the event, and writes a numbered change and an erasure for each.
    ///
    /// @return how many; the event's gallery is at the last of their numbers then
    public static int eraseAll(Connection tx, EventId event, Erasure.Reason reason, Instant now) throws SQLException {
        long base = Sql.first(
                        tx,
                        "select gallery_version from event where id = ? for no key update",
                        row -> row.getLong(1),
                        event.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no event " + event));
        int count = Sql.update(
                tx,
                """
                with revoked as (
                    delete from pass where event_id = ? and revoked_at is not null),
                passes as (
                    delete from pass where event_id = ? and revoked_at is null returning id, guest_id),
                gallery as (
                    delete from reference where event_id = ? returning id, guest_id),
                gone as (
                    select id, guest_id from passes union all select id, guest_id from gallery),
                numbered as (
                    select id, guest_id, ? + row_number() over (order by id) as version from gone),
                changes as (
                    insert into gallery_change (event_id, version, kind, reference_id, at)
                    select ?, version, 'ERASED', id, ? from numbered)
                insert into erasure (id, event_id, guest_id, reason, version, requested_at)
                select gen_random_uuid(), ?, guest_id, ?, version, ? from numbered
                """,
                event.value(),
                event.value(),
                event.value(),
                base,
                event.value(),
                now,
                event.value(),
                reason.name(),
                now);
        if (count > 0) {
            GalleryChanges.advance(tx, event, count);
        }
        return count;
    }

    /// Completes every erasure of the event whose number every lane that holds the gallery has acknowledged; a lane
    /// that holds none does not count.
    ///
    /// Completions of one event wait for one another, so that of two lanes that acknowledge at once the later sees
    /// the earlier. Write what this transaction acknowledges or deletes before calling it.
    ///
    /// Each is a line in the audit log.
    ///
    /// @return how many guests are erased by this
    public static int complete(Connection tx, EventId event, Instant now) throws SQLException {
        Sql.first(tx, "select pg_advisory_xact_lock(?, ?)", row -> true, LOCK, event.hashCode());
        return Sql.update(tx, """
            with held as (
                select min(h.version) as version
                from lane_gallery h join lane l on l.id = h.lane_id where l.event_id = ?),
            completed as (
                update erasure e set erased_at = greatest(?, e.requested_at, (
                    select max(a.at) from erasure_acknowledgement a
                    where a.event_id = e.event_id and a.version >= e.version)) from held
                where e.event_id = ? and e.erased_at is null and (held.version is null or held.version >= e.version)
                returning e.guest_id, e.erased_at),
            audited as (
                insert into audit_inbox (at, actor, action, subject)
                select erased_at, 'system', 'erased', 'guest ' || guest_id from completed)
            update guest g set erased_at = c.erased_at from completed c where g.id = c.guest_id
            """, event.value(), now, event.value());
    }

    /// Keeps for the certificates that the lane has acknowledged every change up to `version`.
    public static void acknowledged(Connection tx, LaneId lane, String node, GalleryVersion version, Instant now)
            throws SQLException {
        Sql.update(tx, """
            insert into erasure_acknowledgement (event_id, lane_id, node, version, how, at)
            select event_id, id, ?, ?, 'ACKNOWLEDGED', ? from lane where id = ? on conflict do nothing
            """, node, version.value(), now, lane.value());
    }

    /// Keeps for the certificates that the lane has let go of a gallery that erased guests are still in.
    public static void left(Connection tx, LaneStore.Hold hold, Instant now) throws SQLException {
        Sql.update(
                tx,
                LEFT + "and h.lane_id = ? and h.hold = ? on conflict do nothing",
                now,
                hold.node(),
                hold.lane().value(),
                hold.id());
    }

    /// The same for every lane of the node.
    public static void left(Connection tx, String node, Instant now) throws SQLException {
        Sql.update(tx, LEFT + "on conflict do nothing", now, node);
    }

    /// What is known of a guest's erasure.
    ///
    /// @param reference which template it was; the change of the gallery names it
    public record Course(
            UUID id,
            Erasure.Reason reason,
            GalleryVersion version,
            Optional<UUID> reference,
            Instant requestedAt,
            Optional<Instant> erasedAt) {}

    /// A lane that let go of the guest.
    ///
    /// @param how `ACKNOWLEDGED` or `LEFT`
    public record LetGo(String lane, String node, long version, String how, Instant at) {}

    /// What is known of the guest's erasure; empty if none was asked for.
    public static Optional<Course> course(Connection tx, GuestId guest) throws SQLException {
        return Sql.first(
                tx,
                """
                select e.id, e.reason, e.version, e.requested_at, e.erased_at, c.reference_id
                from erasure e left join gallery_change c on c.event_id = e.event_id and c.version = e.version
                where e.guest_id = ?
                """,
                row -> new Course(
                        Sql.uuid(row, "id"),
                        Erasure.Reason.valueOf(row.getString("reason")),
                        new GalleryVersion(row.getLong("version")),
                        Sql.optionalUuid(row, "reference_id"),
                        Sql.instant(row, "requested_at"),
                        Sql.optionalInstant(row, "erased_at")),
                guest.value());
    }

    /// Each lane's first word that it no longer holds gallery changes before `version`, oldest first, up to
    /// `until`.
    public static List<LetGo> letGo(Connection tx, EventId event, GalleryVersion version, Instant until)
            throws SQLException {
        return Sql.list(
                tx,
                """
                select distinct on (a.lane_id, a.node) l.name, a.node, a.version, a.how, a.at
                from erasure_acknowledgement a join lane l on l.id = a.lane_id
                where a.event_id = ? and a.version >= ? and a.at <= ?
                order by a.lane_id, a.node, a.at
                """,
                row -> new LetGo(
                        row.getString("name"),
                        row.getString("node"),
                        row.getLong("version"),
                        row.getString("how"),
                        Sql.instant(row, "at")),
                event.value(),
                version.value(),
                until);
    }

    /// Keeps that the database's files were scrubbed.
    public static void scrubbed(Connection tx, Instant now, boolean tablesRewritten, boolean logRecycled)
            throws SQLException {
        Sql.update(
                tx,
                "insert into scrub (at, tables_rewritten, log_recycled) values (?, ?, ?) on conflict do nothing",
                now,
                tablesRewritten,
                logRecycled);
    }

    /// The first scrub that was whole and began after `since`.
    public static Optional<Instant> scrubbedAfter(Connection tx, Instant since) throws SQLException {
        return Sql.first(
                tx,
                "select min(at) as at from scrub where at > ? and tables_rewritten and log_recycled having count(*) >"
                        + " 0",
                row -> Sql.instant(row, "at"),
                since);
    }

    /// True if something was erased, or an event's keys were destroyed, since the last scrub.
    public static boolean needsScrub(Connection tx) throws SQLException {
        return Sql.first(tx, """
            select greatest((select max(requested_at) from erasure), (select max(keys_destroyed_at) from event))
                   > coalesce((select max(at) from scrub where tables_rewritten), '-infinity')
            """, row -> row.getBoolean(1)).orElse(false);
    }

    /// True if an erasure of the event is not complete.
    public static boolean anyOpen(Connection tx, EventId event) throws SQLException {
        return Sql.first(
                        tx,
                        "select exists (select from erasure where event_id = ? and erased_at is null)",
                        row -> row.getBoolean(1),
                        event.value())
                .orElse(false);
    }

    /// How far the guest's erasure has come; empty if none was asked for.
    public static Optional<Erasure> find(Connection tx, GuestId guest) throws SQLException {
        return Sql.first(
                tx,
                "select version, erased_at from erasure where guest_id = ?",
                row -> Sql.optionalInstant(row, "erased_at")
                        .<Erasure>map(Erasure.Erased::new)
                        .orElse(new Erasure.Erasing(new GalleryVersion(row.getLong("version")))),
                guest.value());
    }
}

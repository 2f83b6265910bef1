package org.facelane.venue.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Erasure;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;

/// The table `erasure`: what was asked for, and when it was complete.
public final class ErasureStore {
    /// Tells this advisory lock from others; the letters of `eras`.
    private static final int LOCK = 0x65726173;

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

    /// Deletes every reference of the event, and writes a numbered change and an erasure for each.
    ///
    /// @return how many; the event's gallery is at the last of their numbers then
    public static int eraseAll(Connection tx, EventId event, Erasure.Reason reason, Instant now) throws SQLException {
        long base = Sql.first(
                        tx,
                        "select gallery_version from event where id = ? for no key update",
                        row -> row.getLong(1),
                        event.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no event " + event));
        int count = Sql.update(tx, """
            with gone as (
                delete from reference where event_id = ? returning id, guest_id),
            numbered as (
                select id, guest_id, ? + row_number() over (order by id) as version from gone),
            changes as (
                insert into gallery_change (event_id, version, kind, reference_id, at)
                select ?, version, 'ERASED', id, ? from numbered)
            insert into erasure (id, event_id, guest_id, reason, version, requested_at)
            select gen_random_uuid(), ?, guest_id, ?, version, ? from numbered
            """, event.value(), base, event.value(), now, event.value(), reason.name(), now);
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
                update erasure e set erased_at = greatest(?, e.requested_at) from held
                where e.event_id = ? and e.erased_at is null and (held.version is null or held.version >= e.version)
                returning e.guest_id, e.erased_at),
            audited as (
                insert into audit_inbox (at, actor, action, subject)
                select erased_at, 'system', 'erased', 'guest ' || guest_id from completed)
            update guest g set erased_at = c.erased_at from completed c where g.id = c.guest_id
            """, event.value(), now, event.value());
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

package org.facelane.venue.pretix;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.store.Sql;

/// The table `pretix_connection`.
final class PretixStore {
    private PretixStore() {}

    /// A connection, and up to when what happened there is known here.
    ///
    /// @param answeredAt when it was read last
    /// @param failing why it was not read the last time; empty: it was
    record Followed(
            PretixConnection connection, Instant polledUntil, Optional<Instant> answeredAt, Optional<String> failing) {}

    static void connect(Connection tx, EventId event, PretixConnection to, Instant now) throws SQLException {
        Sql.update(tx, """
            insert into pretix_connection (event_id, url, organizer, slug, list_id, polled_until)
            values (?, ?, ?, ?, ?, ?)
            on conflict (event_id) do update set url = excluded.url, organizer = excluded.organizer,
                slug = excluded.slug, list_id = excluded.list_id, answered_at = null, failing = null
            """, event.value(), to.url().toString(), to.organizer(), to.slug(), to.list(), now);
    }

    /// Its devices go with it.
    ///
    /// @return false if the event was not connected
    static boolean disconnect(Connection tx, EventId event) throws SQLException {
        return Sql.update(tx, "delete from pretix_connection where event_id = ?", event.value()) == 1;
    }

    static Optional<Followed> find(Connection tx, EventId event) throws SQLException {
        return Sql.first(
                tx,
                """
                select url, organizer, slug, list_id, polled_until, answered_at, failing
                from pretix_connection where event_id = ?
                """,
                row -> new Followed(
                        new PretixConnection(
                                URI.create(row.getString("url")),
                                row.getString("organizer"),
                                row.getString("slug"),
                                row.getLong("list_id")),
                        Sql.instant(row, "polled_until"),
                        Sql.optionalInstant(row, "answered_at"),
                        Sql.optionalText(row, "failing")),
                event.value());
    }

    /// Every event that is connected and whose keys, and so the devices' tokens, are not destroyed.
    static List<EventId> connected(Connection tx) throws SQLException {
        return Sql.list(
                tx,
                "select c.event_id from pretix_connection c join event_key k on k.event_id = c.event_id",
                row -> new EventId(Sql.uuid(row, "event_id")));
    }

    /// Keeps whether it could be read.
    ///
    /// @param failing why not; empty: it could
    static void looked(Connection tx, EventId event, Optional<String> failing, Instant now) throws SQLException {
        Sql.update(tx, """
            update pretix_connection
            set failing = ?, answered_at = case when ?::text is null then ? else answered_at end
            where event_id = ?
            """, failing, failing, now, event.value());
    }

    /// The latest tickets that our rules would have let in and it did not, newest first.
    static List<PretixSetup.Refused> refused(Connection tx, EventId event, int countMax) throws SQLException {
        return Sql.list(
                tx,
                """
                select t.code, a.lane_id, a.annulled_at, r.refused_for
                from admission a join ticket t on t.id = a.ticket_id left join redemption r on r.admission_id = a.id
                where a.event_id = ? and a.annulled_for = 'TICKETING' and a.means <> 'ELSEWHERE'
                order by a.annulled_at desc limit ?
                """,
                row -> new PretixSetup.Refused(
                        row.getString("code"),
                        Optional.ofNullable(row.getObject("lane_id", UUID.class))
                                .map(LaneId::new),
                        Sql.optionalText(row, "refused_for")
                                .map(ReferReason::valueOf)
                                .orElse(ReferReason.TICKETING_REFUSES),
                        Sql.instant(row, "annulled_at")),
                event.value(),
                countMax);
    }

    /// Whether anybody came in at its own doors since then and is inside.
    static boolean enteredElsewhere(Connection tx, EventId event, Instant since) throws SQLException {
        return Sql.first(tx, """
            select 1 from admission where event_id = ? and admitted_at >= ? and means = 'ELSEWHERE'
              and annulled_at is null and left_at is null limit 1
            """, row -> true, event.value(), since).orElse(false);
    }

    static void polled(Connection tx, EventId event, Instant until) throws SQLException {
        Sql.update(
                tx,
                "update pretix_connection set polled_until = greatest(polled_until, ?) where event_id = ?",
                until,
                event.value());
    }
}

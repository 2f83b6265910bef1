package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;

/// The table `event`.
public final class EventStore {
    private static final String SELECT = """
        select id, name, venue, starts_at, ends_at, mode, erase_after,
               jurisdiction, dpia_reference, accountable_person, release_text, minimum_age, guardian_below
        from event
        """;

    private EventStore() {}

    /// What an organiser sees at a glance.
    public record Counts(long tickets, long enrolled, long erasing, long admitted, long referralsOpen) {}

    /// @param rehearsal whether made-up references may lie in it; it cannot be changed later
    public static void insert(Connection tx, Event event, boolean rehearsal, Instant now) throws SQLException {
        requireNonNull(event, "event is null");
        Optional<LegalBasis> basis = event.legalBasis();
        Sql.update(
                tx,
                """
                insert into event (id, name, venue, starts_at, ends_at, mode, erase_after, jurisdiction,
                                   dpia_reference, accountable_person, release_text, minimum_age, guardian_below,
                                   rehearsal, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                event.id().value(),
                event.name(),
                event.venue(),
                event.startsAt(),
                event.endsAt(),
                event.mode().name(),
                event.eraseAfter(),
                basis.map(LegalBasis::jurisdiction),
                basis.map(LegalBasis::dpiaReference),
                basis.map(LegalBasis::accountablePerson),
                basis.map(LegalBasis::releaseText),
                event.ages().minimumAge(),
                event.ages().guardianBelow().stream().boxed().findFirst(),
                rehearsal,
                now);
    }

    public static Optional<Event> find(Connection tx, EventId id) throws SQLException {
        return Sql.first(tx, SELECT + "where id = ?", EventStore::read, id.value());
    }

    /// All events, the next one first and the past ones last.
    public static List<Event> list(Connection tx, Instant now) throws SQLException {
        return Sql.list(tx, SELECT + "order by ends_at < ?, starts_at, id", EventStore::read, now);
    }

    /// Those whose retention deadline has come and whose keys still exist, oldest deadline first.
    public static List<EventId> dueForErasure(Connection tx, Instant now) throws SQLException {
        return Sql.list(tx, """
            select id from event join event_key on event_id = id
            where erase_after <= ? order by erase_after, id
            """, row -> new EventId(Sql.uuid(row, "id")), now);
    }

    /// True if the event was created for rehearsals with made-up people.
    public static boolean isRehearsal(Connection tx, EventId id) throws SQLException {
        return Sql.first(tx, "select rehearsal from event where id = ?", row -> row.getBoolean(1), id.value())
                .orElse(false);
    }

    /// Where the event's numbered list of gallery changes ends now.
    ///
    /// @throws IllegalArgumentException if there is no such event
    public static GalleryVersion galleryVersion(Connection tx, EventId id) throws SQLException {
        return version(tx, id, "select gallery_version from event where id = ?");
    }

    /// As [#galleryVersion], after every change under way has been committed or given up; none can be committed
    /// until this transaction ends.
    public static GalleryVersion holdGalleryVersion(Connection tx, EventId id) throws SQLException {
        return version(tx, id, "select gallery_version from event where id = ? for share");
    }

    public static Counts counts(Connection tx, EventId id) throws SQLException {
        return Sql.first(
                        tx,
                        """
                        select (select count(*) from ticket where event_id = e.id) as tickets,
                               (select count(*) from guest where event_id = e.id and erasing_at is null) as enrolled,
                               (select count(*) from guest
                                where event_id = e.id and erasing_at is not null and erased_at is null) as erasing,
                               (select count(*) from admission
                                where event_id = e.id and annulled_at is null and entry_number = 1) as admitted,
                               (select count(*) from referral
                                where event_id = e.id and resolved_at is null) as referrals_open
                        from event e where id = ?
                        """,
                        row -> new Counts(
                                row.getLong("tickets"),
                                row.getLong("enrolled"),
                                row.getLong("erasing"),
                                row.getLong("admitted"),
                                row.getLong("referrals_open")),
                        id.value())
                .orElseThrow(() -> unknown(id));
    }

    private static GalleryVersion version(Connection tx, EventId id, String sql) throws SQLException {
        return Sql.first(tx, sql, row -> new GalleryVersion(row.getLong(1)), id.value())
                .orElseThrow(() -> unknown(id));
    }

    private static IllegalArgumentException unknown(EventId id) {
        return new IllegalArgumentException("there is no event " + id);
    }

    private static OptionalInt guardianBelow(ResultSet row) throws SQLException {
        int age = row.getInt("guardian_below");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(age);
    }

    /// Writes that the event's keys are gone since `now`.
    public static void keysDestroyed(Connection tx, EventId id, Instant now) throws SQLException {
        Sql.update(tx, "update event set keys_destroyed_at = ? where id = ?", now, id.value());
    }

    /// Since when the event's keys are gone.
    public static Optional<Instant> keysDestroyedAt(Connection tx, EventId id) throws SQLException {
        return Sql.first(
                        tx,
                        "select keys_destroyed_at from event where id = ?",
                        row -> Sql.optionalInstant(row, "keys_destroyed_at"),
                        id.value())
                .orElseThrow(() -> unknown(id));
    }

    private static Event read(ResultSet row) throws SQLException {
        Optional<LegalBasis> basis = row.getString("jurisdiction") == null
                ? Optional.empty()
                : Optional.of(new LegalBasis(
                        row.getString("jurisdiction"),
                        row.getString("dpia_reference"),
                        row.getString("accountable_person"),
                        row.getString("release_text")));
        return new Event(
                new EventId(Sql.uuid(row, "id")),
                row.getString("name"),
                row.getString("venue"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                Mode.valueOf(row.getString("mode")),
                Sql.instant(row, "erase_after"),
                basis,
                new Consent.Rule(row.getInt("minimum_age"), guardianBelow(row)));
    }
}

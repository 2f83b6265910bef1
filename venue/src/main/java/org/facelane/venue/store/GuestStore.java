package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Consent;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.TicketId;

/// The tables `guest` and `consent`: who opted in, and to which text.
public final class GuestStore {
    private static final String SELECT =
            "select g.id, g.event_id, g.ticket_id, g.enrolled_at, g.erasing_at, g.erased_at from guest g ";

    private GuestStore() {}

    /// A guest and how far it has come.
    ///
    /// @param erasingAt since when nothing biometric is in the database any more
    /// @param erasedAt since when no lane recognises the guest
    public record Enrolled(Guest guest, Instant enrolledAt, Optional<Instant> erasingAt, Optional<Instant> erasedAt) {
        public Enrolled {
            requireNonNull(guest, "guest is null");
            requireNonNull(enrolledAt, "enrolledAt is null");
            requireNonNull(erasingAt, "erasingAt is null");
            requireNonNull(erasedAt, "erasedAt is null");
        }
    }

    /// Writes the guest with its consent.
    ///
    /// @return false if the ticket's holder is enrolled already; nothing is written then
    public static boolean insert(Connection tx, Guest guest, Consent consent, Instant now) throws SQLException {
        int count = Sql.update(
                tx,
                """
                insert into guest (id, event_id, ticket_id, enrolled_at) values (?, ?, ?, ?)
                on conflict (ticket_id) where erasing_at is null do nothing
                """,
                guest.id().value(),
                guest.event().value(),
                guest.ticket().value(),
                now);
        if (count == 0) {
            return false;
        }
        Sql.update(
                tx,
                """
                insert into consent (id, guest_id, event_id, version, language, given_at, declaration, shown_hash)
                select ?, ?, event_id, version, language, ?, ?, hash_of_text(title, body)
                from consent_text where event_id = ? and version = ? and language = ?
                """,
                UUID.randomUUID(),
                guest.id().value(),
                now,
                consent.declaration().name(),
                guest.event().value(),
                consent.version(),
                consent.language());
        return true;
    }

    /// A consent on record.
    ///
    /// @param shown SHA-256 of what was shown: the title, an empty line and the text, in UTF-8; hexadecimal
    public record Given(
            UUID id,
            GuestId guest,
            EventId event,
            Consent consent,
            Instant givenAt,
            Optional<Instant> withdrawnAt,
            String shown) {
        public Given {
            requireNonNull(id, "id is null");
            requireNonNull(guest, "guest is null");
            requireNonNull(event, "event is null");
            requireNonNull(consent, "consent is null");
            requireNonNull(givenAt, "givenAt is null");
            requireNonNull(withdrawnAt, "withdrawnAt is null");
            requireNonNull(shown, "shown is null");
        }
    }

    private static final String SELECT_CONSENT = """
        select id, guest_id, event_id, version, language, declaration, given_at, withdrawn_at,
               encode(shown_hash, 'hex') as shown
        from consent
        """;

    /// The consent of that number.
    public static Optional<Given> consent(Connection tx, UUID id) throws SQLException {
        return Sql.first(tx, SELECT_CONSENT + "where id = ?", GuestStore::readConsent, id);
    }

    /// The consent by which the guest enrolled.
    public static Optional<Given> consentOf(Connection tx, GuestId guest) throws SQLException {
        return Sql.first(tx, SELECT_CONSENT + "where guest_id = ?", GuestStore::readConsent, guest.value());
    }

    private static Given readConsent(ResultSet row) throws SQLException {
        return new Given(
                Sql.uuid(row, "id"),
                new GuestId(Sql.uuid(row, "guest_id")),
                new EventId(Sql.uuid(row, "event_id")),
                new Consent(
                        row.getInt("version"),
                        row.getString("language"),
                        Consent.Declaration.valueOf(row.getString("declaration"))),
                Sql.instant(row, "given_at"),
                Sql.optionalInstant(row, "withdrawn_at"),
                row.getString("shown"));
    }

    public static Optional<Enrolled> find(Connection tx, GuestId id) throws SQLException {
        return Sql.first(tx, SELECT + "where g.id = ?", GuestStore::read, id.value());
    }

    /// The guest who enrolled last with this ticket, erased or not.
    public static Optional<Enrolled> latest(Connection tx, TicketId ticket) throws SQLException {
        return Sql.first(
                tx,
                SELECT + "where g.ticket_id = ? order by g.erasing_at is null desc, g.enrolled_at desc limit 1",
                GuestStore::read,
                ticket.value());
    }

    /// Whose reference or pass this is; empty once it is erased or revoked. Only the store knows.
    public static Optional<Guest> ofReference(Connection tx, ReferenceId reference) throws SQLException {
        return Sql.first(
                        tx,
                        SELECT + "join recognisable r on r.guest_id = g.id where r.id = ?",
                        GuestStore::read,
                        reference.value())
                .map(Enrolled::guest);
    }

    /// The guest whose reference this is, if not withdrawn; until this transaction ends it stays so.
    public static Optional<Guest> hold(Connection tx, ReferenceId reference) throws SQLException {
        return Sql.first(tx, SELECT + """
            join recognisable r on r.guest_id = g.id
            where r.id = ? and g.erasing_at is null for share of g
            """, GuestStore::read, reference.value()).map(Enrolled::guest);
    }

    /// Whether nobody has enrolled with the guest's ticket before, erased since or not.
    public static boolean isFirst(Connection tx, Guest guest) throws SQLException {
        return Sql.first(
                        tx,
                        "select 1 from guest where ticket_id = ? and id <> ? limit 1",
                        row -> true,
                        guest.ticket().value(),
                        guest.id().value())
                .isEmpty();
    }

    /// Marks the guest as being erased and closes its consent.
    ///
    /// @return the guest; empty if there is none or it is being erased already
    public static Optional<Guest> startErasing(Connection tx, GuestId id, Instant now) throws SQLException {
        Optional<Guest> guest =
                Sql.first(tx, """
                    update guest g set erasing_at = greatest(?, g.enrolled_at)
                    where g.id = ? and g.erasing_at is null
                    returning g.id, g.event_id, g.ticket_id, g.enrolled_at, g.erasing_at, g.erased_at
                    """, GuestStore::read, now, id.value()).map(Enrolled::guest);
        if (guest.isPresent()) {
            Sql.update(tx, """
                update consent set withdrawn_at = greatest(?, given_at)
                where guest_id = ? and withdrawn_at is null
                """, now, id.value());
        }
        return guest;
    }

    /// As [#startErasing] for every guest of the event.
    ///
    /// @return how many
    public static int startErasingAll(Connection tx, EventId event, Instant now) throws SQLException {
        int count = Sql.update(
                tx,
                "update guest set erasing_at = greatest(?, enrolled_at) where event_id = ? and erasing_at is null",
                now,
                event.value());
        Sql.update(tx, """
            update consent set withdrawn_at = greatest(?, given_at) where event_id = ? and withdrawn_at is null
            """, now, event.value());
        return count;
    }

    private static Enrolled read(ResultSet row) throws SQLException {
        Guest guest = new Guest(
                new GuestId(Sql.uuid(row, "id")),
                new EventId(Sql.uuid(row, "event_id")),
                new TicketId(Sql.uuid(row, "ticket_id")));
        return new Enrolled(
                guest,
                Sql.instant(row, "enrolled_at"),
                Sql.optionalInstant(row, "erasing_at"),
                Sql.optionalInstant(row, "erased_at"));
    }
}

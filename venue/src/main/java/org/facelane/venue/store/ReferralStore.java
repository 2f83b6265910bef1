package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;

/// The table `referral`: what lanes ask stewards to help with.
public final class ReferralStore {
    private static final String SELECT = """
        select r.id, r.event_id, r.lane_id, r.ticket_id, r.admission_id, r.reason, r.milliseconds, r.at,
               r.resolved_at, r.resolved_by, r.note, t.code, t.holder
        from referral r left join ticket t on t.id = r.ticket_id
        """;

    private ReferralStore() {}

    private static final int NOTE_LENGTH_MAX = 500;

    /// A referral as it stands, with the ticket's code and holder where a ticket is known.
    ///
    /// @param note what the ticketing system says about the ticket, for the steward
    public record Standing(
            Referral referral,
            Optional<Instant> resolvedAt,
            Optional<String> resolvedBy,
            Optional<String> note,
            Optional<String> ticketCode,
            Optional<String> holder) {
        public Standing {
            requireNonNull(referral, "referral is null");
        }
    }

    /// @return false if somebody referred that admission before, or the same referral of the same lane is still
    ///     open; nothing is written then
    public static boolean insert(Connection tx, Referral referral) throws SQLException {
        return insert(tx, referral, Optional.empty());
    }

    /// @param note what the ticketing system says about the ticket; only its beginning is kept
    /// @return as [#insert(Connection, Referral)]
    public static boolean insert(Connection tx, Referral referral, Optional<String> note) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into referral (id, event_id, lane_id, ticket_id, admission_id, reason, milliseconds, at,
                                              note)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        referral.id().value(),
                        referral.event().value(),
                        referral.lane().value(),
                        referral.ticket().map(TicketId::value),
                        referral.admission().map(AdmissionId::value),
                        referral.reason().name(),
                        referral.waited().map(waited -> Math.toIntExact(waited.toMillis())),
                        referral.at(),
                        note.map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .map(text -> text.substring(0, Math.min(text.length(), NOTE_LENGTH_MAX))))
                == 1;
    }

    /// Asks a steward to see to what a ticket that was just let in is marked with, if it is: where it came in; for
    /// one that a steward let in elsewhere, at a lane of the event. While somebody is asked that nobody else is.
    public static void attend(Connection tx, Admission admission, Instant now) throws SQLException {
        Sql.update(
                tx,
                """
                insert into referral (id, event_id, lane_id, ticket_id, reason, at, note)
                select gen_random_uuid(), t.event_id, l.id, t.id, ?, ?, t.attention
                from ticket t join lane l on l.event_id = t.event_id
                where t.id = ? and t.attention is not null
                order by l.id is not distinct from ? desc, l.revoked_at is not null, l.name limit 1
                on conflict do nothing
                """,
                ReferReason.TICKETING_ATTENTION.name(),
                now,
                admission.ticket().value(),
                admission.lane().map(LaneId::value));
    }

    public static Optional<Standing> find(Connection tx, ReferralId id) throws SQLException {
        return Sql.first(tx, SELECT + "where r.id = ?", ReferralStore::read, id.value());
    }

    /// @param by the steward's name
    /// @return false if there is no such referral or it was resolved before
    public static boolean resolve(Connection tx, ReferralId id, String by, Instant now) throws SQLException {
        return Sql.update(tx, """
            update referral set resolved_at = greatest(?, at), resolved_by = ?
            where id = ? and resolved_at is null
            """, now, by, id.value()) == 1;
    }

    /// Those nobody has resolved, oldest first.
    public static List<Standing> open(Connection tx, EventId event) throws SQLException {
        return Sql.list(
                tx,
                SELECT + "where r.event_id = ? and r.resolved_at is null order by r.at, r.id",
                ReferralStore::read,
                event.value());
    }

    /// The last of the event, newest first, resolved or not.
    public static List<Standing> latest(Connection tx, EventId event, int countMax) throws SQLException {
        return Sql.list(
                tx,
                SELECT + "where r.event_id = ? order by r.at desc, r.id limit ?",
                ReferralStore::read,
                event.value(),
                countMax);
    }

    /// Referrals of the event that nobody has resolved, whenever they were made (an agent that was apart tells of
    /// them afterwards), and those that were made or resolved since then, oldest first.
    public static List<Standing> openOrChangedSince(Connection tx, EventId event, Instant since) throws SQLException {
        return Sql.list(
                tx,
                SELECT
                        + "where r.event_id = ? and (r.resolved_at is null or r.at >= ? or r.resolved_at >= ?) order by"
                        + " r.at, r.id",
                ReferralStore::read,
                event.value(),
                since,
                since);
    }

    private static Standing read(ResultSet row) throws SQLException {
        Referral referral = new Referral(
                new ReferralId(Sql.uuid(row, "id")),
                new EventId(Sql.uuid(row, "event_id")),
                new LaneId(Sql.uuid(row, "lane_id")),
                ReferReason.valueOf(row.getString("reason")),
                Sql.optionalUuid(row, "ticket_id").map(TicketId::new),
                Sql.optionalUuid(row, "admission_id").map(AdmissionId::new),
                Sql.optionalMilliseconds(row, "milliseconds"),
                Sql.instant(row, "at"));
        return new Standing(
                referral,
                Sql.optionalInstant(row, "resolved_at"),
                Sql.optionalText(row, "resolved_by"),
                Sql.optionalText(row, "note"),
                Sql.optionalText(row, "code"),
                Sql.optionalText(row, "holder"));
    }
}

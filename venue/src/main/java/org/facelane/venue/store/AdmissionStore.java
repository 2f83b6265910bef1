package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;

/// The table `admission`. Two unique indexes let one guest at a time be inside on a ticket, and each entry happen once;
/// everything here looks at the count.
public final class AdmissionStore {
    private static final String SELECT = """
        select a.id, a.event_id, a.ticket_id, a.lane_id, a.nonce, a.means, a.admitted_by, a.reason, a.admitted_at,
               a.milliseconds, a.entry_number, a.gate_claimed_at, a.gate_opened_at, a.passed_at, a.left_at,
               a.annulled_at, a.annulled_for, t.code, t.holder
        from admission a join ticket t on t.id = a.ticket_id
        """;

    private AdmissionStore() {}

    /// How a ticket was let in.
    public enum Means {
        FACE,
        TICKET,
        STEWARD,
        /// At a door of the ticketing system.
        ELSEWHERE
    }

    /// Why an admission was taken back.
    public enum AnnulledFor {
        /// A steward did.
        STEWARD,
        /// The gate's sensor saw nobody pass.
        NOT_PASSED,
        /// The ticketing system did not let the ticket in.
        TICKETING
    }

    /// What is written about an admission when it is made.
    ///
    /// @param nonce of the request; the same nonce again is the same request
    /// @param entryNumber which entry of this ticket it is, from 1
    /// @param by the steward's name; empty for a lane
    /// @param reason why by hand; empty for a lane
    /// @param waited from the first usable picture to the decision; empty for a steward
    public record Made(
            Admission admission,
            EventId event,
            UUID nonce,
            int entryNumber,
            Means means,
            Optional<String> by,
            Optional<String> reason,
            Optional<Duration> waited) {
        public Made {
            requireNonNull(admission, "admission is null");
            requireNonNull(event, "event is null");
            requireNonNull(nonce, "nonce is null");
            requireNonNull(means, "means is null");
        }
    }

    /// An admission as it stands, with the ticket's code and holder.
    public record Standing(
            Made made,
            Optional<Instant> gateClaimedAt,
            Optional<Instant> gateOpenedAt,
            Optional<Instant> passedAt,
            Optional<Instant> leftAt,
            Optional<Instant> annulledAt,
            Optional<AnnulledFor> annulledFor,
            String ticketCode,
            Optional<String> holder) {}

    /// @return false if somebody is inside on the ticket, its entry of this number stands, or the nonce was used;
    ///     nothing is written then
    public static boolean insert(Connection tx, Made made) throws SQLException {
        Admission admission = made.admission();
        return Sql.update(
                        tx,
                        """
                        insert into admission (id, event_id, ticket_id, lane_id, nonce, entry_number, means, admitted_by,
                                               reason, admitted_at, milliseconds)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        admission.id().value(),
                        made.event().value(),
                        admission.ticket().value(),
                        admission.lane().map(LaneId::value),
                        made.nonce(),
                        made.entryNumber(),
                        made.means().name(),
                        made.by(),
                        made.reason(),
                        admission.admittedAt(),
                        made.waited().map(waited -> Math.toIntExact(waited.toMillis())))
                == 1;
    }

    public static Optional<Standing> find(Connection tx, AdmissionId id) throws SQLException {
        return Sql.first(tx, SELECT + "where a.id = ?", AdmissionStore::read, id.value());
    }

    /// The admission that this request made, annulled or not.
    public static Optional<Standing> byNonce(Connection tx, UUID nonce) throws SQLException {
        return Sql.first(tx, SELECT + "where a.nonce = ?", AdmissionStore::read, nonce);
    }

    /// The admission that this exit ended.
    public static Optional<Standing> byExitNonce(Connection tx, UUID nonce) throws SQLException {
        return Sql.first(tx, SELECT + "where a.left_nonce = ?", AdmissionStore::read, nonce);
    }

    /// The ticket's latest admission that was not annulled; its guest may have left since.
    public static Optional<Standing> ofTicket(Connection tx, TicketId ticket) throws SQLException {
        return Sql.first(
                tx,
                SELECT + "where a.ticket_id = ? and a.annulled_at is null order by a.entry_number desc limit 1",
                AdmissionStore::read,
                ticket.value());
    }

    /// @return true for one caller only: the one that commands the gate
    public static boolean claimGate(Connection tx, AdmissionId id, Instant now) throws SQLException {
        return Sql.update(tx, """
            update admission set gate_claimed_at = ?
            where id = ? and gate_claimed_at is null and annulled_at is null
            """, now, id.value()) == 1;
    }

    /// @return false if the gate was not claimed, or is known to have opened
    public static boolean gateOpened(Connection tx, AdmissionId id, Instant now) throws SQLException {
        return Sql.update(tx, """
            update admission set gate_opened_at = ?
            where id = ? and gate_claimed_at is not null and gate_opened_at is null
            """, now, id.value()) == 1;
    }

    /// Writes that a lane made the admission by itself and has commanded its gate, so that nobody else does.
    public static void merged(Connection tx, AdmissionId id, Instant commanded, boolean opened, Instant now)
            throws SQLException {
        Optional<Instant> openedAt = opened ? Optional.of(commanded) : Optional.empty();
        Sql.update(
                tx,
                "update admission set merged_at = ?, gate_claimed_at = ?, gate_opened_at = ?::timestamptz where id = ?",
                now,
                commanded,
                openedAt,
                id.value());
    }

    /// Writes that a lane has opened its gate for an admission that was made here, without hearing of it; what is
    /// known of the gate stays.
    public static void openedThere(Connection tx, AdmissionId id, Instant commanded, Instant now) throws SQLException {
        Sql.update(tx, """
            update admission set gate_claimed_at = coalesce(gate_claimed_at, ?),
                                 gate_opened_at = coalesce(gate_opened_at, ?)
            where id = ?
            """, commanded, now, id.value());
    }

    /// Takes back that the ticketing system did not let the ticket in: the lane did not hear of it and has opened
    /// its gate. The caller has seen that nobody else came in on the ticket, and holds it.
    ///
    /// @return why the ticketing system did not; empty if that is not on record
    public static Optional<ReferReason> openedAfterAll(Connection tx, AdmissionId id, Instant commanded, Instant now)
            throws SQLException {
        Sql.update(tx, """
            update admission set annulled_at = null, annulled_for = null, merged_at = ?, gate_claimed_at = ?,
                                 gate_opened_at = ?
            where id = ? and annulled_for = 'TICKETING' and gate_opened_at is null
            """, now, commanded, commanded, id.value());
        return Sql.first(
                tx,
                "select refused_for from redemption where admission_id = ? and refused_for is not null",
                row -> ReferReason.valueOf(row.getString("refused_for")),
                id.value());
    }

    /// Writes that the lane was apart when it went on with an admission that was made here.
    ///
    /// @return false if that is on record
    public static boolean toldLate(Connection tx, AdmissionId id, Instant now) throws SQLException {
        return Sql.update(tx, "update admission set merged_at = ? where id = ? and merged_at is null", now, id.value())
                == 1;
    }

    /// Takes the admission back; the ticket may be admitted again.
    ///
    /// @return false if it was annulled before, its guest has left, a sensor that is asked has seen the guest pass,
    ///     or the ticketing system is too late and the gate has opened
    public static boolean annul(Connection tx, AdmissionId id, AnnulledFor why, Instant now) throws SQLException {
        return Sql.update(tx, """
            update admission set annulled_at = ?, annulled_for = ?
            where id = ? and annulled_at is null and left_at is null and (passed_at is null or ? = 'STEWARD')
              and (gate_opened_at is null or ? <> 'TICKETING')
            """, now, why.name(), id.value(), why.name(), why.name()) == 1;
    }

    /// Writes that the guest has left.
    ///
    /// @param lane where; empty at a door of the ticketing system
    /// @return false if the guest had left before, or the admission was annulled
    public static boolean leave(Connection tx, AdmissionId id, Optional<LaneId> lane, UUID nonce, Instant now)
            throws SQLException {
        return Sql.update(tx, """
            update admission set left_at = ?, left_lane_id = ?::uuid, left_nonce = ?
            where id = ? and left_at is null and annulled_at is null
            """, now, lane.map(LaneId::value), nonce, id.value()) == 1;
    }

    /// Writes that the gate's sensor has seen the guest pass; the first time stays.
    public static void passed(Connection tx, AdmissionId id, Instant now) throws SQLException {
        Sql.update(
                tx,
                "update admission set passed_at = coalesce(passed_at, ?) where id = ? and annulled_at is null",
                now,
                id.value());
    }

    /// Takes back that nobody had passed. The caller has seen that nothing stands for the ticket, and holds it.
    ///
    /// @return false if the admission was annulled for another reason, or not at all
    public static boolean passedAfterAll(Connection tx, AdmissionId id, Instant now) throws SQLException {
        return Sql.update(tx, """
            update admission set annulled_at = null, annulled_for = null, passed_at = ?
            where id = ? and annulled_for = 'NOT_PASSED'
            """, now, id.value()) == 1;
    }

    /// The admission of this lane that has waited longest for its guest to pass. Those whose gate opened come
    /// first; of the others the one commanded last, whose gate's answer may be on its way. Whose gate did not say
    /// that it opened, so that a steward was asked, is not awaited: the steward sees to that guest, who mostly does
    /// not come by the sensor, and must not be taken for the next. If it opened all the same, a word too many is
    /// heard, and no guest who is inside is annulled for it.
    ///
    /// @param apart whether what the lane did while it was apart is awaited too: only where the word comes from the
    ///     lane itself, for nobody else could hear its sensor then
    /// @param since older commands to the gate are not awaited any more
    /// @param until whose gate was commanded later cannot be meant
    public static Optional<Standing> awaited(Connection tx, LaneId lane, boolean apart, Instant since, Instant until)
            throws SQLException {
        return Sql.first(tx, SELECT + """
            where a.lane_id = ? and a.gate_claimed_at between ? and ? and a.passed_at is null
              and a.annulled_at is null and a.left_at is null and (? or a.merged_at is null)
              and (a.gate_opened_at is not null
                   or not exists (select from referral r where r.admission_id = a.id))
            order by a.gate_opened_at is null, case when a.gate_opened_at is not null then a.gate_claimed_at end,
                     a.gate_claimed_at desc, a.id limit 1 for update of a
            """, AdmissionStore::read, lane.value(), since, until, apart);
    }

    /// The latest admission of this lane that was annulled because nobody had passed.
    ///
    /// @param since as `until` for [#awaited]
    public static Optional<Standing> notPassedLately(Connection tx, LaneId lane, Instant since, Instant until)
            throws SQLException {
        return Sql.first(tx, SELECT + """
            where a.lane_id = ? and a.annulled_for = 'NOT_PASSED' and a.gate_claimed_at between ? and ?
            order by a.annulled_at desc, a.id limit 1 for update of a
            """, AdmissionStore::read, lane.value(), since, until);
    }

    /// Admissions whose gate opened and through which nobody has passed in the time that the lane gives, and about
    /// which no steward was asked, oldest first; none that a lane made while it was apart. Those that somebody else
    /// is looking at are left out.
    public static List<Standing> notPassedInTime(Connection tx, Instant now) throws SQLException {
        return Sql.list(tx, SELECT + """
            join doorway d on d.lane_id = a.lane_id
            where d.passage_seconds is not null and a.gate_opened_at < ?::timestamptz - make_interval(secs => d.passage_seconds)
              and a.gate_opened_at is not null and a.passed_at is null and a.annulled_at is null and a.left_at is null
              and a.merged_at is null
              and not exists (select from referral r where r.admission_id = a.id)
            order by a.gate_opened_at, a.id for update of a skip locked
            """, AdmissionStore::read, now);
    }

    /// Whether the sensor of this lane has seen somebody pass since then.
    public static boolean sawSomebody(Connection tx, LaneId lane, Instant since) throws SQLException {
        return Sql.first(
                        tx,
                        "select 1 from admission where lane_id = ? and passed_at >= ? limit 1",
                        row -> true,
                        lane.value(),
                        since)
                .isPresent();
    }

    /// Admissions of lanes whose gate is not known to have opened and about which no steward was asked, oldest
    /// first.
    ///
    /// @param unclaimedBefore those admitted before this whose gate nobody claimed
    /// @param unopenedBefore those whose gate was claimed before this
    public static List<Standing> unsettled(Connection tx, Instant unclaimedBefore, Instant unopenedBefore)
            throws SQLException {
        return Sql.list(tx, SELECT + """
            where a.means in ('FACE', 'TICKET') and a.gate_opened_at is null and a.annulled_at is null and a.left_at is null
              and a.passed_at is null
              and ((a.gate_claimed_at is null and a.admitted_at < ?) or a.gate_claimed_at < ?)
              and not exists (select from referral r where r.admission_id = a.id)
            order by a.admitted_at, a.id
            """, AdmissionStore::read, unclaimedBefore, unopenedBefore);
    }

    /// The last admissions of the event, newest first.
    public static List<Standing> latest(Connection tx, EventId event, int countMax) throws SQLException {
        return Sql.list(
                tx,
                SELECT + "where a.event_id = ? order by a.admitted_at desc, a.id limit ?",
                AdmissionStore::read,
                event.value(),
                countMax);
    }

    /// Admissions of the event that were made, told by a lane that was apart, or annulled since then, oldest first.
    public static List<Standing> since(Connection tx, EventId event, Instant since) throws SQLException {
        return Sql.list(
                tx,
                SELECT
                        + "where a.event_id = ? and (a.admitted_at >= ? or a.merged_at >= ? or a.annulled_at is not"
                        + " null and a.annulled_at >= ?) order by a.admitted_at, a.id",
                AdmissionStore::read,
                event.value(),
                since,
                since,
                since);
    }

    private static Standing read(ResultSet row) throws SQLException {
        Admission admission = new Admission(
                new AdmissionId(Sql.uuid(row, "id")),
                new TicketId(Sql.uuid(row, "ticket_id")),
                Sql.optionalUuid(row, "lane_id").map(LaneId::new),
                Sql.instant(row, "admitted_at"));
        Made made = new Made(
                admission,
                new EventId(Sql.uuid(row, "event_id")),
                Sql.uuid(row, "nonce"),
                row.getInt("entry_number"),
                Means.valueOf(row.getString("means")),
                Sql.optionalText(row, "admitted_by"),
                Sql.optionalText(row, "reason"),
                Sql.optionalMilliseconds(row, "milliseconds"));
        return new Standing(
                made,
                Sql.optionalInstant(row, "gate_claimed_at"),
                Sql.optionalInstant(row, "gate_opened_at"),
                Sql.optionalInstant(row, "passed_at"),
                Sql.optionalInstant(row, "left_at"),
                Sql.optionalInstant(row, "annulled_at"),
                Sql.optionalText(row, "annulled_for").map(AnnulledFor::valueOf),
                row.getString("code"),
                Sql.optionalText(row, "holder"));
    }
}

package org.facelane.venue.redeem;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.redeem.Ticketing.Redemption;
import org.facelane.venue.redeem.Ticketing.Refusal;
import org.facelane.venue.store.Sql;

/// The tables `redemption` and `redemption_refusal`: what a ticketing system was told of our admissions and refusals.
/// Whatever it was not told is due; so nothing is lost with a process that ends between the two.
final class RedemptionStore {
    private static final String FROM =
            "from admission a join ticket t on t.id = a.ticket_id left join redemption r on r.admission_id = a.id";

    /// An annulment that may have arrived is told to its end, even if it was taken back meanwhile; the entry
    /// follows.
    private static final String ANNULMENT_IS_DUE = "a.means <> 'ELSEWHERE' and r.annulled_told_at is null"
            + " and (a.annulled_at is not null or r.annulling_at is not null)";

    private static final String ENTRY_IS_DUE = "a.means <> 'ELSEWHERE' and a.annulled_at is null"
            + " and (r.entry_told_at is null or r.annulled_told_at is not null)";

    /// What it refused in time is told no more; what came in all the same is, and so is the end of an entry that
    /// may have arrived by force.
    private static final String IS_DUE =
            "(r.refused_at is null or r.entry_told_at is not null or r.forced_at is not null or a.annulled_at is null)"
                    + " and (" + ANNULMENT_IS_DUE + " or " + ENTRY_IS_DUE
                    + " or a.left_lane_id is not null and r.exit_told_at is null)";

    private static final String SELECT = "select a.id, a.lane_id, coalesce(r.entry_nonce, a.nonce) as nonce,"
            + " a.admitted_at, a.left_lane_id, a.left_nonce, a.left_at,"
            + " coalesce(r.annulling_at, a.annulled_at) as annulled_at, t.code,"
            + " case when " + ANNULMENT_IS_DUE + " then 'ANNULMENT' when " + ENTRY_IS_DUE
            + " then 'ENTRY' else 'EXIT' end as kind,"
            + " r.forced_at is not null or r.refused_at is not null and r.entry_nonce is null as refused " + FROM + " ";

    private RedemptionStore() {}

    /// What is to be told.
    enum Kind {
        ENTRY,
        EXIT,
        ANNULMENT
    }

    /// One thing to tell.
    ///
    /// @param lane where it happened; empty for a steward away from a lane
    /// @param refused whether the system has refused the entry and a steward knows; the guest came in all the same
    record Due(
            AdmissionId admission,
            Kind kind,
            String code,
            Optional<LaneId> lane,
            UUID nonce,
            Instant at,
            boolean refused) {
        Redemption by(LaneId teller) {
            return new Redemption(code, teller, nonce, at);
        }

        Due asRefused() {
            return new Due(admission, kind, code, lane, nonce, at, true);
        }
    }

    /// The events that are not over and erased.
    static List<EventId> events(Connection tx) throws SQLException {
        return Sql.list(
                tx, "select event_id from event_key order by event_id", row -> new EventId(Sql.uuid(row, "event_id")));
    }

    /// What is due for this event, oldest first: entries, then exits and annulments of entries that were told.
    ///
    /// @param madeBefore later admissions are still being asked about by their lanes
    static List<Due> due(Connection tx, EventId event, Instant madeBefore, Instant now, int countMax)
            throws SQLException {
        return Sql.list(
                tx,
                SELECT
                        + "where a.event_id = ? and a.admitted_at < ? and (r.try_again_at is null or r.try_again_at <="
                        + " ?) and " + IS_DUE + " order by a.admitted_at, a.id limit ?",
                RedemptionStore::read,
                event.value(),
                madeBefore,
                now,
                countMax);
    }

    static long countDue(Connection tx, EventId event) throws SQLException {
        return Sql.first(
                        tx,
                        "select count(*) from admission a left join redemption r on r.admission_id = a.id"
                                + " where a.event_id = ? and " + IS_DUE,
                        row -> row.getLong(1),
                        event.value())
                .orElseThrow();
    }

    /// Nobody else tells this before `until`. An annulment is on record from now on as one that may have arrived,
    /// so that what was taken back meanwhile is told again, by another nonce, whatever becomes of this process; an
    /// entry by force likewise, so that its annulment is told.
    ///
    /// @param nonce for an entry that is told again
    /// @return what is to be told, as it stands now; empty if somebody else is telling it, or nothing is left to
    ///     tell
    static Optional<Due> claim(Connection tx, AdmissionId admission, UUID nonce, Instant now, Instant until)
            throws SQLException {
        boolean mine = Sql.update(tx, """
            insert into redemption as r (admission_id, try_again_at) values (?, ?)
            on conflict (admission_id) do update set try_again_at = excluded.try_again_at
            where r.try_again_at <= ?
            """, admission.value(), until, now) == 1;
        if (!mine) {
            return Optional.empty();
        }
        Sql.update(tx, """
            update redemption r set entry_nonce = ?, entry_told_at = null, forced_at = null, annulling_at = null,
                                    annulled_told_at = null
            from admission a
            where a.id = r.admission_id and a.id = ? and a.annulled_at is null and r.annulled_told_at is not null
            """, nonce, admission.value());
        Optional<Due> due =
                Sql.first(tx, SELECT + "where a.id = ? and " + IS_DUE, RedemptionStore::read, admission.value());
        if (due.isPresent() && due.get().kind() == Kind.ANNULMENT) {
            Sql.update(
                    tx,
                    "update redemption set annulling_at = ? where admission_id = ?",
                    due.get().at(),
                    admission.value());
        }
        if (due.isPresent() && due.get().refused()) {
            forced(tx, admission, now);
        }
        return due;
    }

    /// It does not let the ticket in, its guest is inside, and a steward is asked: from now on its entry is told by
    /// force. To be written before it is told so, for afterwards its nonce is known there and nothing objects.
    static void forced(Connection tx, AdmissionId admission, Instant now) throws SQLException {
        Sql.update(
                tx,
                "update redemption set forced_at = ? where admission_id = ? and forced_at is null",
                now,
                admission.value());
    }

    /// By which nonce a lane may ask about this entry.
    ///
    /// @return empty if it was annulled there, or is about to be: then it is told again, and not asked about
    static Optional<UUID> entryNonce(Connection tx, AdmissionId admission) throws SQLException {
        return Sql.first(
                tx,
                "select coalesce(r.entry_nonce, a.nonce) as nonce " + FROM
                        + " where a.id = ? and r.annulling_at is null",
                row -> Sql.uuid(row, "nonce"),
                admission.value());
    }

    static void told(Connection tx, AdmissionId admission, Kind kind, Instant now) throws SQLException {
        String column = switch (kind) {
            case ENTRY -> "entry_told_at";
            case EXIT -> "exit_told_at";
            case ANNULMENT -> "annulled_told_at";
        };
        Sql.update(
                tx,
                "insert into redemption (admission_id, " + column + ", try_again_at) values (?, ?, ?)"
                        + " on conflict (admission_id) do update set " + column + " = excluded." + column
                        + ", try_again_at = excluded.try_again_at",
                admission.value(),
                now,
                now);
    }

    /// It does not let the ticket in; there is nothing more to tell about this admission, unless the guest comes in
    /// all the same.
    static void refused(Connection tx, AdmissionId admission, ReferReason reason, Instant now) throws SQLException {
        Sql.update(tx, """
            insert into redemption (admission_id, refused_at, refused_for, try_again_at) values (?, ?, ?, ?)
            on conflict (admission_id) do update set refused_at = excluded.refused_at,
                refused_for = excluded.refused_for
            """, admission.value(), now, reason.name(), now);
    }

    /// Referrals about tickets that our own rules did not let in, and that the system has not taken, oldest first.
    /// The number of the referral is the nonce of the refusal.
    ///
    /// @param since earlier ones are told no more
    static List<Refusal> dueRefusals(
            Connection tx, EventId event, List<String> reasons, Instant since, Instant now, int countMax)
            throws SQLException {
        return Sql.list(
                tx,
                """
                select f.id, f.lane_id, f.reason, f.at, t.code
                from referral f join ticket t on t.id = f.ticket_id
                where f.event_id = ? and f.reason = any (?) and f.at > ?
                  and not exists (select from redemption_refusal d where d.referral_id = f.id
                                  and (d.told_at is not null or d.try_again_at > ?))
                  and not exists (select from admission a join redemption r on r.admission_id = a.id
                                  where a.ticket_id = f.ticket_id and r.refused_at is not null and a.merged_at = f.at)
                  and not exists (select from admission a where a.ticket_id = f.ticket_id and a.annulled_for = 'TICKETING'
                                  and a.annulled_at between f.at - interval '5 s' and f.at + interval '5 s')
                order by f.at, f.id limit ?
                """,
                row -> new Refusal(
                        row.getString("code"),
                        new LaneId(Sql.uuid(row, "lane_id")),
                        Sql.uuid(row, "id"),
                        ReferReason.valueOf(row.getString("reason")),
                        Sql.instant(row, "at")),
                event.value(),
                reasons.toArray(String[]::new),
                since,
                now,
                countMax);
    }

    /// Nobody else tells this refusal before `until`; then it is told again, unless it was taken meanwhile.
    ///
    /// @return false if somebody else tells it, or has
    static boolean claimRefusal(Connection tx, Refusal refusal, Instant now, Instant until) throws SQLException {
        return Sql.update(tx, """
            insert into redemption_refusal as d (referral_id, try_again_at) values (?, ?)
            on conflict (referral_id) do update set try_again_at = excluded.try_again_at
            where d.told_at is null and d.try_again_at <= ?
            """, refusal.nonce(), until, now) == 1;
    }

    /// It knows of this referral.
    static void refusalTold(Connection tx, UUID referral, Instant now) throws SQLException {
        Sql.update(tx, """
            insert into redemption_refusal (referral_id, told_at, try_again_at) values (?, ?, ?)
            on conflict (referral_id) do update set told_at = excluded.told_at
            """, referral, now, now);
    }

    private static Due read(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        boolean exit = kind == Kind.EXIT;
        return new Due(
                new AdmissionId(Sql.uuid(row, "id")),
                kind,
                row.getString("code"),
                Sql.optionalUuid(row, exit ? "left_lane_id" : "lane_id").map(LaneId::new),
                Sql.uuid(row, exit ? "left_nonce" : "nonce"),
                Sql.instant(
                        row,
                        switch (kind) {
                            case ENTRY -> "admitted_at";
                            case EXIT -> "left_at";
                            case ANNULMENT -> "annulled_at";
                        }),
                kind == Kind.ENTRY && row.getBoolean("refused"));
    }
}

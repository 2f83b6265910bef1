package org.facelane.venue.erase;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facelane.venue.EventId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.Sql;

/// Blanks what is about people and is not biometric, some time after an event's retention deadline: who held a ticket
/// and its code, which steward let somebody in and why, who resolved a referral; and the names of accounts that were
/// closed as long ago. The rows stay, so that an evening can still be counted; whom they were about nobody can tell any
/// more.
///
/// Consents, erasures and the audit log stay as they are: they name nobody. Safe for use by several threads and
/// processes.
public final class Forgetting {
    private static final String UNKNOWN = "'forgotten ' || id";

    private final Database database;
    private final Duration kept;

    /// @param kept how long such records are kept after the event's retention deadline, or after an account was
    ///     closed
    public Forgetting(Database database, Duration kept) {
        this.database = requireNonNull(database, "database is null");
        this.kept = requireNonNull(kept, "kept is null");
    }

    /// Does it for every event and account whose time has come. Doing it again changes nothing.
    ///
    /// @return how many events and accounts
    public int forget(Instant now) {
        Instant limit = now.minus(kept);
        List<EventId> due = database.read(tx -> Sql.list(
                tx,
                "select id from event where erase_after <= ? and records_forgotten_at is null",
                row -> new EventId(Sql.uuid(row, "id")),
                limit));
        int count = 0;
        for (EventId event : due) {
            count += database.transactInBulk(tx -> forget(tx, event, now)) ? 1 : 0;
        }
        return count + forgetAccounts(limit);
    }

    private static boolean forget(Connection tx, EventId event, Instant now) throws SQLException {
        int first = Sql.update(
                tx,
                "update event set records_forgotten_at = ? where id = ? and records_forgotten_at is null",
                now,
                event.value());
        if (first == 0) {
            return false;
        }
        Sql.update(
                tx,
                "update ticket set code = " + UNKNOWN + ", holder = null, category = null, entrance = null,"
                        + " attention = null where event_id = ?",
                event.value());
        Sql.update(tx, "update admission set admitted_by = null, reason = null where event_id = ?", event.value());
        Sql.update(
                tx, "delete from lane_order where lane_id in (select id from lane where event_id = ?)", event.value());
        Sql.update(tx, "update referral set resolved_by = null, note = null where event_id = ?", event.value());
        Sql.update(
                tx,
                "delete from redemption_refusal where referral_id in (select id from referral where event_id = ?)",
                event.value());
        Sql.update(
                tx,
                "update party_ticket set added_by = '' where ticket_id in (select id from ticket where event_id = ?)",
                event.value());
        AuditLog.write(tx, new AuditLog.Line(now, "system", "forgot records", "event " + event));
        return true;
    }

    private int forgetAccounts(Instant limit) {
        return database.transact(tx -> Sql.update(
                tx,
                "update staff set name = " + UNKNOWN + ", password_hash = ''" + " where disabled_at <= ? and name <> "
                        + UNKNOWN,
                limit));
    }
}

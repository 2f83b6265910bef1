package org.facelane.venue.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.facelane.venue.EventId;
import org.facelane.venue.admission.EntryRules.Reentry;
import org.facelane.venue.store.Sql;

/// The columns of `event` that say what it allows.
final class EntryRuleStore {
    private EntryRuleStore() {}

    /// @throws IllegalArgumentException if there is no such event
    static EntryRules of(Connection tx, EventId event) throws SQLException {
        return Sql.first(
                        tx,
                        "select reentry, reentry_wait_seconds, party_max from event where id = ?",
                        row -> new EntryRules(
                                Reentry.valueOf(row.getString("reentry")),
                                Duration.ofSeconds(row.getInt("reentry_wait_seconds")),
                                row.getInt("party_max")),
                        event.value())
                .orElseThrow(() -> new IllegalArgumentException("no event " + event));
    }

    /// @return false if there is no such event, or it allows just that already
    static boolean set(Connection tx, EventId event, EntryRules rules) throws SQLException {
        return Sql.update(
                        tx,
                        """
                        update event set reentry = ?, reentry_wait_seconds = ?, party_max = ?
                        where id = ? and (reentry, reentry_wait_seconds, party_max) is distinct from (?, ?, ?)
                        """,
                        rules.reentry().name(),
                        Math.toIntExact(rules.reentryWait().toSeconds()),
                        rules.partyMax(),
                        event.value(),
                        rules.reentry().name(),
                        Math.toIntExact(rules.reentryWait().toSeconds()),
                        rules.partyMax())
                == 1;
    }
}

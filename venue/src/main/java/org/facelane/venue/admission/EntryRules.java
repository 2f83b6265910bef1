package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.facelane.venue.EventId;

/// What an event allows, beyond what each ticket says.
///
/// @param reentry whether guests who have left come in again
/// @param reentryWait from the exit until the ticket lets in again, 0 to 24 hours; it keeps a ticket from being handed
///     back over the fence
/// @param partyMax how many further tickets one guest may bring, 1 to 20
public record EntryRules(Reentry reentry, Duration reentryWait, int partyMax) {
    /// The longest wait.
    public static final Duration WAIT_MAX = Duration.ofHours(24);

    /// Nobody comes in twice, and a guest brings at most six further tickets.
    public static final EntryRules DEFAULT = new EntryRules(Reentry.NEVER, Duration.ZERO, 6);

    /// The largest party, without the guest who brings it.
    public static final int PARTY_MAX = 20;

    /// Whether a ticket lets in again. No ticket ever lets in while somebody is inside on it.
    public enum Reentry {
        /// A ticket lets in once.
        NEVER,
        /// A ticket lets in again after its exit was seen.
        AFTER_EXIT
    }

    /// What the event allows now.
    ///
    /// @throws IllegalArgumentException if there is no such event
    public static EntryRules of(Connection tx, EventId event) throws SQLException {
        return EntryRuleStore.of(tx, event);
    }

    public EntryRules {
        requireNonNull(reentry, "reentry is null");
        if (reentryWait.isNegative() || reentryWait.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException("the wait before re-entry is 0 to 24 hours, got " + reentryWait);
        }
        if (partyMax < 1 || partyMax > PARTY_MAX) {
            throw new IllegalArgumentException("a party has 1 to 20 further tickets, got " + partyMax);
        }
    }
}

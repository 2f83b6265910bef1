package org.facelane.venue.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.AdmissionStore.Standing;
import org.facelane.venue.store.Sql;

/// The table `admission_conflict`: second admissions of a ticket, by lanes that could not hear of the first.
final class ConflictStore {
    private ConflictStore() {}

    /// @param nonce of the second admission
    /// @param where it was made; empty at a door of the ticketing system
    /// @param first the admission that was there before
    /// @return false if it was written before
    static boolean insert(Connection tx, UUID nonce, Standing first, Optional<LaneId> where, Instant at, Instant now)
            throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into admission_conflict
                            (nonce, event_id, ticket_id, lane_id, admitted_at, merged_at, admission_id)
                        values (?, ?, ?, ?::uuid, ?, ?, ?) on conflict do nothing
                        """,
                        nonce,
                        first.made().event().value(),
                        first.made().admission().ticket().value(),
                        where.map(LaneId::value),
                        at,
                        now,
                        first.made().admission().id().value())
                == 1;
    }

    /// The admission that was there first, if this one was written as a conflict.
    static Optional<AdmissionId> first(Connection tx, UUID nonce) throws SQLException {
        return Sql.first(
                tx,
                "select admission_id from admission_conflict where nonce = ?",
                row -> new AdmissionId(Sql.uuid(row, "admission_id")),
                nonce);
    }
}

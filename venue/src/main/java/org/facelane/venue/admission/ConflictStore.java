package org.facelane.venue.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.EventId;
import org.facelane.venue.store.Sql;

/// The table `admission_conflict`: second admissions of a ticket, by lanes that could not hear of the first.
final class ConflictStore {
    private ConflictStore() {}

    /// @return false if it was written before
    static boolean insert(Connection tx, OfflineAdmission second, EventId event, AdmissionId first, Instant now)
            throws SQLException {
        return Sql.update(
                        tx,
                        """
                        insert into admission_conflict
                            (nonce, event_id, ticket_id, lane_id, admitted_at, merged_at, admission_id)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        second.nonce(),
                        event.value(),
                        second.ticket().value(),
                        second.lane().value(),
                        second.admittedAt(),
                        now,
                        first.value())
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

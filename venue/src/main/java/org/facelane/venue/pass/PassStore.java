package org.facelane.venue.pass;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.TicketId;
import org.facelane.venue.store.Sql;

/// The table `pass`: of each pass a hash, and in a `SEALED` event the template that only the pass opens.
public final class PassStore {
    private PassStore() {}

    /// A pass as the server knows it.
    ///
    /// @param sealed present in a `SEALED` event while the pass stands
    /// @param stands false once it is revoked, or its guest is being erased
    record Known(ReferenceId id, TicketId ticket, Optional<byte[]> sealed, boolean stands) {}

    /// Writes a guest's pass; one that the guest had is to be revoked before.
    public static void insert(Connection tx, Guest guest, ReferenceId id, PassMaker.Made made, Instant now)
            throws SQLException {
        Sql.update(
                tx,
                "insert into pass (id, event_id, guest_id, hash, sealed, made_at) values (?, ?, ?, ?, ?, ?)",
                id.value(),
                guest.event().value(),
                guest.id().value(),
                made.pass().hash(),
                made.sealed(),
                now);
    }

    /// Revokes the pass that a guest has, and deletes what the server held for it.
    ///
    /// @return which it was; empty if the guest has none
    public static Optional<ReferenceId> revoke(Connection tx, GuestId guest, Instant now) throws SQLException {
        return Sql.first(tx, """
            update pass set revoked_at = greatest(?, made_at), sealed = null
            where guest_id = ? and revoked_at is null returning id
            """, row -> new ReferenceId(Sql.uuid(row, "id")), now, guest.value());
    }

    /// True if this is the pass that the guest has now.
    public static boolean isCurrent(Connection tx, GuestId guest, Pass pass) throws SQLException {
        return Sql.first(
                        tx,
                        "select 1 from pass where guest_id = ? and hash = ? and revoked_at is null",
                        row -> true,
                        guest.value(),
                        pass.hash())
                .orElse(false);
    }

    static Optional<Known> find(Connection tx, Pass pass) throws SQLException {
        return Sql.first(
                tx,
                """
                select p.id, g.ticket_id, p.sealed, p.revoked_at is null and g.erasing_at is null as stands
                from pass p join guest g on g.id = p.guest_id where p.hash = ?
                """,
                row -> new Known(
                        new ReferenceId(Sql.uuid(row, "id")),
                        new TicketId(Sql.uuid(row, "ticket_id")),
                        Optional.ofNullable(row.getBytes("sealed")),
                        row.getBoolean("stands")),
                pass.hash());
    }
}

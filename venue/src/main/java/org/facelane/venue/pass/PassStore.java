package org.facelane.venue.pass;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.TicketId;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.facelane.venue.store.Sql;

/// The table `pass`: of each pass a hash, and in a `SEALED` event the template that only the pass opens.
public final class PassStore {
    private static final String SELECT = """
        select p.id, p.hash, g.ticket_id, p.sealed, p.revoked_at is null and g.erasing_at is null as stands,
               p.slice_open, p.slice_entrance
        from pass p join guest g on g.id = p.guest_id
        """;

    private PassStore() {}

    /// A pass by the hash of its text.
    public record Hashed(ReferenceId id, byte[] hash, PassDesk.Known known) {
        public Hashed {
            requireNonNull(id, "id is null");
            requireNonNull(hash, "hash is null");
            requireNonNull(known, "known is null");
        }
    }

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

    static PassDesk.Known find(Connection tx, Pass pass) throws SQLException {
        return Sql.first(tx, SELECT + "where p.hash = ?", row -> read(row, Slice.WHOLE), pass.hash())
                .map(Hashed::known)
                .orElseGet(PassDesk.Known.Nothing::new);
    }

    /// Those of `ids` that are passes of the event, standing or withdrawn, as somebody knows them who holds one
    /// slice.
    public static List<Hashed> ofIds(Connection tx, EventId event, Slice slice, Collection<ReferenceId> ids)
            throws SQLException {
        return Sql.list(
                tx,
                SELECT + "where p.event_id = ? and p.id = any(?)",
                row -> read(row, slice),
                event.value(),
                tx.createArrayOf("uuid", ids.stream().map(ReferenceId::value).toArray(UUID[]::new)));
    }

    private static Hashed read(ResultSet row, Slice slice) throws SQLException {
        ReferenceId id = new ReferenceId(Sql.uuid(row, "id"));
        return new Hashed(id, row.getBytes("hash"), known(row, id, slice));
    }

    private static PassDesk.Known known(ResultSet row, ReferenceId id, Slice slice) throws SQLException {
        if (!row.getBoolean("stands")) {
            return new PassDesk.Known.Withdrawn();
        }
        if (!slice.has(row.getBoolean("slice_open"), Sql.optionalText(row, "slice_entrance"))) {
            return new PassDesk.Known.Elsewhere();
        }
        return new PassDesk.Known.Stands(
                id, new TicketId(Sql.uuid(row, "ticket_id")), Optional.ofNullable(row.getBytes("sealed")));
    }
}

package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.SignedCall;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.Sql;

/// The tables `agent` and `agent_call`.
final class AgentStore {
    private static final String SELECT = """
        select a.id, a.lane_id, a.public_key, a.joined_at, a.revoked_at, a.heard_at,
               a.activity, a.why, a.unrecognised, a.dropped, a.damaged, a.clock_ahead_ms, a.carries_over
        from agent a
        """;

    private AgentStore() {}

    /// An agent as it stands.
    ///
    /// @param clockAhead how far its machine's clock is ahead of the server's; negative: behind
    /// @param carriesOver whether it keeps what opens its gallery for a start without the server
    record Row(
            AgentId id,
            LaneId lane,
            VerifyingKey key,
            Instant joinedAt,
            Optional<Instant> revokedAt,
            Instant heardAt,
            SyncAsk.State state,
            Duration clockAhead,
            boolean carriesOver) {
        Row {
            requireNonNull(id, "id is null");
            requireNonNull(lane, "lane is null");
            requireNonNull(key, "key is null");
            requireNonNull(state, "state is null");
        }
    }

    /// A new agent of the lane; the one before is revoked.
    ///
    /// @return false if another agent has the key
    static boolean insert(Connection tx, AgentId id, LaneId lane, VerifyingKey key, Instant now) throws SQLException {
        revokeOf(tx, lane, now);
        return Sql.update(tx, """
            insert into agent (id, lane_id, public_key, joined_at, heard_at) values (?, ?, ?, ?, ?)
            on conflict (public_key) do nothing
            """, id.value(), lane.value(), key.bytes(), now, now) == 1;
    }

    static Optional<Row> find(Connection tx, AgentId id) throws SQLException {
        return Sql.first(tx, SELECT + "where a.id = ?", AgentStore::read, id.value());
    }

    /// The agents of the event's lanes that are not revoked.
    static List<Row> ofEvent(Connection tx, EventId event) throws SQLException {
        return Sql.list(
                tx,
                SELECT + "join lane l on l.id = a.lane_id where l.event_id = ? and a.revoked_at is null",
                AgentStore::read,
                event.value());
    }

    /// The lane's agent, if it has one that is not revoked.
    static Optional<Row> ofLane(Connection tx, LaneId lane) throws SQLException {
        return Sql.first(tx, SELECT + "where a.lane_id = ? and a.revoked_at is null", AgentStore::read, lane.value());
    }

    /// Agents that were not heard since then, have not said that they hold no gallery, and must have dropped it by
    /// now: of one that carries it over a restart only whoever revokes it says so.
    static List<Row> silentSince(Connection tx, Instant since) throws SQLException {
        return Sql.list(
                tx,
                SELECT
                        + "join lane_gallery h on h.lane_id = a.lane_id and h.node = 'agent ' || a.id where a.heard_at"
                        + " < ? and (not a.carries_over or a.revoked_at is not null)",
                AgentStore::read,
                since);
    }

    /// @return the agent that is revoked by this
    static Optional<AgentId> revokeOf(Connection tx, LaneId lane, Instant now) throws SQLException {
        return Sql.first(
                tx,
                "update agent set revoked_at = ? where lane_id = ? and revoked_at is null returning id",
                row -> new AgentId(Sql.uuid(row, "id")),
                now,
                lane.value());
    }

    /// Takes the number of a call.
    ///
    /// @return false if it, or a later one, was taken before
    static boolean take(Connection tx, SignedCall call) throws SQLException {
        return Sql.update(tx, """
            insert into agent_call (agent_id, strand, number) values (?, ?, ?)
            on conflict (agent_id, strand) do update set number = excluded.number
            where agent_call.number < excluded.number
            """, call.agent().value(), call.strand().name(), call.number()) == 1;
    }

    /// The last number that was taken, 0 if there is none.
    static long lastCall(Connection tx, SignedCall call) throws SQLException {
        return Sql.first(
                        tx,
                        "select number from agent_call where agent_id = ? and strand = ?",
                        row -> row.getLong(1),
                        call.agent().value(),
                        call.strand().name())
                .orElse(0L);
    }

    /// Keeps what the agent says of itself.
    static void heard(Connection tx, AgentId id, SyncAsk ask, Instant now) throws SQLException {
        SyncAsk.State state = ask.state();
        Sql.update(
                tx,
                """
                update agent set heard_at = ?, activity = ?, why = ?, unrecognised = ?, dropped = ?, damaged = ?,
                                 clock_ahead_ms = ?, carries_over = ?
                where id = ?
                """,
                now,
                state.activity().name(),
                state.why(),
                state.unrecognisedCount(),
                state.droppedFrameCount(),
                state.damagedFrameCount(),
                Duration.between(now, ask.clock()).toMillis(),
                ask.carriesOver(),
                id.value());
    }

    /// The agent's gallery key; drawn if it has none that opens.
    static GalleryKey galleryKey(Connection tx, AgentId id, MasterKey master) throws SQLException {
        Optional<GalleryKey> known = Sql.first(
                        tx,
                        "select gallery_key from agent where id = ? for update",
                        row -> Optional.ofNullable(row.getBytes("gallery_key")),
                        id.value())
                .flatMap(wrapped -> wrapped)
                .flatMap(wrapped -> GalleryKey.unwrap(wrapped, master, id.value()));
        if (known.isPresent()) {
            return known.get();
        }
        GalleryKey drawn = GalleryKey.draw();
        Sql.update(tx, "update agent set gallery_key = ? where id = ?", drawn.wrapped(master, id.value()), id.value());
        return drawn;
    }

    /// What lies on the agent's disk can be opened by nobody any more.
    static void destroyGalleryKey(Connection tx, AgentId id) throws SQLException {
        Sql.update(tx, "update agent set gallery_key = null where id = ?", id.value());
    }

    /// How far the agent's ledger is taken in; 0 if it has begun another one.
    static long mergedUpTo(Connection tx, AgentId id, UUID ledger) throws SQLException {
        return Sql.first(
                        tx,
                        "select ledger_number from agent where id = ? and ledger = ? for update",
                        row -> row.getLong(1),
                        id.value(),
                        ledger)
                .orElse(0L);
    }

    static void merged(Connection tx, AgentId id, UUID ledger, long number) throws SQLException {
        Sql.update(tx, """
            update agent set ledger_number = case when ledger = ? then greatest(ledger_number, ?) else ? end,
                             ledger = ?
            where id = ?
            """, ledger, number, number, ledger, id.value());
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new AgentId(Sql.uuid(row, "id")),
                new LaneId(Sql.uuid(row, "lane_id")),
                VerifyingKey.of(row.getBytes("public_key")),
                Sql.instant(row, "joined_at"),
                Sql.optionalInstant(row, "revoked_at"),
                Sql.instant(row, "heard_at"),
                new SyncAsk.State(
                        LaneState.Activity.valueOf(row.getString("activity")),
                        Sql.optionalText(row, "why"),
                        row.getLong("unrecognised"),
                        row.getLong("dropped"),
                        row.getLong("damaged")),
                Duration.ofMillis(row.getLong("clock_ahead_ms")),
                row.getBoolean("carries_over"));
    }
}

package org.facelane.venue.admission;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.Sql;

/// Stewards' orders to agents to open a gate: the table `gate_order`.
///
/// ```
/// written with the admission ──► given ──► handed to the lane's agent ──► answered
///                                  │        │  again with each answer, until it is answered or too old
///                                  │        └ no answer: nobody knows, the steward looks
///                                  └ not heard in time: lapsed, and handed to nobody any more
/// ```
///
/// Handing an order over claims the gate, so nobody else commands it. Every method throws
/// [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by several threads and
/// from several nodes.
public final class GateOrders {
    private static final String SELECT = """
        select o.admission_id, o.until, o.handed_at, o.lapsed_at, o.answered_at, a.gate_opened_at
        from gate_order o join admission a on a.id = o.admission_id
        """;

    private final Database database;
    private final Duration life;
    private final Predicate<LaneId> heard;
    private final InstantSource time;
    private final Consumer<LaneId> bell;

    /// @param life how long an order waits for its agent
    /// @param heard whether the lane's agent is heard at this moment
    /// @param bell called when there is something for the lane's agent to hear
    public GateOrders(
            Database database, Duration life, Predicate<LaneId> heard, InstantSource time, Consumer<LaneId> bell) {
        this.database = requireNonNull(database, "database is null");
        this.life = requireNonNull(life, "life is null");
        this.heard = requireNonNull(heard, "heard is null");
        this.time = requireNonNull(time, "time is null");
        this.bell = requireNonNull(bell, "bell is null");
    }

    /// How an order stands.
    public enum State {
        /// Not given yet: the ticketing system is being asked.
        NOT_GIVEN,
        /// The agent will hear it, or has and has not said yet what became of it.
        ON_ITS_WAY,
        /// No agent has heard it, and none will.
        NOT_HEARD,
        /// The gate said that it opened.
        OPENED,
        /// The gate did not say so, or the agent did not answer.
        NOT_OPENED
    }

    private record Row(
            Optional<Instant> until,
            Optional<Instant> handedAt,
            Optional<Instant> lapsedAt,
            Optional<Instant> answeredAt,
            Optional<Instant> openedAt) {}

    /// Writes an order for the admission, to be given later, where the lane has a gate that only its agent reaches.
    static void write(Connection tx, Admission admission) throws SQLException {
        if (admission.lane().isPresent()) {
            Sql.update(tx, """
                insert into gate_order (admission_id)
                select ? from lane l join agent a on a.lane_id = l.id and a.revoked_at is null
                where l.id = ? and l.gate_url is not null
                """, admission.id().value(), admission.lane().get().value());
        }
    }

    /// How the admission's order stands. One that nobody has heard and nobody will in time lapses by this.
    ///
    /// @return empty if there is none: the lane has no gate, or no agent
    public Optional<State> state(Admission admission) {
        boolean isHeard = admission.lane().filter(heard).isPresent();
        Instant now = time.instant();
        return database.transact(tx -> {
            Optional<Row> row = hold(tx, admission.id());
            return row.isPresent() ? Optional.of(state(tx, admission.id(), row.get(), isHeard, now)) : Optional.empty();
        });
    }

    /// Gives the admission's order, once: the lane's agent may hear it from now on, for a short time. Where the
    /// agent is not heard, it is not given at all.
    ///
    /// @return how it stands then; empty if there is none
    public Optional<State> give(Admission admission) {
        boolean isHeard = admission.lane().filter(heard).isPresent();
        Instant now = time.instant();
        Optional<State> state = database.transact(tx -> {
            Optional<Row> row = hold(tx, admission.id());
            return row.isPresent() ? Optional.of(give(tx, admission.id(), row.get(), isHeard, now)) : Optional.empty();
        });
        if (state.equals(Optional.of(State.ON_ITS_WAY))) {
            admission.lane().ifPresent(bell);
        }
        return state;
    }

    private State give(Connection tx, AdmissionId id, Row row, boolean isHeard, Instant now) throws SQLException {
        State before = state(tx, id, row, isHeard, now);
        if (before != State.NOT_GIVEN) {
            return before;
        }
        if (!isHeard) {
            return lapse(tx, id, now);
        }
        Sql.update(
                tx,
                "update gate_order set given_at = ?, until = ? where admission_id = ?",
                now,
                now.plus(life),
                id.value());
        return State.ON_ITS_WAY;
    }

    /// Hands the lane's agent what it is to do: orders that it has not answered, again and again while they count.
    ///
    /// @param agent which asks
    public static List<GateOrder> hand(Connection tx, LaneId lane, UUID agent, Instant now) throws SQLException {
        record Found(GateOrder order, boolean isNew) {}
        List<Found> found = Sql.list(
                tx,
                """
                select o.admission_id, a.nonce, a.ticket_id, o.until, o.handed_at
                from gate_order o join admission a on a.id = o.admission_id
                where a.lane_id = ? and o.until > ? and o.lapsed_at is null and o.answered_at is null
                  and a.annulled_at is null and (o.agent_id is null or o.agent_id = ?)
                order by o.given_at, o.admission_id for update of o
                """,
                row -> new Found(
                        new GateOrder(
                                Sql.uuid(row, "admission_id"),
                                Sql.uuid(row, "nonce"),
                                Sql.uuid(row, "ticket_id"),
                                Sql.instant(row, "until")),
                        Sql.optionalInstant(row, "handed_at").isEmpty()),
                lane.value(),
                now,
                agent);
        List<GateOrder> handed = new ArrayList<>();
        for (Found each : found) {
            if (!each.isNew() || take(tx, each.order(), agent, now)) {
                handed.add(each.order());
            }
        }
        return handed;
    }

    /// The agent has told what became of the gate; where there is no order, nothing changes.
    public static void answered(Connection tx, AdmissionId admission, Instant now) throws SQLException {
        Sql.update(tx, """
            update gate_order set answered_at = ?
            where admission_id = ? and handed_at is not null and answered_at is null
            """, now, admission.value());
    }

    /// @return false if somebody else has commanded the gate
    private static boolean take(Connection tx, GateOrder order, UUID agent, Instant now) throws SQLException {
        return AdmissionStore.claimGate(tx, new AdmissionId(order.admission()), now)
                && Sql.update(
                                tx,
                                "update gate_order set agent_id = ?, handed_at = ? where admission_id = ?",
                                agent,
                                now,
                                order.admission())
                        == 1;
    }

    private static State state(Connection tx, AdmissionId id, Row row, boolean isHeard, Instant now)
            throws SQLException {
        if (row.openedAt().isPresent()) {
            return State.OPENED;
        }
        if (row.answeredAt().isPresent()) {
            return State.NOT_OPENED;
        }
        if (row.lapsedAt().isPresent()) {
            return State.NOT_HEARD;
        }
        if (row.until().isEmpty()) {
            return State.NOT_GIVEN;
        }
        if (isHeard && now.isBefore(row.until().get())) {
            return State.ON_ITS_WAY;
        }
        return row.handedAt().isPresent() ? State.NOT_OPENED : lapse(tx, id, now);
    }

    private static State lapse(Connection tx, AdmissionId id, Instant now) throws SQLException {
        Sql.update(tx, "update gate_order set lapsed_at = ? where admission_id = ?", now, id.value());
        return State.NOT_HEARD;
    }

    /// Nobody hands it over meanwhile.
    private static Optional<Row> hold(Connection tx, AdmissionId id) throws SQLException {
        return Sql.first(tx, SELECT + "where o.admission_id = ? for update of o", GateOrders::read, id.value());
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                Sql.optionalInstant(row, "until"),
                Sql.optionalInstant(row, "handed_at"),
                Sql.optionalInstant(row, "lapsed_at"),
                Sql.optionalInstant(row, "answered_at"),
                Sql.optionalInstant(row, "gate_opened_at"));
    }
}

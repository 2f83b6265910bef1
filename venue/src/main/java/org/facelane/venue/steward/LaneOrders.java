package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;

/// Stewards tell a lane to stand still, to go on, or to show a sentence. Whoever runs the lane, on whatever node, reads
/// it from the table `lane_order`; a lane that stood still when its server went down stands still afterwards. Every
/// act leaves an audit line.
///
/// Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by
/// several threads.
public final class LaneOrders {
    private final Database database;
    private final Duration messageHold;

    /// @param messageHold how long a message stays on a lane's screen
    public LaneOrders(Database database, Duration messageHold) {
        this.database = requireNonNull(database, "database is null");
        this.messageHold = requireNonNull(messageHold, "messageHold is null");
    }

    /// The lane stands still from now on; one that does already goes on standing still for whoever said so first.
    ///
    /// @param by the name of whoever says so
    /// @return false if the event has no such lane
    public boolean pause(EventId event, LaneId lane, String by, Instant now) {
        return order(
                event,
                lane,
                new AuditLog.Line(now, "staff " + by, "paused lane", "lane " + lane),
                tx -> Sql.update(tx, """
                    insert into lane_order (lane_id, paused_at, paused_by) values (?, ?, ?)
                    on conflict (lane_id) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by
                    where lane_order.paused_at is null
                    """, lane.value(), now, by));
    }

    /// The lane goes on.
    ///
    /// @return false if the event has no such lane
    public boolean resume(EventId event, LaneId lane, String by, Instant now) {
        return order(
                event,
                lane,
                new AuditLog.Line(now, "staff " + by, "resumed lane", "lane " + lane),
                tx -> Sql.update(tx, """
                    update lane_order set paused_at = null, paused_by = null
                    where lane_id = ? and paused_at is not null
                    """, lane.value()));
    }

    /// The lane's screen shows this for a while, instead of what it was told before.
    ///
    /// @param text 1 to [LaneOrder.Message#LENGTH_MAX] characters
    /// @return false if the event has no such lane
    public boolean say(EventId event, LaneId lane, String text, String by, Instant now) {
        LaneOrder.Message message = new LaneOrder.Message(text, now.plus(messageHold));
        return order(
                event,
                lane,
                new AuditLog.Line(now, "staff " + by, "sent lane a message", "lane " + lane),
                tx -> Sql.update(tx, """
                    insert into lane_order (lane_id, message, message_until) values (?, ?, ?)
                    on conflict (lane_id)
                    do update set message = excluded.message, message_until = excluded.message_until
                    """, lane.value(), message.text(), message.until()));
    }

    /// Every order that stands now, at any event.
    public Map<LaneId, LaneOrder> standing(Instant now) {
        return database.read(tx -> standing(tx, now));
    }

    static Map<LaneId, LaneOrder> standing(Connection tx, Instant now) throws SQLException {
        Map<LaneId, LaneOrder> orders = new HashMap<>();
        Sql.list(tx, """
            select lane_id, paused_at, paused_by, message, message_until from lane_order
            where paused_at is not null or message_until > ?
            """, row -> read(row, now), now).forEach(order -> orders.put(order.lane(), order));
        return orders;
    }

    @FunctionalInterface
    private interface Step {
        /// @return how many rows it changed
        int take(Connection tx) throws SQLException;
    }

    /// What changes nothing leaves no audit line.
    private boolean order(EventId event, LaneId lane, AuditLog.Line line, Step step) {
        return database.transact(tx -> {
            boolean stands = LaneStore.find(tx, lane)
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .filter(listed -> listed.lane().event().equals(event))
                    .isPresent();
            if (stands && step.take(tx) > 0) {
                AuditLog.write(tx, line);
            }
            return stands;
        });
    }

    private static LaneOrder read(ResultSet row, Instant now) throws SQLException {
        Optional<Instant> pausedAt = Sql.optionalInstant(row, "paused_at");
        Optional<Instant> until = Sql.optionalInstant(row, "message_until").filter(now::isBefore);
        String by = row.getString("paused_by");
        String text = row.getString("message");
        return new LaneOrder(
                new LaneId(Sql.uuid(row, "lane_id")),
                pausedAt.map(at -> new LaneOrder.Pause(at, by)),
                until.map(end -> new LaneOrder.Message(text, end)));
    }
}

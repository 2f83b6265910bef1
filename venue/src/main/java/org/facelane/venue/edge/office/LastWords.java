package org.facelane.venue.edge.office;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.SyncAsk.Line;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.Sql;

/// What agents that were revoked say that they did before: the table `agent_last_word`.
///
/// Whoever has a revoked key may say anything, and date it back. So their words are kept and nothing follows from them,
/// until an organiser, who can ask at the lane, takes them in like any ledger or leaves them out; what nobody has
/// decided in time is left out. Safe for use by several threads.
public final class LastWords {
    /// A key that was stolen must not fill the database.
    private static final int LINES_MAX = 5_000;

    private final Database database;
    private final LedgerMerge merge;
    private final Duration kept;

    /// @param kept how long an organiser may take to decide; never longer than the event's retention deadline
    LastWords(Database database, LedgerMerge merge, Duration kept) {
        this.kept = requireNonNull(kept, "kept is null");
        this.database = requireNonNull(database, "database is null");
        this.merge = requireNonNull(merge, "merge is null");
    }

    /// What waits for an organiser at one lane.
    ///
    /// @param admissions how many guests it says it let in
    /// @param others what else it says
    /// @param until when the first of it is left out; empty if nothing waits
    public record Waiting(long admissions, long others, Optional<Instant> until) {
        public Waiting {
            requireNonNull(until, "until is null");
        }
    }

    private record Word(AgentId agent, UUID ledger, Line line, Instant until) {}

    /// Keeps what is told.
    ///
    /// @return the number up to which the ledger is kept
    long keep(AgentId agent, UUID ledger, List<Line> told, Instant now) {
        return database.transact(tx -> {
            long room = LINES_MAX - count(tx, agent);
            long upTo = 0;
            for (Line line : told.subList(0, Math.clamp(room, 0, told.size()))) {
                Sql.update(tx, """
                    insert into agent_last_word (agent_id, ledger, number, line, told_at) values (?, ?, ?, ?, ?)
                    on conflict (agent_id, ledger, number) do nothing
                    """, agent.value(), ledger, line.number(), new String(WireText.write(line), UTF_8), now);
                upTo = Math.max(upTo, line.number());
            }
            return upTo;
        });
    }

    /// Nothing if the event has no such lane.
    public Waiting waiting(EventId event, LaneId lane) {
        List<Word> words = database.read(tx -> isOf(tx, event, lane).isEmpty() ? List.of() : words(tx, lane));
        long admissions = words.stream()
                .filter(word -> word.line().told() instanceof Told.Admission)
                .count();
        return new Waiting(
                admissions,
                words.size() - admissions,
                words.stream().map(Word::until).min(Comparator.naturalOrder()));
    }

    /// Leaves out, for good, what no organiser has decided in time. To be called every few seconds; several nodes
    /// may do it at once.
    ///
    /// @return how many lines
    public int forget(Instant now) {
        List<LaneId> due = database.read(
                tx -> Sql.list(tx, """
                    select distinct a.lane_id from agent_last_word w
                    join agent a on a.id = w.agent_id join lane l on l.id = a.lane_id join event e on e.id = l.event_id
                    where w.told_at <= ? or e.erase_after <= ?
                    """, row -> new LaneId(Sql.uuid(row, "lane_id")), now.minus(kept), now));
        int count = 0;
        for (LaneId lane : due) {
            count += database.transact(tx -> forget(tx, lane, now));
        }
        return count;
    }

    private int forget(Connection tx, LaneId lane, Instant now) throws SQLException {
        int count = Sql.update(tx, """
            delete from agent_last_word w using agent a, lane l, event e
            where a.id = w.agent_id and l.id = a.lane_id and e.id = l.event_id and l.id = ?
              and (w.told_at <= ? or e.erase_after <= ?)
            """, lane.value(), now.minus(kept), now);
        if (count > 0) {
            String action = "left out " + count + " lines of a revoked agent, which nobody took in";
            AuditLog.write(tx, new AuditLog.Line(now, "system", action, "lane " + lane));
        }
        return count;
    }

    /// Takes everything in that waits at the lane, or leaves it out, for good.
    ///
    /// @param actor who decides, as [AuditLog.Line] names it
    /// @return how many lines were taken in or left out
    public int decide(EventId event, LaneId lane, boolean takeIn, String actor, Instant now) {
        Optional<Lane> known = database.read(tx -> isOf(tx, event, lane));
        if (known.isEmpty()) {
            return 0;
        }
        List<Word> words = database.read(tx -> words(tx, lane));
        List<Word> decided = new ArrayList<>();
        for (Word word : words) {
            if (takeIn) {
                merge.take(
                        word.agent(),
                        known.get(),
                        word.ledger(),
                        List.of(word.line().told()),
                        now);
            }
            decided.add(word);
        }
        return database.transact(tx -> {
            for (Word word : decided) {
                Sql.update(
                        tx,
                        "delete from agent_last_word where agent_id = ? and ledger = ? and number = ?",
                        word.agent().value(),
                        word.ledger(),
                        word.line().number());
            }
            if (!decided.isEmpty()) {
                String action = (takeIn ? "took in " : "left out ") + decided.size() + " lines of a revoked agent";
                AuditLog.write(tx, new AuditLog.Line(now, actor, action, "lane " + lane));
            }
            return decided.size();
        });
    }

    private static Optional<Lane> isOf(Connection tx, EventId event, LaneId lane) throws SQLException {
        return LaneStore.find(tx, lane)
                .map(LaneStore.Listed::lane)
                .filter(found -> found.event().equals(event));
    }

    private static long count(Connection tx, AgentId agent) throws SQLException {
        return Sql.first(
                        tx,
                        "select count(*) from agent_last_word where agent_id = ?",
                        row -> row.getLong(1),
                        agent.value())
                .orElseThrow();
    }

    private List<Word> words(Connection tx, LaneId lane) throws SQLException {
        return Sql.list(
                tx,
                """
                select w.agent_id, w.ledger, w.line, w.told_at, e.erase_after from agent_last_word w
                join agent a on a.id = w.agent_id join lane l on l.id = a.lane_id join event e on e.id = l.event_id
                where a.lane_id = ? order by w.agent_id, w.ledger, w.number
                """,
                row -> new Word(
                        new AgentId(Sql.uuid(row, "agent_id")),
                        Sql.uuid(row, "ledger"),
                        WireText.read(row.getString("line").getBytes(UTF_8), SyncAsk.Line.class),
                        earlier(Sql.instant(row, "told_at").plus(kept), Sql.instant(row, "erase_after"))),
                lane.value());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

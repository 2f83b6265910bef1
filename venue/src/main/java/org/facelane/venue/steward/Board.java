package org.facelane.venue.steward;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;

/// The live boards of stewards.
///
/// Arrivals and referrals are read from the database, so that a board shows what happened at the lanes of every node.
/// While anybody looks at an event, its latest rows are read twice a second, each time somewhat further back than the
/// last look that succeeded, and what was shown before is left out: a transaction that commits late, a clock that
/// differs by a few seconds or a database that was away loses nothing. What an agent tells afterwards is read by when
/// it was told, and whoever still needs help by nothing but that. The states of lanes, and how many passed
/// unrecognised, are known only to the node on which they run; the others show such a lane as offline.
///
/// A subscriber that does not take its events in time loses them all and gets a new snapshot instead. Safe for use by
/// several threads.
public final class Board implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Board.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Database database;
    private final Function<EventId, List<LaneState>> lanes;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Map<EventId, Watch> watches = new HashMap<>();
    private boolean closed;

    private Board(Database database, Function<EventId, List<LaneState>> lanes, InstantSource clock) {
        this.database = requireNonNull(database, "database is null");
        this.lanes = requireNonNull(lanes, "lanes is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// @param lanes the states of the lanes of an event that run in this process
    public static Board open(Database database, Function<EventId, List<LaneState>> lanes, InstantSource clock) {
        Board board = new Board(database, lanes, clock);
        Thread.ofVirtual().name("board").start(board::follow);
        return board;
    }

    /// Follows an event. The first thing to take is a snapshot.
    ///
    /// @throws DatabaseUnreachable if the database does not answer
    /// @throws IllegalArgumentException if there is no such event
    public BoardSubscription subscribe(EventId event) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the board is closed");
            }
            Watch watch = watches.computeIfAbsent(event, id -> new Watch(database, id, clock));
            BoardSubscription subscription = new BoardSubscription(left -> forget(event, left));
            watch.add(subscription);
            try {
                watch.refresh(lanes.apply(event));
            } catch (RuntimeException e) {
                forget(event, subscription);
                throw e;
            }
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /// Stops following; every subscription ends.
    @Override
    public void close() {
        List<BoardSubscription> left;
        lock.lock();
        try {
            closed = true;
            left = watches.values().stream()
                    .flatMap(watch -> watch.subscriptions().stream())
                    .toList();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(BoardSubscription::close);
    }

    private void forget(EventId event, BoardSubscription subscription) {
        lock.lock();
        try {
            Watch watch = watches.get(event);
            if (watch != null && watch.remove(subscription)) {
                watches.remove(event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        lock.lock();
        try {
            while (!closed) {
                long left = INTERVAL.toNanos();
                while (left > 0 && !closed) {
                    left = closing.awaitNanos(left);
                }
                watches.forEach(this::refresh);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void refresh(EventId event, Watch watch) {
        try {
            watch.refresh(lanes.apply(event));
        } catch (DatabaseUnreachable e) {
            LOG.log(WARNING, "the board of event {0} waits: {1}", event, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(ERROR, "the board of event " + event + " could not be refreshed", e);
        }
    }
}

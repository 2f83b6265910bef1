package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One steward's board: events in order, a snapshot first. Holds a bounded number of them. Safe for use by several
/// threads.
public final class BoardSubscription implements AutoCloseable {
    /// Events kept for a subscriber that is slow to take them.
    public static final int WAITING_MAX = 256;

    private final Consumer<BoardSubscription> leave;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<BoardEvent> waiting = new ArrayDeque<>();
    private boolean behind = true;
    private boolean closed;

    BoardSubscription(Consumer<BoardSubscription> leave) {
        this.leave = requireNonNull(leave, "leave is null");
    }

    /// Waits for the next event.
    ///
    /// @return empty if none came in time, or the subscription is closed
    public Optional<BoardEvent> next(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /// True once nothing comes any more.
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the subscription; whoever waits gets nothing. Closing twice does nothing.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        leave.accept(this);
    }

    /// True if it needs a snapshot before anything else makes sense.
    boolean isBehind() {
        lock.lock();
        try {
            return behind;
        } finally {
            lock.unlock();
        }
    }

    /// Hands over what happened. What does not fit any more is dropped with all that waits, and a snapshot is due.
    void offer(BoardEvent event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (event instanceof BoardEvent.Snapshot) {
                waiting.clear();
                behind = false;
            } else if (behind) {
                return;
            } else if (waiting.size() >= WAITING_MAX) {
                waiting.clear();
                behind = true;
                return;
            }
            waiting.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package org.facelane.venue.http.screen;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What one page has not been told yet: of each kind the newest, so that a slow page is late and never behind. Safe for
/// use by several threads.
final class ScreenStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<News> news = new ArrayDeque<>();
    private boolean ended;

    /// @param kind the name of the server-sent event
    /// @param data becomes JSON
    record News(String kind, Object data) {
        News {
            requireNonNull(kind, "kind is null");
            requireNonNull(data, "data is null");
        }
    }

    void tell(News told) {
        lock.lock();
        try {
            for (Iterator<News> each = news.iterator(); each.hasNext(); ) {
                if (each.next().kind().equals(told.kind())) {
                    each.remove();
                }
            }
            news.add(told);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// After what is still to be told nothing comes any more.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return ended && news.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// @return empty if there is nothing within that time, or nothing will come
    Optional<News> next(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (news.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(60)));
            }
            return Optional.ofNullable(news.poll());
        } finally {
            lock.unlock();
        }
    }
}

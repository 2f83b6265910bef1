package org.facelane.venue.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;

/// Counts what happens under a key in windows of a fixed length. In memory, at most [#KEYS_MAX] keys: the one whose
/// window began longest ago is forgotten first. Safe for use by several threads.
public final class RateLimit {
    /// Keys remembered at once, about 10 MB.
    static final int KEYS_MAX = 50_000;

    private final int max;
    private final Duration window;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Window> windows = new LinkedHashMap<>();

    /// @param max how often in one window, at least 1
    public RateLimit(int max, Duration window) {
        if (max < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a limit is 1 or more in a time above 0, got " + max + " in " + window);
        }
        this.max = max;
        this.window = window;
    }

    /// Whether the key is within its limit; counts nothing.
    public boolean allows(String key, Instant now) {
        lock.lock();
        try {
            Window current = windows.get(key);
            return current == null || current.isOver(now, window) || current.count < max;
        } finally {
            lock.unlock();
        }
    }

    /// Counts one more.
    ///
    /// @return whether it was within the limit
    public boolean count(String key, Instant now) {
        lock.lock();
        try {
            Window current = windows.get(key);
            if (current == null || current.isOver(now, window)) {
                windows.remove(key);
                current = new Window(now);
                windows.put(key, current);
                if (windows.size() > KEYS_MAX) {
                    windows.pollFirstEntry();
                }
            }
            current.count++;
            return current.count <= max;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what was counted under the key.
    public void clear(String key) {
        lock.lock();
        try {
            windows.remove(key);
        } finally {
            lock.unlock();
        }
    }

    private static final class Window {
        private final Instant start;
        private int count;

        Window(Instant start) {
            this.start = start;
        }

        boolean isOver(Instant now, Duration length) {
            return !now.isBefore(start.plus(length));
        }
    }
}

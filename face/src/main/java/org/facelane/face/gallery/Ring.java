package org.facelane.face.gallery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A queue of fixed room, for any number of threads, that neither locks nor allocates (after D. Vyukov, 2010).
///
/// Cell `i` has a turn: `i` when it is free for the first time, `i + 1` when it is taken, `i + room` when it is free
/// again, and so on.
final class Ring<T> {
    private final int room;
    private final AtomicReferenceArray<@Nullable T> cells;
    private final AtomicLongArray turns;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();

    /// @param room a power of two
    Ring(int room) {
        this.room = room;
        cells = new AtomicReferenceArray<>(room);
        turns = new AtomicLongArray(room);
        for (int i = 0; i < room; i++) {
            turns.set(i, i);
        }
    }

    /// @return false if there is no room
    boolean offer(T item) {
        while (true) {
            long at = tail.get();
            int cell = cell(at);
            long turn = turns.get(cell);
            if (turn < at) {
                return false;
            }
            if (turn == at && tail.compareAndSet(at, at + 1)) {
                cells.set(cell, item);
                turns.set(cell, at + 1);
                return true;
            }
        }
    }

    /// @return null if there is nothing
    @Nullable
    T poll() {
        while (true) {
            long at = head.get();
            int cell = cell(at);
            long turn = turns.get(cell);
            if (turn <= at) {
                return null;
            }
            if (turn == at + 1 && head.compareAndSet(at, at + 1)) {
                T item = cells.get(cell);
                cells.set(cell, null);
                turns.set(cell, at + room);
                return item;
            }
        }
    }

    /// What is first in line now, or was a moment ago.
    @Nullable
    T peek() {
        long at = head.get();
        return turns.get(cell(at)) == at + 1 ? cells.get(cell(at)) : null;
    }

    private int cell(long at) {
        return (int) (at & (room - 1));
    }
}

package org.facelane.face.gallery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where concurrent probes share a sweep, without waiting for one another and without threads of its own.
///
/// There are as many seats as processors. Who brings a probe and finds a free seat becomes a worker at once: it takes
/// its own probe and whatever else waits, at most 32, makes one sweep for all of them, and leaves. Who finds no free
/// seat waits for a worker to take the probe, or for a seat. So a lone probe never waits, and the busier it is, the
/// more probes share a sweep. There is no timer.
///
/// ```
///              seat free                                        done
///  asks ───────────────────────► works, for itself and others ────────► answer
///    │ all taken                    ▲ seat free, others wait       ▲
///    └───────────────► waits ───────┘                              │
///                        └──────── a worker took it ───────────────┘
/// ```
///
/// A worker that leaves wakes the first who waits. Nobody is forgotten: the first who waits has come to wait and then
/// found all seats taken, so one of their workers leaves later, and looks; whoever was before it was taken by a worker,
/// who leaves later too.
///
/// Safe for use by any number of threads, virtual ones too.
final class Gathering {
    private static final int WAITING_COUNT_MAX = 4_096;
    private static final int SEAT_COUNT_MAX = 63;
    private static final int SPARE_SWEEP_COUNT_MAX = 128;

    private final Line line;
    private final int dimension;
    private final Kernel kernel;
    private final long allSeats;
    private final AtomicLong takenSeats = new AtomicLong();
    private final Ring<Search> waiting = new Ring<>(WAITING_COUNT_MAX);
    private final Ring<Search> spare = new Ring<>(WAITING_COUNT_MAX);
    private final Ring<Sweep> spareSweeps = new Ring<>(SPARE_SWEEP_COUNT_MAX);

    Gathering(Line line, int dimension, Kernel kernel) {
        this.line = line;
        this.dimension = dimension;
        this.kernel = kernel;
        int seatCount = Math.min(SEAT_COUNT_MAX, Runtime.getRuntime().availableProcessors());
        allSeats = (1L << seatCount) - 1;
    }

    /// A search to [#answer] and then to [#giveBack].
    Search take() {
        Search search = spare.poll();
        return search == null ? new Search() : search;
    }

    void giveBack(Search search) {
        search.forget();
        // If there is no room for it, it is garbage.
        boolean _ = spare.offer(search);
    }

    /// Returns when the search is done.
    ///
    /// @throws IllegalStateException if it failed, which is a bug
    void answer(Search search) {
        int seat = sit();
        if (seat >= 0) {
            work(seat, search);
        } else {
            await(search);
        }
        search.throwFailure();
    }

    private void await(Search search) {
        while (!waiting.offer(search)) {
            Thread.yield();
        }
        boolean interrupted = false;
        while (!search.isDone()) {
            // Only the first in line: who works for others alone keeps those waiting whom it is to wake.
            int seat = waiting.peek() == search ? sit() : -1;
            if (seat >= 0) {
                work(seat, null);
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        search.wakeOthers();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int seat, @Nullable Search own) {
        Sweep sweep = takeSweep();
        if (own != null) {
            sweep.add(own);
        }
        while (!sweep.isFull()) {
            Search next = waiting.poll();
            if (next == null) {
                break;
            }
            sweep.add(next);
        }
        Throwable failure = null;
        try {
            sweep.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        // First, so that the next sweep begins while this one's askers are woken.
        leave(seat);
        finish(sweep, own == null ? 0 : 1, failure);
        sweep.clear();
        // If there is no room for it, it is garbage.
        boolean _ = spareSweeps.offer(sweep);
    }

    /// Hands out the answers. Wakes one of the askers from `first` on, and each of them wakes two more: waking
    /// takes long enough that one thread would be at it for a tenth of a sweep.
    static void finish(Sweep sweep, int first, @Nullable Throwable failure) {
        int count = sweep.count();
        // All before any is finished: then a search is the asker's again.
        Thread root = asker(sweep, first);
        for (int i = first; i < count; i++) {
            int next = 2 * i - first + 1;
            sweep.search(i).wakeThen(asker(sweep, next), asker(sweep, next + 1));
        }
        // From the last on: an asker who is awake anyway may wake the two at once, and they must find theirs
        // finished.
        for (int i = count - 1; i >= 0; i--) {
            sweep.search(i).finish(failure);
        }
        LockSupport.unpark(root);
    }

    private static @Nullable Thread asker(Sweep sweep, int i) {
        return i < sweep.count() ? sweep.search(i).asker() : null;
    }

    /// @return a free seat, now taken, or −1
    private int sit() {
        while (true) {
            long taken = takenSeats.get();
            long free = allSeats & ~taken;
            if (free == 0) {
                return -1;
            }
            if (takenSeats.compareAndSet(taken, taken | Long.lowestOneBit(free))) {
                return Long.numberOfTrailingZeros(free);
            }
        }
    }

    private void leave(int seat) {
        // Its bit is set, so no other changes.
        takenSeats.addAndGet(-(1L << seat));
        Search first = waiting.peek();
        if (first != null) {
            // It may have been answered meanwhile: then waking nobody, or somebody who looks and parks
            // again, is right.
            LockSupport.unpark(first.asker());
        }
    }

    private Sweep takeSweep() {
        Sweep sweep = spareSweeps.poll();
        return sweep == null ? new Sweep(line, dimension, kernel) : sweep;
    }
}

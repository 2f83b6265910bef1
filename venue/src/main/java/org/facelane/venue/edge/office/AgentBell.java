package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.facelane.venue.LaneId;

/// Wakes agents that wait for news at this server, once for all that is new. One that waits at another node is not
/// woken: it asks a second later by itself. Safe for use by several threads.
public final class AgentBell implements AutoCloseable {
    private final Map<LaneId, Long> rings = new HashMap<>();
    private boolean closed;

    /// Wakes whoever waits for the lane, and whoever was about to.
    public synchronized void ring(LaneId lane) {
        rings.merge(requireNonNull(lane, "lane is null"), 1L, Long::sum);
        notifyAll();
    }

    /// Waits until the lane's bell was rung another number of times than `known`.
    ///
    /// @param hold at most so long
    /// @return how often it was rung by then
    public synchronized long await(LaneId lane, long known, Duration hold) throws InterruptedException {
        long end = System.nanoTime() + hold.toNanos();
        while (!closed && rung(lane) == known) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return rung(lane);
    }

    /// Nobody is kept waiting any more.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private long rung(LaneId lane) {
        return rings.getOrDefault(lane, 0L);
    }
}

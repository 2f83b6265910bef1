package org.facelane.venue.edge.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.LaneId;
import org.junit.jupiter.api.Test;

/// Agents that wait for news.
class AgentBellTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AgentBell bell = new AgentBell();
    private final LaneId lane = LaneId.random();

    @Test
    void wakesWhoeverWaits_andWhoeverWasAboutTo_andNobodyElse() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> waits = threads.submit(() -> bell.await(lane, 0, LONG));
            bell.ring(lane);
            assertThat(waits.get()).isEqualTo(1);
            bell.ring(lane);
            assertThat(bell.await(lane, 1, LONG)).as("rung before it came").isEqualTo(2);
            bell.ring(LaneId.random());
            assertThat(bell.await(lane, 2, Duration.ofMillis(50))).isEqualTo(2);
        }
    }

    @Test
    void keepsNobodyWaiting_onceItIsClosed() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> waits = threads.submit(() -> bell.await(lane, 0, LONG));
            bell.close();
            assertThat(waits.get()).isZero();
        }
    }
}

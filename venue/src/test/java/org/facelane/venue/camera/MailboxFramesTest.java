package org.facelane.venue.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.camera.FrameArrival.Quiet;
import org.junit.jupiter.api.Test;

class MailboxFramesTest {
    private static final Duration BRIEFLY = Duration.ofMillis(1);

    private final MailboxFrames frames = new MailboxFrames();

    @Test
    void handsOutTheNewest_andCountsTheDropped() throws InterruptedException {
        frames.deliver(frame(1));
        frames.deliver(frame(2));
        frames.deliver(frame(3));
        assertThat(frames.next(BRIEFLY)).isEqualTo(new FrameArrived(frame(3)));
        assertThat(frames.next(BRIEFLY)).isEqualTo(new Quiet());
        assertThat(frames.droppedCount()).isEqualTo(2);
    }

    @Test
    void wakesWhoeverWaits() throws InterruptedException {
        AtomicReference<FrameArrival> taken = new AtomicReference<>();
        Thread lane = Thread.ofVirtual().start(() -> taken.set(next(Duration.ofMinutes(1))));
        frames.deliver(frame(1));
        lane.join();
        assertThat(taken.get()).isEqualTo(new FrameArrived(frame(1)));
    }

    @Test
    void endsForWhoeverWaits_whenClosed() throws InterruptedException {
        AtomicReference<FrameArrival> taken = new AtomicReference<>();
        Thread lane = Thread.ofVirtual().start(() -> taken.set(next(Duration.ofMinutes(1))));
        frames.close();
        lane.join();
        assertThat(taken.get()).isEqualTo(new Ended());
        frames.deliver(frame(1));
        assertThat(frames.next(BRIEFLY)).isEqualTo(new Ended());
    }

    private FrameArrival next(Duration patience) {
        try {
            return frames.next(patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final byte[] BYTES = {1, 2, 3};

    private static Frame frame(int second) {
        return new Frame.Encoded(BYTES, Instant.ofEpochSecond(second));
    }
}

package org.facelane.venue.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameArrival;
import org.junit.jupiter.api.Test;

class ScreenFramesTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final AtomicInteger askedCount = new AtomicInteger();
    private final InstantSource time = now::get;
    private final ScreenFrames frames = new ScreenFrames(askedCount::incrementAndGet, 1_000, time);

    @Test
    void aFrameIsAskedForAndTaken() throws InterruptedException {
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.Quiet.class);
        assertThat(askedCount).hasValue(1);
        frames.deliver(new byte[] {1}, now.get());
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.FrameArrived.class);
    }

    @Test
    void whatNobodyAskedForIsDropped() throws InterruptedException {
        frames.next(SHORT);
        frames.deliver(new byte[] {1}, now.get());
        frames.deliver(new byte[] {2}, now.get());
        assertThat(frames.next(SHORT))
                .isInstanceOfSatisfying(
                        FrameArrival.FrameArrived.class,
                        arrived -> assertThat(((Frame.Encoded) arrived.frame()).bytes())
                                .containsExactly(1));
    }

    @Test
    void isAskedAgainOnlyWhenItSeemsLost() throws InterruptedException {
        frames.next(SHORT);
        frames.next(SHORT);
        assertThat(askedCount).hasValue(1);
        now.updateAndGet(before -> before.plusSeconds(3));
        frames.next(SHORT);
        assertThat(askedCount).hasValue(2);
    }

    @Test
    void isAskedOn_whenTheClockWasSetBack() throws InterruptedException {
        frames.next(SHORT);
        frames.deliver(new byte[] {1}, now.get());
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.FrameArrived.class);
        now.updateAndGet(before -> before.minusSeconds(3_600));
        frames.next(SHORT);
        assertThat(askedCount.get()).isGreaterThanOrEqualTo(2);
        frames.deliver(new byte[] {2}, now.get());
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.FrameArrived.class);
    }

    @Test
    void noMoreThanItMaySend_butOneThatMayDecideAtOnce() throws InterruptedException {
        ScreenFrames slow = new ScreenFrames(askedCount::incrementAndGet, 1, time);
        slow.next(SHORT);
        slow.deliver(new byte[] {1}, now.get());
        assertThat(slow.next(SHORT)).isInstanceOf(FrameArrival.FrameArrived.class);
        assertThat(slow.next(SHORT)).isInstanceOf(FrameArrival.Quiet.class);
        assertThat(askedCount).hasValue(1);
        slow.hurry();
        slow.next(SHORT);
        assertThat(askedCount).hasValue(2);
    }

    @Test
    void aFilmOfTheLightIsTakenOnce() throws InterruptedException {
        FrameArrival.Lit lit =
                new FrameArrival.Lit(Duration.ofMillis(90), new Frame.Encoded(new byte[] {1}, now.get()));
        frames.deliverLight(List.of(lit));
        assertThat(frames.next(SHORT)).isEqualTo(new FrameArrival.LightFilmed(List.of(lit)));
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.Quiet.class);
    }

    @Test
    void endsWithThePage() throws InterruptedException {
        frames.close();
        assertThat(frames.next(SHORT)).isInstanceOf(FrameArrival.Ended.class);
    }
}

package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameArrival.LightFilmed;
import org.facelane.venue.camera.FrameArrival.Lit;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.camera.MailboxFrames;
import org.jspecify.annotations.Nullable;

/// The frames of a lane's page. The page sends one for each time it is asked, and it is asked when the lane wants one,
/// so a slow lane slows the page down and nothing piles up on the way.
final class ScreenFrames implements FrameSource {
    /// A page that was asked and sent nothing is asked again: the frame may be lost.
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final MailboxFrames mailbox = new MailboxFrames();
    private final Runnable ask;
    private final Duration interval;
    private final InstantSource time;
    private final AtomicReference<@Nullable List<Lit>> film = new AtomicReference<>();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private Instant asked = Instant.EPOCH;

    /// @param ask tells the page to send a frame; must not block for long
    /// @param perSecondMax frames a second, at least 1
    ScreenFrames(Runnable ask, int perSecondMax, InstantSource time) {
        this.ask = requireNonNull(ask, "ask is null");
        this.interval = Duration.ofSeconds(1).dividedBy(perSecondMax);
        this.time = requireNonNull(time, "time is null");
    }

    /// A frame came from the page; one that nobody asked for is dropped.
    void deliver(byte[] encoded, Instant now) {
        if (wanted.compareAndSet(true, false)) {
            mailbox.deliver(new Frame.Encoded(encoded, now));
        }
    }

    /// The film of a light challenge came from the page; an older one that nobody took is forgotten.
    void deliverLight(List<Lit> frames) {
        film.set(frames);
    }

    /// Called by the lane's one thread.
    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        List<Lit> filmed = film.getAndSet(null);
        if (filmed != null) {
            return new LightFilmed(filmed);
        }
        Instant now = time.instant();
        asked = now.isBefore(asked) ? Instant.EPOCH : asked; // the clock was set back
        if (!wanted.get() || now.isAfter(asked.plus(ASK_AGAIN))) {
            Duration early = Duration.between(now, asked.plus(interval));
            if (early.compareTo(patience) > 0) {
                return mailbox.next(patience);
            }
            if (early.isPositive()) {
                Thread.sleep(early);
            }
            asked = time.instant();
            wanted.set(true);
            ask.run();
        }
        return mailbox.next(patience);
    }

    @Override
    public void hurry() {
        asked = Instant.EPOCH;
    }

    @Override
    public long droppedCount() {
        return mailbox.droppedCount();
    }

    @Override
    public CameraState state() {
        return new CameraState.Working();
    }

    @Override
    public void close() {
        mailbox.close();
    }
}

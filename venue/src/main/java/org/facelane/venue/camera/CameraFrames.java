package org.facelane.venue.camera;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.facelane.face.Image;
import org.facelane.venue.camera.CameraState.Failing;
import org.facelane.venue.camera.CameraState.Opening;
import org.facelane.venue.camera.CameraState.Working;

/// The frames of a network camera, a USB camera or a video file. The newest wins.
///
/// A thread of its own reads as fast as the camera sends, so that nothing old piles up on the way, and hands the newest
/// picture over. Whatever happens to the camera, it is opened again, less and less often: the source ends only when it
/// is closed, or a video file has been played. Nothing of a picture and no password reaches a log.
///
/// One thread takes frames; [#state] and [#close] by any.
public final class CameraFrames implements FrameSource {
    private static final System.Logger LOG = System.getLogger(CameraFrames.class.getName());

    private final CameraAddress address;
    private final CameraLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final MailboxFrames mailbox = new MailboxFrames();
    private final Cutoff cutoff = new Cutoff();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong passedOverCount = new AtomicLong();
    private final Duration interval;
    private volatile CameraState state = new Opening();
    private Instant lastPictureAt = Instant.MIN;

    private CameraFrames(CameraAddress address, CameraLimits limits, InstantSource clock, RandomGenerator random) {
        this.address = requireNonNull(address, "address is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.random = requireNonNull(random, "random is null");
        interval = Duration.ofSeconds(1).dividedBy(limits.framesPerSecondMax());
    }

    /// Begins to read the camera; returns at once, whether there is one or not.
    public static CameraFrames open(CameraAddress address, CameraLimits limits, InstantSource clock) {
        CameraFrames frames = new CameraFrames(address, limits, clock, RandomGenerator.getDefault());
        Thread.ofPlatform()
                .daemon()
                .name("camera " + address.shown())
                .start(() -> frames.cutoff.run(frames::readAndEnd));
        return frames;
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        return mailbox.next(patience);
    }

    @Override
    public long droppedCount() {
        return mailbox.droppedCount() + passedOverCount.get();
    }

    @Override
    public CameraState state() {
        return state;
    }

    /// The camera's own thread lets go of it within milliseconds; only while it looks up a name it cannot be
    /// hurried.
    @Override
    public void close() {
        cutoff.cancel();
        closing.countDown();
        mailbox.close();
    }

    /// Whatever ends this thread, whoever waits for frames hears that none will come.
    private void readAndEnd() {
        try {
            keepReading();
        } finally {
            mailbox.end();
        }
    }

    private void keepReading() {
        int failures = 0;
        boolean more = true;
        while (more && !cutoff.isCancelled()) {
            Instant begun = clock.instant();
            try {
                more = read();
            } catch (StreamBroken e) {
                boolean stood = lastPictureAt.isAfter(begun.plus(limits.silenceMax()));
                failures = stood ? 1 : failures + 1;
                more = fail(e.trouble(), failures);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(ERROR, "camera " + address.shown() + " cannot be read", e);
                more = fail(CameraTrouble.NOT_READABLE, ++failures);
            }
        }
    }

    /// One connection.
    ///
    /// @return false if there is nothing more to come: the video has been played
    private boolean read() throws StreamBroken {
        cutoff.within(limits.openWithin());
        boolean played = address instanceof CameraAddress.VideoFile;
        try (VideoStream stream = VideoStream.open(StreamOptions.of(address, limits), limits, cutoff)) {
            Instant begun = clock.instant();
            while (stream.advance()) {
                if (played) {
                    await(Duration.between(clock.instant(), begun.plus(stream.position())));
                }
                take(stream);
                cutoff.within(limits.silenceMax());
            }
        }
        if (!played) {
            throw new StreamBroken(CameraTrouble.DISCONNECTED);
        }
        return false;
    }

    private void take(VideoStream stream) throws StreamBroken {
        Instant now = clock.instant();
        if (!now.isBefore(lastPictureAt) && now.isBefore(lastPictureAt.plus(interval))) { // it may have been set back
            passedOverCount.incrementAndGet();
            return;
        }
        Image picture = stream.picture();
        lastPictureAt = now;
        if (!(state instanceof Working)) {
            LOG.log(INFO, "event=camera-working camera={0}", address.shown());
            state = new Working();
        }
        mailbox.deliver(new Frame.Decoded(picture, now));
    }

    /// @return false if the camera was closed meanwhile
    private boolean fail(CameraTrouble trouble, int failures) {
        if (cutoff.isCancelled()) {
            return false;
        }
        Instant since = state instanceof Failing failing ? failing.since() : clock.instant();
        if (!state.equals(new Failing(trouble, since))) {
            LOG.log(WARNING, "event=camera-failing camera={0} why={1}", address.shown(), trouble);
            state = new Failing(trouble, since);
        }
        await(limits.retryAfter(failures, random.nextDouble()));
        return true;
    }

    private void await(Duration wait) {
        try {
            if (wait.isPositive() && closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                cutoff.cancel();
            }
        } catch (InterruptedException e) {
            cutoff.cancel();
        }
    }
}

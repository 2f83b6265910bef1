package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.camera.FrameArrival.Quiet;

/// Frames from a folder of JPEG, PNG and WebP pictures, sorted by name, or from a Motion JPEG file (`.mjpeg`, `.mjpg`).
///
/// In real time they come at their rate and those nobody takes in time are dropped, as with a camera. As taken they
/// come as fast as they are asked for, none is dropped, and their times are what the rate makes them. A file that
/// cannot be read comes as a frame that cannot be decoded, so that it is counted and seen.
///
/// Taken from by one thread; closed by any.
public final class FolderFrames implements FrameSource {
    /// The largest picture read, in bytes.
    public static final int PICTURE_BYTES_MAX = 15_000_000;

    private final Iterator<byte[]> pictures;
    private final Duration step;
    private final InstantSource clock;
    private final boolean realTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private Instant due;
    private final AtomicLong droppedCount = new AtomicLong();
    private boolean closed;

    private FolderFrames(Path source, double framesPerSecond, InstantSource clock, boolean realTime)
            throws IOException {
        if (!(framesPerSecond > 0 && framesPerSecond <= 1_000)) {
            throw new IllegalArgumentException("frames come 0 to 1,000 times a second, got " + framesPerSecond);
        }
        pictures = open(source);
        step = Duration.ofNanos(Math.round(1e9 / framesPerSecond));
        this.clock = requireNonNull(clock, "clock is null");
        this.realTime = realTime;
        due = clock.instant();
    }

    /// Plays `source` as a camera would, from now on.
    ///
    /// @param source a folder, or a `.mjpeg` or `.mjpg` file
    /// @throws IOException if there is no such folder or file, or it is neither
    public static FolderFrames inRealTime(Path source, double framesPerSecond, InstantSource clock) throws IOException {
        return new FolderFrames(source, framesPerSecond, clock, true);
    }

    /// Hands out `source` as fast as it is taken; the first frame's time is `clock`'s now.
    ///
    /// @param source a folder, or a `.mjpeg` or `.mjpg` file
    /// @throws IOException if there is no such folder or file, or it is neither
    public static FolderFrames asTaken(Path source, double framesPerSecond, InstantSource clock) throws IOException {
        return new FolderFrames(source, framesPerSecond, clock, false);
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                return new Ended();
            }
            if (realTime) {
                dropOvertaken();
            }
            if (!pictures.hasNext()) {
                return new Ended();
            }
            if (realTime && !awaitDue(patience)) {
                return closed ? new Ended() : new Quiet();
            }
            Frame frame = new Frame.Encoded(pictures.next(), due);
            due = due.plus(step);
            return new FrameArrived(frame);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long droppedCount() {
        return droppedCount.get();
    }

    @Override
    public CameraState state() {
        return new CameraState.Working();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed && pictures instanceof MjpegPictures file) {
                file.close();
            }
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Drops every frame whose successor is due.
    private void dropOvertaken() {
        Instant now = clock.instant();
        while (!due.plus(step).isAfter(now) && pictures.hasNext()) {
            pictures.next();
            due = due.plus(step);
            droppedCount.incrementAndGet();
        }
    }

    private boolean awaitDue(Duration patience) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), due);
        long left = Math.min(wait.toNanos(), patience.toNanos());
        while (left > 0 && !closed) {
            left = closing.awaitNanos(left);
        }
        return !closed && wait.compareTo(patience) <= 0;
    }

    private static Iterator<byte[]> open(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return new FolderPictures(source, PICTURE_BYTES_MAX);
        }
        String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString(), null, "there is no such folder or video file");
        }
        if (!name.endsWith(".mjpeg") && !name.endsWith(".mjpg")) {
            throw new IOException(
                    source + " is neither a folder nor a Motion JPEG file (.mjpeg); convert it, for example"
                            + " with: ffmpeg -i video.mp4 -c:v mjpeg -q:v 3 video.mjpeg");
        }
        return new MjpegPictures(source, PICTURE_BYTES_MAX);
    }
}

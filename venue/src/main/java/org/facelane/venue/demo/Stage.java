package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.camera.FolderFrames;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameSource;
import org.jspecify.annotations.Nullable;

/// A lane's camera in the demo: films whoever was sent on stage, again and again from the same folder, until they
/// leave.
///
/// One thread takes frames, another one directs.
final class Stage implements FrameSource {
    private static final double FRAMES_PER_SECOND = 8;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Path scene;
    private @Nullable FolderFrames film;
    private long droppedCount;
    private boolean closed;

    Stage(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// From now on the camera sees the frames in `folder`.
    void enter(Path folder) {
        set(requireNonNull(folder, "folder is null"));
    }

    /// From now on it sees nobody.
    void leave() {
        set(null);
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        FolderFrames playing = playing(patience);
        if (playing == null) {
            return isClosed() ? new FrameArrival.Ended() : new FrameArrival.Quiet();
        }
        FrameArrival arrival = playing.next(patience);
        if (arrival instanceof FrameArrival.Ended) {
            rewind(playing);
            return new FrameArrival.Quiet();
        }
        return arrival;
    }

    @Override
    public long droppedCount() {
        lock.lock();
        try {
            return droppedCount + (film == null ? 0 : film.droppedCount());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CameraState state() {
        return new CameraState.Working();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        set(null);
    }

    private void set(@Nullable Path next) {
        lock.lock();
        try {
            scene = next;
            stopFilm();
            if (next != null && !closed) {
                film = open(next);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable FolderFrames playing(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (film == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return film;
        } finally {
            lock.unlock();
        }
    }

    private void rewind(FolderFrames ended) {
        lock.lock();
        try {
            if (film == ended && scene != null) {
                stopFilm();
                film = open(scene);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopFilm() {
        if (film != null) {
            droppedCount += film.droppedCount();
            film.close();
            film = null;
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private FolderFrames open(Path folder) {
        try {
            return FolderFrames.inRealTime(folder, FRAMES_PER_SECOND, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot play " + folder, e);
        }
    }
}

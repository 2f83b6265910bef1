package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.camera.FolderFrames;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameSource;
import org.jspecify.annotations.Nullable;

/// A lane's camera in the demo: films whoever was sent on stage, again and again from the same folder, until they
/// leave; and then the empty lane, so that the board does not say that the camera is lost.
///
/// One thread takes frames, another one directs.
final class Stage implements FrameSource {
    private static final double FRAMES_PER_SECOND = 8;

    /// Of an empty lane, in which there is nothing to see.
    private static final double EMPTY_FRAMES_PER_SECOND = 1;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Path nobody;
    private Path scene;
    private @Nullable FolderFrames film;
    private long droppedCount;
    private boolean closed;

    /// @param nobody frames of the empty lane
    Stage(InstantSource clock, Path nobody) {
        this.clock = requireNonNull(clock, "clock is null");
        this.nobody = requireNonNull(nobody, "nobody is null");
        scene = nobody;
        film = open(nobody);
    }

    /// From now on the camera sees the frames in `folder`.
    void enter(Path folder) {
        set(requireNonNull(folder, "folder is null"));
    }

    /// From now on it sees nobody.
    void leave() {
        set(nobody);
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        FolderFrames playing = playing();
        if (playing == null) {
            return new FrameArrival.Ended();
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
            stopFilm();
        } finally {
            lock.unlock();
        }
    }

    private void set(Path next) {
        lock.lock();
        try {
            scene = next;
            stopFilm();
            if (!closed) {
                film = open(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable FolderFrames playing() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return film;
        } finally {
            lock.unlock();
        }
    }

    private void rewind(FolderFrames ended) {
        lock.lock();
        try {
            if (film == ended) {
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

    private FolderFrames open(Path folder) {
        try {
            double rate = folder.equals(nobody) ? EMPTY_FRAMES_PER_SECOND : FRAMES_PER_SECOND;
            return FolderFrames.inRealTime(folder, rate, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot play " + folder, e);
        }
    }
}

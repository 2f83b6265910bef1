package org.facelane.bench.door;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.camera.FolderFrames;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameSource;
import org.jspecify.annotations.Nullable;

/// A folder's frames, played in real time once the lane has had time to load its gallery.
final class Reel implements FrameSource {
    private static final Duration BEFORE = Duration.ofSeconds(3);

    private final Path folder;
    private final Instant begin = Instant.now().plus(BEFORE);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable FolderFrames playing;

    Reel(Path folder) {
        this.folder = requireNonNull(folder, "folder is null");
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        FolderFrames frames = playing;
        if (frames != null) {
            return frames.next(patience);
        }
        if (Instant.now().isBefore(begin)) {
            Thread.sleep(patience);
            return new FrameArrival.Quiet();
        }
        try {
            frames = FolderFrames.inRealTime(folder, WalkingUp.FRAMES_PER_SECOND, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        playing = frames;
        return frames.next(patience);
    }

    @Override
    public long droppedCount() {
        FolderFrames frames = playing;
        return frames == null ? 0 : frames.droppedCount();
    }

    @Override
    public CameraState state() {
        return new CameraState.Working();
    }

    @Override
    public void close() {
        FolderFrames frames = playing;
        if (frames != null) {
            frames.close();
        }
        ended.countDown();
    }

    /// Until the lane has taken the last frame.
    void awaitEnd() throws InterruptedException {
        ended.await();
    }
}

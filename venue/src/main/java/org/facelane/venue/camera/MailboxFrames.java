package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.camera.FrameArrival.Quiet;
import org.jspecify.annotations.Nullable;

/// Frames that somebody else delivers, for example a browser over a WebSocket: a mailbox of one, the newest wins.
///
/// Safe for use by several threads; delivering never blocks.
public final class MailboxFrames implements FrameSource {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Frame newest;
    private long droppedCount;
    private boolean closed;
    private boolean ended;

    /// Puts a frame in; one that was not taken yet is dropped. After [#close] it does nothing.
    public void deliver(Frame frame) {
        requireNonNull(frame, "frame is null");
        lock.lock();
        try {
            if (closed || ended) {
                return;
            }
            if (newest != null) {
                droppedCount++;
            }
            newest = frame;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public FrameArrival next(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (newest == null && !closed && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return new Ended();
            }
            if (newest == null) {
                return ended ? new Ended() : new Quiet();
            }
            Frame taken = newest;
            newest = null;
            return new FrameArrived(taken);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long droppedCount() {
        lock.lock();
        try {
            return droppedCount;
        } finally {
            lock.unlock();
        }
    }

    /// How whoever delivers them is, is known elsewhere.
    @Override
    public CameraState state() {
        return new CameraState.Working();
    }

    /// No frame will be delivered any more; one that is there can still be taken.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            newest = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package org.facelane.venue.camera;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// Ends what a camera's thread waits for inside FFmpeg, when its time is up or for good. FFmpeg asks for it every few
/// milliseconds while it waits, on the thread that waits. [#run] and [#within] are called by that thread, [#cancel] by
/// any.
final class Cutoff {
    /// Whose thread this is: FFmpeg's question carries nothing that the garbage collector could not move.
    private static final ThreadLocal<@Nullable Cutoff> CURRENT = new ThreadLocal<>();

    /// What FFmpeg asks. Never freed, because FFmpeg may ask as long as the process lives.
    static final AVIOInterruptCB.Callback_Pointer QUESTION = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(@Nullable Pointer nothing) {
            Cutoff current = CURRENT.get();
            return current != null && current.isOver() ? 1 : 0;
        }
    };

    private volatile boolean cancelled;
    private long deadline = System.nanoTime();

    /// Runs what may wait inside FFmpeg.
    void run(Runnable waiting) {
        CURRENT.set(this);
        try {
            waiting.run();
        } finally {
            CURRENT.remove();
        }
    }

    /// From now on there is so much time.
    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /// From now on there is none.
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isOver() {
        return cancelled || System.nanoTime() - deadline > 0;
    }
}

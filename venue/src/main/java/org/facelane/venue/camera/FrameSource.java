package org.facelane.venue.camera;

import java.time.Duration;

/// A lane's camera. One thread takes its frames.
///
/// A source never queues: whoever takes a frame gets the newest, and what was overtaken is only counted.
public interface FrameSource extends AutoCloseable {
    /// Waits for the next frame.
    ///
    /// @param patience how long, above 0
    /// @throws InterruptedException if the waiting thread is interrupted
    FrameArrival next(Duration patience) throws InterruptedException;

    /// The next frame may decide about somebody who is being looked at: a source that takes its time between frames
    /// does not take it before the next. By the thread that takes the frames.
    default void hurry() {}

    /// How many frames were overtaken by a newer one.
    long droppedCount();

    /// How the camera is, as far as its source can tell. By any thread.
    CameraState state();

    /// Lets go of the camera; a waiting thread gets [FrameArrival.Ended]. Closing twice does nothing.
    @Override
    void close();
}

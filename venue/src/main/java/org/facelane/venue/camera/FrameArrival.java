package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

/// What a wait for the next frame ended with.
public sealed interface FrameArrival {
    /// A frame nobody has taken before.
    record FrameArrived(Frame frame) implements FrameArrival {
        public FrameArrived {
            requireNonNull(frame, "frame is null");
        }
    }

    /// None came while we waited; one may still.
    record Quiet() implements FrameArrival {}

    /// None will come any more.
    record Ended() implements FrameArrival {}
}

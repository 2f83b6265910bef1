package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/// What a wait for the next frame ended with.
public sealed interface FrameArrival {
    /// A frame nobody has taken before.
    record FrameArrived(Frame frame) implements FrameArrival {
        public FrameArrived {
            requireNonNull(frame, "frame is null");
        }
    }

    /// What was filmed while a screen showed the colours of a light challenge.
    record LightFilmed(List<Lit> frames) implements FrameArrival {
        public LightFilmed {
            frames = List.copyOf(frames);
        }
    }

    /// A frame of such a film.
    ///
    /// @param since the first colour was shown, by the clock of whoever filmed
    record Lit(Duration since, Frame frame) {
        public Lit {
            requireNonNull(since, "since is null");
            requireNonNull(frame, "frame is null");
        }
    }

    /// None came while we waited; one may still.
    record Quiet() implements FrameArrival {}

    /// None will come any more.
    record Ended() implements FrameArrival {}
}

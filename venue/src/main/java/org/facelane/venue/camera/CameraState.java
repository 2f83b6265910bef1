package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// How a lane's camera is.
///
/// ```
///            first picture
///  OPENING ───────────────► WORKING ◄──────┐
///     │                        │           │ first picture after it was opened again
///     │ not in time            │ no picture in time, an end, garbage
///     └─────────► FAILING ◄────┘───────────┘
/// ```
public sealed interface CameraState {
    /// It is being opened for the first time.
    record Opening() implements CameraState {}

    /// Pictures come, or nothing is known to the contrary.
    record Working() implements CameraState {}

    /// No pictures come; it is opened again and again by itself.
    ///
    /// @param since when the last picture came, or the first attempt failed
    record Failing(CameraTrouble trouble, Instant since) implements CameraState {
        public Failing {
            requireNonNull(trouble, "trouble is null");
            requireNonNull(since, "since is null");
        }
    }

    /// How it is, as a lane's screen reads it.
    ///
    /// @param state `OPENING`, `WORKING` or `FAILING`
    /// @param says what is wrong and what to do, for staff; empty if nothing is wrong
    record Shown(String state, Optional<String> says) {
        public static Shown of(CameraState camera) {
            String state = switch (camera) {
                case Opening _ -> "OPENING";
                case Working _ -> "WORKING";
                case Failing _ -> "FAILING";
            };
            return new Shown(state, camera.says());
        }
    }

    /// What is wrong and what to do, for staff; empty if nothing is wrong.
    default Optional<String> says() {
        return switch (this) {
            case Opening _, Working _ -> Optional.empty();
            case Failing(CameraTrouble trouble, Instant _) -> Optional.of(trouble.says() + " " + trouble.advice());
        };
    }
}

package org.facelane.face.challenge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A [Challenge] and the frames that came back.
///
/// @param camera what the browser calls the camera, where it said so; anybody can say anything here
/// @param taken between handing the challenge out and the arrival of the frames, by the server's clock
public record CameraSession(Challenge challenge, List<CameraFrame> frames, Optional<String> camera, Duration taken) {
    public CameraSession {
        requireNonNull(challenge, "challenge is null");
        frames = List.copyOf(frames);
        requireNonNull(camera, "camera is null");
        requireNonNull(taken, "taken is null");
    }

    /// The frames of one step, in the order in which they came.
    public List<CameraFrame> of(int step) {
        return frames.stream().filter(frame -> frame.step() == step).toList();
    }
}

package org.facelane.face.challenge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.quality.HeadPose;

/// One thing that a guest is asked to do before the camera.
public sealed interface Step {
    /// How long it is asked for.
    Duration lasts();

    /// Looks straight into the camera; the pictures of the reference come from here.
    record LookStraight() implements Step {
        @Override
        public Duration lasts() {
            return Duration.ofMillis(1_800);
        }
    }

    /// Turns the head and comes back.
    ///
    /// @param direction left or right
    record Turn(Direction direction) implements Step {
        /// Less is swaying: a head that looks straight into a camera measures within 9° (London set).
        private static final double DEGREES_MIN = 13;

        public Turn {
            requireNonNull(direction, "direction is null");
            if (direction != Direction.LEFT && direction != Direction.RIGHT) {
                throw new IllegalArgumentException("a head is turned left or right, got " + direction);
            }
        }

        @Override
        public Duration lasts() {
            return Duration.ofMillis(3_600);
        }

        /// Whether it was done.
        public Movement judge(List<HeadPose> poses, HeadPose straight) {
            return Movement.of(poses, straight, direction, DEGREES_MIN);
        }
    }

    /// Follows a point with the nose, to a side and back. Where the eyes look cannot be measured well enough.
    record Follow(Direction direction) implements Step {
        private static final double DEGREES_MIN = 7;

        public Follow {
            requireNonNull(direction, "direction is null");
        }

        @Override
        public Duration lasts() {
            return Duration.ofMillis(3_600);
        }

        /// Whether it was done.
        public Movement judge(List<HeadPose> poses, HeadPose straight) {
            return Movement.of(poses, straight, direction, DEGREES_MIN);
        }
    }

    /// Holds still in the light of the screen.
    record Light(LightChallenge challenge) implements Step {
        public Light {
            requireNonNull(challenge, "challenge is null");
        }

        @Override
        public Duration lasts() {
            return challenge.lasts();
        }
    }
}

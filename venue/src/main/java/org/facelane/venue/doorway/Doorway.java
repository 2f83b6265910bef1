package org.facelane.venue.doorway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// How people pass a lane.
///
/// @param passageWithin so long after the gate has opened somebody has passed, 1 to 300 seconds; empty if no sensor
///     tells
/// @param sensor where the sensor is listened to; empty if it calls by itself, or if there is none
public record Doorway(
        Direction direction, Optional<Duration> passageWithin, Optional<String> sensor, WhenUndecided whenUndecided) {
    /// The longest time a guest may take from the open gate to the other side.
    public static final Duration PASSAGE_MAX = Duration.ofMinutes(5);

    /// Lets in, has no sensor, and stays shut while nothing can be decided.
    public static final Doorway DEFAULT =
            new Doorway(Direction.IN, Optional.empty(), Optional.empty(), WhenUndecided.FAIL_SAFE);

    /// Which way people go.
    public enum Direction {
        /// Tickets are admitted.
        IN,
        /// Exits are recorded. No gate is commanded: whoever wants to leave leaves.
        OUT
    }

    /// What the lane commands its gate while it can decide nothing, because the database or the gallery is out of
    /// reach. What the gate does without power is the gate's own matter.
    public enum WhenUndecided {
        /// Nothing: it stays shut, and the screen asks for the ticket at the ticket lane.
        FAIL_SAFE,
        /// To let everybody pass until the lane can decide again. Nobody is admitted and no ticket is used up
        /// meanwhile; the audit log says from when to when.
        FAIL_OPEN
    }

    public Doorway {
        requireNonNull(direction, "direction is null");
        requireNonNull(whenUndecided, "whenUndecided is null");
        if (passageWithin
                .filter(within -> within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(PASSAGE_MAX) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("a passage takes 1 to 300 seconds, got " + passageWithin.get());
        }
        if (sensor.isPresent() && passageWithin.isEmpty()) {
            throw new IllegalArgumentException("a sensor is listened to for a time to pass, and there is none");
        }
    }
}

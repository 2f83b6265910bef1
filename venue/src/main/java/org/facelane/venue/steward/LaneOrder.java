package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.LaneId;

/// What stewards have told a lane, as it stands.
///
/// @param pause empty unless the lane stands still
/// @param message empty unless its screen shows one now
public record LaneOrder(LaneId lane, Optional<Pause> pause, Optional<Message> message) {
    public LaneOrder {
        requireNonNull(lane, "lane is null");
        requireNonNull(pause, "pause is null");
        requireNonNull(message, "message is null");
    }

    /// The lane recognises nobody and asks for tickets until it is resumed.
    ///
    /// @param by the steward's name
    public record Pause(Instant at, String by) {
        public Pause {
            requireNonNull(at, "at is null");
            requireNonNull(by, "by is null");
        }
    }

    /// A sentence on the lane's screen that goes away by itself.
    public record Message(String text, Instant until) {
        /// Characters that can be read from two metres away.
        public static final int LENGTH_MAX = 120;

        public Message {
            requireNonNull(until, "until is null");
            if (text.isBlank() || text.length() > LENGTH_MAX) {
                throw new IllegalArgumentException("a message has 1 to " + LENGTH_MAX + " characters");
            }
        }
    }
}

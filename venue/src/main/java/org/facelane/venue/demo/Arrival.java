package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.facelane.venue.lane.LaneEvent.TurnEnded;

/// Somebody comes to a lane.
///
/// @param who for the table
/// @param lane index of the lane, from 0
/// @param frames what its camera sees
/// @param expected how the turn must end
record Arrival(String who, int lane, Path frames, Happening expected) {
    Arrival {
        requireNonNull(who, "who is null");
        requireNonNull(frames, "frames is null");
        requireNonNull(expected, "expected is null");
    }

    /// An arrival and what came of it.
    ///
    /// @param turn empty if the lane decided nothing in time
    record Outcome(Arrival arrival, Happening happened, Optional<TurnEnded> turn) {
        static Outcome of(Arrival arrival, Optional<TurnEnded> turn) {
            Happening happened = turn.map(ended -> Happening.of(ended.ending())).orElse(Happening.NOTHING);
            return new Outcome(arrival, happened, turn);
        }

        boolean asExpected() {
            return happened.equals(arrival.expected());
        }
    }
}

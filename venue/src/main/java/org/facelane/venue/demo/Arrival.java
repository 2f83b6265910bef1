package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.facelane.venue.lane.LaneEvent;
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
    /// @param answer a turn that ended, or a screen that said why a pass opens nothing; empty if nothing came in
    ///     time
    record Outcome(Arrival arrival, Happening happened, Optional<LaneEvent> answer) {
        static Outcome of(Arrival arrival, Optional<LaneEvent> answer) {
            return new Outcome(arrival, answer.map(Happening::of).orElse(Happening.NOTHING), answer);
        }

        Optional<TurnEnded> turn() {
            return answer.filter(TurnEnded.class::isInstance).map(TurnEnded.class::cast);
        }

        boolean asExpected() {
            return happened.equals(arrival.expected());
        }
    }
}

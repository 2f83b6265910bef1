package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.face.Score;
import org.facelane.venue.Admission;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.camera.CameraState;

/// What a lane tells its listener as it happens. Without a picture and without features.
public sealed interface LaneEvent {
    /// The lane's screen says something else now.
    record ScreenChanged(LaneScreen screen, Instant at) implements LaneEvent {
        public ScreenChanged {
            requireNonNull(screen, "screen is null");
            requireNonNull(at, "at is null");
        }
    }

    /// The lane's camera works, has stopped, or works again.
    record CameraChanged(CameraState camera, Instant at) implements LaneEvent {
        public CameraChanged {
            requireNonNull(camera, "camera is null");
            requireNonNull(at, "at is null");
        }
    }

    /// Somebody's turn is decided.
    ///
    /// @param score of the best candidate, where there was one
    /// @param waited from the first usable picture to the decision; zero where a lane condition was referred
    /// @param computed time spent on pictures and on the search in this turn
    record TurnEnded(Ending ending, Optional<Score> score, Duration waited, Duration computed, Instant at)
            implements LaneEvent {
        public TurnEnded {
            requireNonNull(ending, "ending is null");
            requireNonNull(score, "score is null");
            requireNonNull(waited, "waited is null");
            requireNonNull(computed, "computed is null");
            requireNonNull(at, "at is null");
        }
    }

    /// How a turn ended.
    sealed interface Ending {
        /// The admission is committed and the gate opened.
        record LetIn(Admission admission) implements Ending {
            public LetIn {
                requireNonNull(admission, "admission is null");
            }
        }

        /// A steward helps.
        ///
        /// @param ticket whose it is, where that is known
        record Referred(ReferReason reason, Optional<TicketId> ticket) implements Ending {
            public Referred {
                requireNonNull(reason, "reason is null");
                requireNonNull(ticket, "ticket is null");
            }
        }

        /// The guest leaves.
        record LetOut(TicketId ticket) implements Ending {
            public LetOut {
                requireNonNull(ticket, "ticket is null");
            }
        }

        /// A code was held up that is no ticket of this event; nothing is kept.
        record CodeUnknown() implements Ending {}

        /// The ticket decides instead; nothing is kept.
        record TicketAsked(ReferReason reason) implements Ending {
            public TicketAsked {
                requireNonNull(reason, "reason is null");
            }
        }

        /// Not recognised; nothing is kept but a count.
        record Unrecognised() implements Ending {}
    }
}

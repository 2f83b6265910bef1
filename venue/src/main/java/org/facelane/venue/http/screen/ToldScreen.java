package org.facelane.venue.http.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.Lane;
import org.facelane.venue.steward.LaneOrder;

/// A lane's screen, as stewards reach it: a tablet's page, or the pages of a lane whose camera the server reads.
public interface ToldScreen {
    /// Whose screen it is; empty until that is known.
    Optional<Lane> lane();

    /// What stewards say on this screen; said once, and taken back once it is over.
    void isTold(Optional<LaneOrder.Message> message, Instant now);

    /// What a steward says to whoever stands before it, over everything else.
    ///
    /// @param text empty: nothing any more
    /// @param milliseconds how long it stays
    record Told(String type, String text, long milliseconds) {
        public static Told of(Optional<LaneOrder.Message> message, Instant now) {
            return new Told(
                    "told",
                    message.map(LaneOrder.Message::text).orElse(""),
                    message.map(told -> Duration.between(now, told.until()).toMillis())
                            .orElse(0L));
        }
    }
}

package org.facelane.venue.edge;

import java.time.Duration;

/// An agent waits until its server has something new for it, so that it asks at once and not only when it is due.
/// Nothing but time depends on it: whoever is not woken asks a second later.
///
/// @param rung how often the lane's bell was rung when the agent heard last; any other number there is now is news
public record NewsWait(long rung) {
    /// Where it is waited.
    public static final String PATH = "/api/agent/news";

    /// How long the server keeps a call that has no news.
    public static final Duration HOLD = Duration.ofSeconds(10);
}

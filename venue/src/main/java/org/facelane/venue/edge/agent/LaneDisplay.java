package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.facelane.venue.lane.LaneEvent;

/// What shows an agent's lane.
///
/// @param lane told on the lane's thread, in order; must not block for long
/// @param messages told what stewards say on the lane's screen and for how long; nothing: not any more
/// @param names told again and again the names of event and lane
public record LaneDisplay(
        Consumer<LaneEvent> lane, BiConsumer<String, Duration> messages, BiConsumer<String, String> names) {
    public LaneDisplay {
        requireNonNull(lane, "lane is null");
        requireNonNull(messages, "messages is null");
        requireNonNull(names, "names is null");
    }
}

package org.facelane.bench.door;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.Ending.LetIn;
import org.facelane.venue.lane.LaneEvent.TurnEnded;

/// What a lane told of its turns. Safe for use by several threads.
final class Tally {
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();

    void hear(LaneEvent event) {
        if (event instanceof TurnEnded ended && ended.ending() instanceof LetIn) {
            waits.add(ended.waited());
        } else if (event instanceof TurnEnded ended) {
            others.add(ended.ending().toString());
        }
    }

    /// Of those let in, from the first usable frame to the gate's command.
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    /// How the other turns ended.
    List<String> others() {
        return List.copyOf(others);
    }
}

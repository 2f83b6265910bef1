package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.Lane;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.Lanes;

/// A lane of the demo: a stage before a camera, a gate that counts, and the turns that ended there.
final class DemoLane {
    /// After this time the track of whoever stood here has ended.
    private static final Duration PAUSE = Duration.ofMillis(1_200);

    private static final Duration TURN_MAX = Duration.ofSeconds(20);

    private final Lane lane;
    private final Stage stage;
    private final SimulatedGate gate = new SimulatedGate();
    private final BlockingQueue<TurnEnded> turns = new LinkedBlockingQueue<>();

    private DemoLane(Lane lane, InstantSource clock) {
        this.lane = requireNonNull(lane, "lane is null");
        stage = new Stage(clock);
    }

    static DemoLane open(Lane lane, Lanes lanes, InstantSource clock) {
        DemoLane opened = new DemoLane(lane, clock);
        lanes.start(lane, opened.stage, opened.gate, opened::hear);
        return opened;
    }

    String name() {
        return lane.name();
    }

    /// How often the gate opened.
    int openingCount() {
        return gate.openings().size();
    }

    /// Somebody steps before the camera.
    void enter(Path frames) {
        turns.clear();
        stage.enter(frames);
    }

    /// Waits until the lane has decided, then whoever stands there goes on.
    ///
    /// @return empty if it decided nothing in time
    Optional<TurnEnded> decision() throws InterruptedException {
        TurnEnded ended = turns.poll(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        stage.leave();
        Thread.sleep(PAUSE);
        return Optional.ofNullable(ended);
    }

    private void hear(LaneEvent event) {
        if (event instanceof TurnEnded ended) {
            turns.add(ended);
        }
    }
}

package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.Lane;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.CameraChanged;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.lane.Lanes;

/// A lane of the demo: a stage before a camera, a gate that counts, and what the lane answered to whoever came.
final class DemoLane {
    private static final Duration TURN_MAX = Duration.ofSeconds(20);

    private final Lane lane;
    private final Stage stage;
    private final SimulatedGate gate = new SimulatedGate();
    private final BlockingQueue<LaneEvent> answers = new LinkedBlockingQueue<>();

    private DemoLane(Lane lane, Stage stage) {
        this.lane = requireNonNull(lane, "lane is null");
        this.stage = requireNonNull(stage, "stage is null");
    }

    static DemoLane open(Lane lane, Lanes lanes, Stage stage) {
        DemoLane opened = new DemoLane(lane, stage);
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
        answers.clear();
        stage.enter(frames);
    }

    /// Waits until the lane has decided, or has said why a pass opens nothing; then whoever stands there goes on.
    ///
    /// @return empty if nothing came in time
    Optional<LaneEvent> answer() throws InterruptedException {
        LaneEvent answer = answers.poll(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        stage.leave();
        return Optional.ofNullable(answer);
    }

    private void hear(LaneEvent event) {
        switch (event) {
            case TurnEnded _ -> answers.add(event);
            case ScreenChanged(LaneScreen screen, Instant _) -> {
                if (screen instanceof LaneScreen.PassRefused) {
                    answers.add(event);
                }
            }
            case CameraChanged _ -> {}
        }
    }
}

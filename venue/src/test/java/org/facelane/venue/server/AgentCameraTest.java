package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.camera.CameraTrouble;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.trial.MjpegServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A network camera that an agent reads, as a technician has set it at the lane, and what becomes of it.
class AgentCameraTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    @Test
    void showsOnTheBoardWhatIsWrongWithItsCamera_andGoesOn_withPicturesOfAnotherSizeToo() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.enrol("C-1", "01");
        AtomicBoolean stalled = new AtomicBoolean();
        try (MjpegServer camera = new MjpegServer(out -> {
            MjpegServer.head(out);
            while (!stalled.get()) {
                MjpegServer.part(out, Pictures.empty());
                Thread.sleep(100);
            }
            Thread.sleep(600_000);
        })) {
            lane.set("/lanes/" + lane.lane() + "/setup", Map.of("camera", camera.url()));
            lane.joins();
            eventually("nobody is there", () -> lane.screens().contains(new LaneScreen.Idle()));

            stalled.set(true);
            eventually("it has stalled", () -> isTold(lane, CameraTrouble.STALLED.says()));
            byte[] garbage = new byte[5_000];
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261122).nextBytes(garbage);
            int before = camera.connectionCount();
            camera.behave(out -> out.write(garbage));
            eventually("it sends garbage", () -> camera.connectionCount() > before + 1 && isTold(lane, ""));

            camera.behave(MjpegServer.sending(Guests.PEOPLE.frame(Optional.of("01"), Optional.empty())));
            eventually("the guest is in", () -> lane.endings().stream().anyMatch(Ending.LetIn.class::isInstance));
            eventually(
                    "nothing is wrong",
                    () -> lane.state().flatMap(LaneState::trouble).isEmpty()
                            && lane.activity() == Activity.RECOGNISING);
        }
    }

    @Test
    void letsInOnlyWhoStandsInTheZone_thatIsSetAtTheLane_andTakesANewOneOver() throws Exception {
        TestAgent lane = venue.agent("HANDS_FREE");
        lane.enrol("Z-1", "01");
        try (MjpegServer camera =
                new MjpegServer(MjpegServer.sending(Guests.PEOPLE.frame(Optional.of("01"), Optional.empty())))) {
            String setup = "/lanes/" + lane.lane() + "/setup";
            lane.set(setup, Map.of("camera", camera.url(), "zone", zone(0.8, 1)));
            lane.joins();
            eventually("nobody is there", () -> lane.screens().contains(new LaneScreen.Idle()));
            assertThat(lane.endings()).isEmpty();
            lane.set(setup, Map.of("zone", zone(0.2, 0.8), "eyeDistanceMin", 39));
            eventually("the guest is in", () -> lane.endings().stream().anyMatch(Ending.LetIn.class::isInstance));
        }
    }

    /// Whether the board says that the camera is the trouble, and which.
    private static boolean isTold(TestAgent lane, String trouble) {
        return lane.state()
                .filter(state -> state.trouble().equals(Optional.of(Why.NO_PICTURES)))
                .filter(state -> state.activity() == Activity.NOT_RECOGNISING)
                .flatMap(LaneState::why)
                .filter(why -> why.startsWith(Why.NO_PICTURES.says() + " ") && why.contains(trouble))
                .isPresent();
    }

    private static Map<String, Double> zone(double left, double right) {
        return Map.of("left", left, "top", 0.0, "right", right, "bottom", 1.0);
    }
}

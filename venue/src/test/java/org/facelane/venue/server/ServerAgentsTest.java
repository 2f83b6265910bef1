package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.acquire.CaptureZone;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.setup.LaneSetup;
import org.junit.jupiter.api.Test;

class ServerAgentsTest {
    @Test
    void agentsWaitLongerThanTheServerWaitsForATicketingSystem_andNotTooLongForTheGate() {
        for (long timeout : new long[] {200, 2_000, 4_000}) {
            assertThat(ServerAgents.answerWithin(Duration.ofMillis(timeout)))
                    .isGreaterThan(Duration.ofMillis(timeout))
                    .isLessThan(GatePatience.DEFAULT.claim());
        }
    }

    @Test
    void agentsLookAsTheirLaneIsSetUp_forItsKindsOfTicketsToo() {
        LaneSetup setup = new LaneSetup(
                CameraAddress.parse("rtsp://camera.example/stream"),
                new CaptureZone(0.2, 0, 0.8, 1),
                55,
                Set.of(Symbology.AZTEC, Symbology.CODE_128));
        assertThat(ServerAgents.setup(ServerAgents.told(setup))).isEqualTo(setup);
        LaneSetup usual = new LaneSetup(Optional.empty(), CaptureZone.DEFAULT, 40, Symbology.DEFAULT);
        assertThat(ServerAgents.setup(ServerAgents.told(usual))).isEqualTo(usual);
    }
}

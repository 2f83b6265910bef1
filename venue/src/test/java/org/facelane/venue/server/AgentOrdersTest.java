package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.lane.LaneScreen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What stewards tell a lane that has an agent, and what their board says of it when it is not heard.
class AgentOrdersTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of("lane-message-hold", "30s"));

    private TestAgent lane;

    @BeforeEach
    void prepare() throws IOException {
        lane = venue.agent("HANDS_FREE");
    }

    @Test
    void reachAnAgent_andStandWhileItIsNotHeard() throws Exception {
        lane.enrol("O-1", "01");
        lane.joins();
        try (BoardPage board = new BoardPage(venue.server().organiser(), lane.event())) {
            lane.set("/lanes/" + lane.lane() + "/message", Map.of("text", "Please wait a moment."));
            eventually("its screen is told", () -> lane.told().equals(List.of("Please wait a moment.")));
            assertThat(lane.named()).as("its screen says which lane it is").isEqualTo("Cup final, North");

            lane.set("/lanes/" + lane.lane() + "/pause", Map.of());
            eventually("it stands still", () -> why().equals(Why.PAUSED.says()));
            eventually("the board says so", () -> board.showed("lane", "\"trouble\":\"PAUSED\"", "organiser"));
            lane.cut();
            eventually("the board says that it is not heard", () -> board.showed("lane", "\"trouble\":\"NOT_HEARD\""));
            assertThat(why()).as("it has not forgotten").isEqualTo(Why.PAUSED.says());
            lane.agent().close();
            lane.screens().clear();
            lane.cable().mend();
            lane.starts();
            eventually("it stands still after it started again", () -> why().equals(Why.PAUSED.says()));
            assertThat(lane.screens()).as("and looked at nobody").doesNotContain(new LaneScreen.Idle());

            lane.set("/lanes/" + lane.lane() + "/resume", Map.of());
            eventually(
                    "it goes on",
                    () -> lane.agent()
                            .status()
                            .lane()
                            .filter(state -> state.activity() == Activity.RECOGNISING)
                            .isPresent());
        }
    }

    private String why() {
        return lane.agent().status().lane().flatMap(state -> state.why()).orElse("");
    }
}

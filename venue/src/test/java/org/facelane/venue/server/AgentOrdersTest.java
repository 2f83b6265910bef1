package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.lane.LaneScreen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stewards tell a lane that has an agent, and what their board says of it when it is not heard.
class AgentOrdersTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static ModelPack pack;

    @TempDir
    private Path home;

    private @Nullable TestAgent opened;

    @BeforeAll
    static void start() {
        server = new TestServer(
                data,
                Map.of(
                        "guest-requests-max", "1000",
                        "enrol-by-file", "true",
                        "agent-age-max", "1h",
                        "lane-message-hold", "30s"));
        pack = ModelPack.load(TestServer.MODELS);
    }

    @AfterAll
    static void stop() {
        pack.close();
        server.close();
    }

    @AfterEach
    void end() throws IOException {
        lane().close();
    }

    private TestAgent lane() {
        return requireNonNull(opened, "no lane is open");
    }

    @Test
    void reachAnAgent_andStandWhileItIsNotHeard() throws Exception {
        opened = new TestAgent(server, pack, home, "HANDS_FREE");
        lane().enrol("O-1", "01");
        lane().joins();
        try (BoardPage board = new BoardPage(server.organiser(), lane().event())) {
            lane().set("/lanes/" + lane().lane() + "/message", Map.of("text", "Please wait a moment."));
            eventually("its screen is told", () -> lane().told().equals(List.of("Please wait a moment.")));

            lane().set("/lanes/" + lane().lane() + "/pause", Map.of());
            eventually("it stands still", () -> why().equals(Why.PAUSED.says()));
            eventually("the board says so", () -> board.showed("lane", "\"trouble\":\"PAUSED\"", "organiser"));
            lane().cut();
            eventually("the board says that it is not heard", () -> board.showed("lane", "\"trouble\":\"NOT_HEARD\""));
            assertThat(why()).as("it has not forgotten").isEqualTo(Why.PAUSED.says());
            lane().agent().close();
            lane().screens().clear();
            lane().cable().mend();
            lane().starts();
            eventually("it stands still after it started again", () -> why().equals(Why.PAUSED.says()));
            assertThat(lane().screens()).as("and looked at nobody").doesNotContain(new LaneScreen.Idle());

            lane().set("/lanes/" + lane().lane() + "/resume", Map.of());
            eventually(
                    "it goes on",
                    () -> lane().agent()
                            .status()
                            .lane()
                            .filter(state -> state.activity() == Activity.RECOGNISING)
                            .isPresent());
        }
    }

    private String why() {
        return lane().agent().status().lane().flatMap(state -> state.why()).orElse("");
    }
}

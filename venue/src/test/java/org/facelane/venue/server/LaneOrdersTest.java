package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a steward tells a lane reaches the lane and its screen, and every board.
class LaneOrdersTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static String event = "";

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("lane-message-hold", "5s"));
        event = server.event();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pausedLaneRecognisesNobody_untilItIsResumed() {
        Answer lane = lane("Paused");
        Visitor steward = server.steward("pauser");
        try (BoardPage board = new BoardPage(steward, event);
                LanePage screen = screen(lane)) {
            eventually("the lane recognises", () -> board.showed("lane", "\"Paused\"", "\"RECOGNISING\""));
            assertThat(steward.post(path(lane, "pause")).status()).isEqualTo(204);
            eventually("the screen asks for tickets", () -> screen.lastScreen().equals("NOT_RECOGNISING"));
            eventually("the board says by whom", () -> board.showed("lane", "\"trouble\":\"PAUSED\"", "\"pauser\""));
            assertThat(steward.post(path(lane, "pause")).status())
                    .as("twice is as good as once")
                    .isEqualTo(204);
        }
        try (LanePage again = screen(lane)) {
            eventually(
                    "a page that comes back is paused", () -> again.lastScreen().equals("NOT_RECOGNISING"));
            assertThat(again.screens()).as("and was never anything else").containsOnly("NOT_RECOGNISING");
            steward.post(path(lane, "resume"));
            eventually("the lane goes on", () -> again.lastScreen().equals("IDLE"));
        }
    }

    @Test
    void messageStandsOnTheScreen_andGoesAwayByItself() {
        Answer lane = lane("Told");
        Visitor steward = server.steward("teller");
        try (BoardPage board = new BoardPage(steward, event);
                LanePage screen = screen(lane)) {
            eventually("connected", screen::isReady);
            Answer said = steward.post(path(lane, "message"), Map.of("text", " Please wait a moment. "));
            assertThat(said.status()).isEqualTo(204);
            eventually("shown", () -> screen.told().contains("Please wait a moment."));
            eventually("on the board", () -> board.showed("lane", "\"Told\"", "Please wait a moment."));
            eventually("taken back", () -> screen.told().getLast().isEmpty());
            assertThat(screen.told()).as("said once").containsExactly("Please wait a moment.", "");
        }
    }

    @Test
    void boardOfWhoeverIsSignedOutEnds_howeverBusyTheEventIs() {
        Answer lane = lane("Busy");
        Visitor steward = server.steward("busy");
        Visitor leaver = server.steward("leaver");
        try (BoardPage board = new BoardPage(leaver, event)) {
            eventually("the board shows", () -> board.showed("snapshot", "\"Busy\""));
            assertThat(leaver.post("/api/sign-out").status()).isEqualTo(204);
            AtomicInteger said = new AtomicInteger();
            eventually("the board ends", () -> {
                String text = "Message " + said.incrementAndGet();
                steward.post(path(lane, "message"), Map.of("text", text));
                return board.isEnded();
            });
        }
    }

    @Test
    void badOrders() {
        Answer lane = lane("Bad");
        Visitor steward = server.steward("mistaken");
        assertThat(steward.post(path(lane, "message"), Map.of("text", " ")).text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(steward.post(path(lane, "message"), Map.of("text", "x".repeat(121)))
                        .text("code"))
                .isEqualTo("BAD_VALUE");
        String elsewhere = path(lane, "pause").replace(event, server.event());
        assertThat(steward.post(elsewhere).text("code")).isEqualTo("NO_SUCH_LANE");
        assertThat(server.organiser()
                        .delete("/api/events/" + event + "/lanes/" + lane.text("id"))
                        .status())
                .isEqualTo(204);
        assertThat(steward.post(path(lane, "pause")).text("code")).isEqualTo("NO_SUCH_LANE");
    }

    private static Answer lane(String name) {
        return server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", name));
    }

    private static LanePage screen(Answer lane) {
        return new LanePage(
                server.anybody().client(),
                server.server().url(),
                Map.of("lane", lane.text("id"), "key", lane.text("key")));
    }

    private static String path(Answer lane, String order) {
        return "/api/events/" + event + "/lanes/" + lane.text("id") + "/" + order;
    }
}

package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a technician sets about a lane's camera, over real HTTP, and what a lane says whose camera is away.
class SetupRoutesTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static EventId eventId;
    private static String event;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of());
        eventId = new EventId(UUID.fromString(server.event()));
        event = "/api/events/" + eventId;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void keepsACamerasPasswordSealed_andShowsItToNobody() {
        String setup = event + "/lanes/" + lane("North").text("id") + "/setup";
        assertThat(server.organiser()
                        .get(setup)
                        .json()
                        .path("zone")
                        .path("left")
                        .asDouble())
                .isEqualTo(0.1);
        Answer set = server.organiser()
                .post(
                        setup,
                        Map.of(
                                "camera",
                                "rtsp://door:s3cret@10.0.0.7/102",
                                "zone",
                                Map.of("left", 0.2, "top", 0, "right", 0.8, "bottom", 1)));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        Answer kept = server.organiser().post(setup, Map.of("eyeDistanceMin", 60));
        assertThat(kept.text("camera")).isEqualTo("rtsp://10.0.0.7/102");
        assertThat(kept.json().path("zone").path("right").asDouble()).isEqualTo(0.8);
        assertThat(kept.json().path("eyeDistanceMin").asDouble()).isEqualTo(60);
        assertThat(set.toString() + kept + server.organiser().get(setup)).doesNotContain("s3cret");
        List<byte[]> stored = server.database()
                .database()
                .read(tx -> Sql.list(tx, "select camera from lane_setup", row -> row.getBytes("camera")));
        assertThat(new String(stored.getFirst(), ISO_8859_1)).doesNotContain("s3cret", "10.0.0.7");
        assertThat(server.organiser().post(setup, Map.of("camera", "")).text("camera"))
                .isEmpty();
    }

    @Test
    void keepsWhichCodesOfTicketsTheCameraLooksFor() {
        String setup = event + "/lanes/" + lane("West").text("id") + "/setup";
        assertThat(server.organiser().get(setup).json().path("codes").toString())
                .isEqualTo("[\"QR\"]");
        Answer set = server.organiser().post(setup, Map.of("codes", List.of("CODE_128", "QR", "AZTEC")));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        String some = "[\"QR\",\"AZTEC\",\"CODE_128\"]";
        assertThat(server.organiser()
                        .post(setup, Map.of("eyeDistanceMin", 50))
                        .json()
                        .path("codes")
                        .toString())
                .isEqualTo(some);
        assertThat(server.organiser().get(setup).json().path("codes").toString())
                .isEqualTo(some);
        for (List<String> wrong : List.of(List.<String>of(), List.of("MAXICODE"))) {
            assertThat(server.organiser().post(setup, Map.of("codes", wrong)).status())
                    .as("%s", wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesWhatIsNoCameraAndNoZone() {
        String setup = event + "/lanes/" + lane("South").text("id") + "/setup";
        assertThat(server.organiser()
                        .post(setup, Map.of("camera", "ftp://camera/1"))
                        .status())
                .isEqualTo(400);
        assertThat(server.organiser()
                        .post(setup, Map.of("zone", Map.of("left", 0.9, "top", 0, "right", 0.1, "bottom", 1)))
                        .status())
                .isEqualTo(400);
        assertThat(server.organiser().post(setup, Map.of("eyeDistanceMin", 5)).status())
                .isEqualTo(400);
        assertThat(server.organiser().get(event + "/lanes/x/setup").status()).isEqualTo(404);
    }

    @Test
    void saysWhatToDo_whileALanesCameraIsAway() throws Exception {
        Answer lane = lane("East");
        server.organiser().post(event + "/lanes/" + lane.text("id") + "/setup", Map.of("camera", "v4l2:/dev/video999"));
        Map<String, String> key = Map.of("lane", lane.text("id"), "key", lane.text("key"));
        try (LanePage page =
                new LanePage(HttpClient.newHttpClient(), server.server().url(), key)) {
            eventually(
                    "a page that films is sent to the screen",
                    () -> page.closed()
                            .filter(close -> close.startsWith("4411"))
                            .isPresent());
        }
        try (ScreenPage screen = new ScreenPage(server.server().url(), key)) {
            eventually(
                    "the screen says so",
                    () -> screen.camera().contains("There is no video at the lane's camera address."));
            eventually("the board says so", () -> why().contains("There is no video at the lane's camera address."));
        }
    }

    private static String why() {
        return server.server().parts().lanes().states(eventId).stream()
                .filter(state -> state.activity() == LaneState.Activity.NOT_RECOGNISING)
                .flatMap(state -> state.why().stream())
                .filter(sentence -> sentence.contains("camera"))
                .findFirst()
                .orElse("");
    }

    private static Answer lane(String name) {
        return server.organiser().post(event + "/lanes", Map.of("name", name));
    }
}

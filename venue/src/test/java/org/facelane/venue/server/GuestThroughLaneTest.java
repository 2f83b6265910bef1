package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.facelane.venue.server.TestServer.eventually;
import static org.facelane.venue.server.TestServer.leave;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a guest over real connections, with sample people who do not exist.
class GuestThroughLaneTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("guest-requests-max", "1000", "enrol-by-file", "true"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void enrolledAdmittedOnceSeenByAStewardWithdrawnAndRecognisedNoMore() throws IOException {
        String event = server.event();
        server.tickets(event, "G-1");
        String link = server.link(event, "G-1");
        Answer enrolled = server.anybody().post(link + "?consent=1&language=en", person("01", "enrol"), "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
        assertThat(enrolled.text("state")).isEqualTo("ENROLLED");
        assertThat(server.anybody().get(link).text("state")).isEqualTo("ENROLLED");
        Answer again = server.anybody().post(link + "?consent=1&language=en", person("01", "enrol"), "image/jpeg");
        assertThat(again.text("code")).isEqualTo("ALREADY_ENROLLED");

        try (BoardPage board = new BoardPage(server.steward("watching"), event);
                LanePage lane = lane(event, "Lane 1")) {
            eventually("a snapshot", () -> board.showed("snapshot"));
            eventually("the lane recognises", () -> board.showed("lane", "RECOGNISING") && lane.isReady());
            lane.see(person("01", "arrive"));
            eventually("welcome", () -> lane.screens().contains("WELCOME"));
            eventually("arrival", () -> board.showed("arrival", "ADMITTED", "G-1", "Holder of G-1"));

            leave(lane);
            lane.see(person("01", "third"));
            eventually("admitted before", () -> lane.lastScreen().equals("STEWARD"));
            eventually("referral", () -> board.showed("referral", "ALREADY_ADMITTED", "G-1"));

            leave(lane);
            lane.see(person("02", "arrive"));
            eventually("not enrolled", () -> lane.lastScreen().equals("TICKET"));

            leave(lane);
            Answer withdrawn = server.anybody().post(link + "/withdraw");
            assertThat(withdrawn.status()).isEqualTo(200);
            eventually("erased", () -> server.anybody().get(link).text("state").equals("ERASED"));
            lane.see(person("01", "arrive"));
            eventually("recognised no more", () -> lane.lastScreen().equals("TICKET"));
        }
    }

    @Test
    void enrol_badPicturesOfPeople() throws IOException {
        String event = server.event();
        server.tickets(event, "Q-1");
        String link = server.link(event, "Q-1") + "?consent=1&language=en";
        byte[] whole = person("03", "enrol");
        Answer truncated = server.anybody().post(link, Arrays.copyOf(whole, whole.length / 3), "image/jpeg");
        assertThat(truncated.text("code")).isEqualTo("TRUNCATED");
        Map<String, byte[]> pictures = Map.of(
                "NO_FACE", Pictures.empty(),
                "SEVERAL_FACES", Pictures.sideBySide(whole, person("04", "enrol")),
                "TOO_DARK", Pictures.darkened(whole, 0.1f),
                "FACE_TOO_SMALL", Pictures.shrunk(whole, 0.25));
        pictures.forEach((code, picture) -> {
            Answer answer = server.anybody().post(link, picture, "image/jpeg");
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.text("code")).isEqualTo(code);
            assertThat(answer.text("advice")).isNotEmpty();
        });
    }

    @Test
    void lane_unknownKey() {
        Map<String, String> wrong = Map.of("lane", "00000000-0000-0000-0000-000000000000", "key", "A".repeat(43));
        try (LanePage lane =
                new LanePage(HttpClient.newHttpClient(), server.server().url(), wrong)) {
            eventually("closed", () -> lane.closed().isPresent());
            assertThat(lane.closed()).contains("4401 unknown lane key");
        }
        try (LanePage silent =
                new LanePage(HttpClient.newHttpClient(), server.server().url(), Map.of())) {
            eventually("closed", () -> silent.closed().isPresent());
            assertThat(silent.closed()).contains("4401 unknown lane key");
        }
    }

    @Test
    void lane_pageOfSomebodyElse() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Origin", "https://elsewhere.example")
                        .buildAsync(
                                URI.create(server.server().url().replaceFirst("http", "ws") + "/ws/lane"),
                                new WebSocket.Listener() {})
                        .join())
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void lane_newerScreenTakesOver_andRevokedLaneIsClosed() {
        String event = server.event();
        Map<String, String> key = key(event, "Lane 2");
        try (LanePage older =
                new LanePage(HttpClient.newHttpClient(), server.server().url(), key)) {
            eventually("ready", older::isReady);
            try (LanePage newer =
                    new LanePage(HttpClient.newHttpClient(), server.server().url(), key)) {
                eventually("ready", newer::isReady);
                eventually("replaced", () -> older.closed().isPresent());
                assertThat(older.closed().orElseThrow()).startsWith("4409");
                server.organiser().delete("/api/events/" + event + "/lanes/" + key.get("lane"));
                eventually("revoked", () -> newer.closed().isPresent());
                assertThat(newer.closed()).contains("4401 unknown lane key");
            }
        }
    }

    private static LanePage lane(String event, String name) {
        return new LanePage(HttpClient.newHttpClient(), server.server().url(), key(event, name));
    }

    private static Map<String, String> key(String event, String name) {
        Answer lane = server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", name));
        return Map.of("lane", lane.text("id"), "key", lane.text("key"));
    }

    private static byte[] person(String number, String picture) throws IOException {
        return Files.readAllBytes(PEOPLE.resolve(number).resolve(picture + ".jpg"));
    }
}

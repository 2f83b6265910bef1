package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.MjpegServer;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A guest who brings others, from the picture to the tickets, at a tablet and at a lane with a camera of its own.
class PartyAtTheLaneTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("enrol-by-file", "true", "party-patience", "2m"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void usesOnlySoManyTicketsAsSomebodySaysOnTheTablet() throws IOException {
        String event = party();
        try (LanePage screen =
                new LanePage(HttpClient.newHttpClient(), server.server().url(), lane(event))) {
            eventually("connected", screen::isReady);
            screen.see(person("arrive"));
            eventually("asked", () -> screen.lastScreen().equals("PARTY"));
            assertThat(screen.last().path("most").asInt()).isEqualTo(3);
            assertThat(admitted(event))
                    .as("nothing is used up before somebody has answered")
                    .isEmpty();
            screen.say("00000000-0000-0000-0000-000000000000", 3);
            screen.say(screen.last().path("ask").asString(), 1);
            eventually("the guest and one more", () -> admitted(event).size() == 2);
            eventually(
                    "both gates have opened",
                    () -> screen.last().path("advice").asString("").contains("2 of 2"));
            eventually(
                    "the next guest may come",
                    () -> screen.lastScreen().equals("IDLE")
                            || screen.lastScreen().equals("STEWARD"));
        }
        assertThat(admitted(event)).containsExactly("F-1", "F-2");
    }

    @Test
    void usesOnlySoManyTicketsAsSomebodySaysOnTheScreen() throws IOException {
        String event = party();
        Map<String, String> key = lane(event);
        try (MjpegServer camera = new MjpegServer(MjpegServer.sending(person("arrive")))) {
            server.organiser()
                    .post(
                            "/api/events/" + event + "/lanes/" + key.get("lane") + "/setup",
                            Map.of("camera", camera.url()));
            try (ScreenPage screen = new ScreenPage(server.server().url(), key);
                    ScreenPage second = new ScreenPage(server.server().url(), key)) {
                eventually("asked", () -> screen.screen().equals("PARTY"));
                eventually("on every screen", () -> second.screen().equals("PARTY"));
                String ask = screen.last("screen").path("ask").asString();
                assertThat(second.say(ask, 2)).isEqualTo(204);
                eventually("the guest and two more", () -> admitted(event).size() == 3);
            }
            try (ScreenPage stranger =
                    new ScreenPage(server.server().url(), Map.of("lane", key.get("lane"), "key", "guessed"))) {
                assertThat(stranger.status()).isEqualTo(401);
                assertThat(stranger.say("00000000-0000-0000-0000-000000000000", 1))
                        .isEqualTo(401);
            }
        }
        assertThat(admitted(event)).containsExactly("F-1", "F-2", "F-3");
    }

    /// An event with a guest, who is enrolled, and three further tickets that come along.
    private static String party() throws IOException {
        String event = server.event();
        server.tickets(event, "F-1", "F-2", "F-3", "F-4");
        Answer enrolled = server.anybody()
                .post(server.link(event, "F-1") + "?consent=1&language=en", person("enrol"), "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
        for (String further : List.of("F-2", "F-3", "F-4")) {
            server.organiser().post("/api/events/" + event + "/tickets/" + further + "/party", Map.of("lead", "F-1"));
        }
        return event;
    }

    private static Map<String, String> lane(String event) {
        Answer lane = server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", "Family lane"));
        return Map.of("lane", lane.text("id"), "key", lane.text("key"));
    }

    private static List<String> admitted(String event) {
        return server.database()
                .database()
                .read(tx -> Sql.list(
                        tx,
                        "select t.code from admission a join ticket t on t.id = a.ticket_id where a.event_id = '"
                                + event + "'::uuid order by t.code",
                        row -> row.getString(1)));
    }

    private static byte[] person(String picture) throws IOException {
        return Files.readAllBytes(PEOPLE.resolve("01").resolve(picture + ".jpg"));
    }
}

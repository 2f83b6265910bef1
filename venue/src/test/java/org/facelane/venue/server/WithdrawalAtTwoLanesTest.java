package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;
import static org.facelane.venue.server.TestServer.leave;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A guest who takes the consent back by the link on the receipt, while two lanes are running, whose gallery may be
/// split by entrance while they run. How soon it counts is measured by `bench/withdrawals`.
class WithdrawalAtTwoLanesTest {
    private static final Path GUEST = Path.of("../samples/people/05");

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothLanesStopRecognising_andTheCertificateSaysWhenEachLetGo(boolean isSplit) throws Exception {
        try (TestServer server = new TestServer(data, Map.of("enrol-by-file", "true"))) {
            String event = server.event();
            server.organiser()
                    .post(
                            "/api/events/" + event + "/tickets",
                            "code,entrance\nW-1,North\n".getBytes(StandardCharsets.UTF_8),
                            "text/csv");
            String link = server.link(event, "W-1");
            Answer enrolled = server.anybody().post(link + "?consent=1&language=en", picture("enrol"), "image/jpeg");
            assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
            String receipt = "/api/receipt/" + server.anybody().get(link).text("receipt");
            try (LanePage north = lane(server, event, "North");
                    LanePage south = lane(server, event, "South")) {
                eventually("both recognise", () -> north.isReady() && south.isReady());
                north.see(picture("arrive"));
                eventually("recognised at the north", () -> north.screens().contains("WELCOME"));
                south.see(picture("arrive"));
                eventually(
                        "recognised at the south, who came in before",
                        () -> south.screens().contains("STEWARD"));
                leave(north);
                leave(south);
                if (isSplit) {
                    split(server, event, south);
                }

                assertThat(server.anybody().get(receipt + "/certificate.json").text("code"))
                        .isEqualTo("NOT_ERASED");
                assertThat(server.anybody().post(receipt + "/withdraw").status())
                        .isEqualTo(200);
                eventually(
                        "erased",
                        () -> server.anybody().get(receipt).text("state").equals("ERASED"));
                north.see(picture("arrive"));
                south.see(picture("arrive"));
                eventually("a stranger at the north", () -> north.lastScreen().equals("TICKET"));
                eventually("a stranger at the south", () -> south.lastScreen().equals("TICKET"));
                assertThat(north.last().toString().contains("entrance North")).isEqualTo(isSplit);
            }
            JsonNode certificate = server.anybody().get(receipt).json().path("certificate");
            assertThat(lanes(certificate)).containsExactlyInAnyOrder("North ACKNOWLEDGED", "South ACKNOWLEDGED");
        }
    }

    /// The lanes go over to their slices while they run: whose ticket is for the north, the south knows no more.
    private static void split(TestServer server, String event, LanePage south) throws Exception {
        assertThat(server.organiser()
                        .post("/api/events/" + event + "/slicing", Map.of("byEntrance", true, "byTime", false))
                        .status())
                .isEqualTo(200);
        boolean isOver = false;
        for (int attempt = 0; attempt < 100 && !isOver; attempt++) {
            south.see(picture("arrive"));
            eventually("judged", () -> List.of("TICKET", "STEWARD").contains(south.lastScreen()));
            isOver = south.last().toString().contains("This lane knows guests of entrance South");
            leave(south);
        }
        assertThat(isOver).as("a stranger at the south").isTrue();
    }

    private static List<String> lanes(JsonNode certificate) {
        return certificate
                .path("lanes")
                .valueStream()
                .map(lane ->
                        lane.path("lane").asString() + " " + lane.path("how").asString())
                .toList();
    }

    private static LanePage lane(TestServer server, String event, String name) {
        Answer lane =
                server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", name, "entrance", name));
        return new LanePage(
                HttpClient.newHttpClient(),
                server.server().url(),
                Map.of("lane", lane.text("id"), "key", lane.text("key")));
    }

    private static byte[] picture(String name) throws IOException {
        return Files.readAllBytes(GUEST.resolve(name + ".jpg"));
    }
}

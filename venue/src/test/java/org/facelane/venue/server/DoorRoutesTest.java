package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What organisers set about doors, and what a gate's sensor says, over real HTTP.
class DoorRoutesTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static String event;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of());
        event = "/api/events/" + server.event();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void setsWhatTheEventAllows_andKeepsWhatIsNotSaid() {
        assertThat(server.organiser().get(event + "/entry-rules").text("reentry"))
                .isEqualTo("NEVER");
        Answer set = server.organiser()
                .post(event + "/entry-rules", Map.of("reentry", "AFTER_EXIT", "reentryWaitSeconds", 600));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        Answer now = server.organiser().get(event + "/entry-rules");
        assertThat(now.text("reentry")).isEqualTo("AFTER_EXIT");
        assertThat(now.json().path("reentryWaitSeconds").asInt()).isEqualTo(600);
        assertThat(now.json().path("partyMax").asInt()).isEqualTo(6);
        assertThat(server.organiser()
                        .post(event + "/entry-rules", Map.of("partyMax", 21))
                        .status())
                .isEqualTo(400);
        assertThat(server.organiser().get("/api/events/x/entry-rules").status()).isEqualTo(404);
    }

    @Test
    void hearsASensor_thatKnowsItsSecret() {
        String lane = server.organiser()
                .post(event + "/lanes", Map.of("name", "Lane with sensor"))
                .text("id");
        Answer set = server.organiser()
                .post(
                        event + "/lanes/" + lane + "/doorway",
                        Map.of("passageSeconds", 15, "whenUndecided", "FAIL_OPEN"));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        String passage = "/api/lanes/" + lane + "/passage";
        Visitor sensor = server.anybody().with("Authorization", "Bearer " + set.text("sensorSecret"));
        assertThat(sensor.post(passage, Map.of("passed", true)).text("outcome")).isEqualTo("NOBODY_AWAITED");
        assertThat(sensor.post(passage, Map.of()).status()).isEqualTo(400);
        assertThat(sensor.post(passage, Map.of("passed", true, "admission", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(server.anybody().post(passage, Map.of("passed", true)).text("code"))
                .isEqualTo("UNKNOWN_SENSOR");
        assertThat(server.anybody()
                        .with("Authorization", "Bearer guess")
                        .post(passage, Map.of("passed", true))
                        .status())
                .isEqualTo(401);
        Answer shown = server.organiser().get(event + "/lanes/" + lane + "/doorway");
        assertThat(shown.text("whenUndecided")).isEqualTo("FAIL_OPEN");
        assertThat(shown.text("sensorSecret")).isEmpty();
    }

    @Test
    void listensToASensorAtAnAddress_thatIsOne() {
        String lane = server.organiser()
                .post(event + "/lanes", Map.of("name", "With a sensor"))
                .text("id");
        String doorway = event + "/lanes/" + lane + "/doorway";
        for (String address : List.of("http://gate/1", "program:../sh", "mqtt://broker/#", "light barrier")) {
            assertThat(server.organiser()
                            .post(doorway, Map.of("passageSeconds", 15, "sensor", address))
                            .status())
                    .as(address)
                    .isEqualTo(400);
        }
        assertThat(server.organiser()
                        .post(doorway, Map.of("sensor", "program:nobody-put-it-there"))
                        .status())
                .as("without a time to pass")
                .isEqualTo(400);
        Answer set =
                server.organiser().post(doorway, Map.of("passageSeconds", 15, "sensor", "program:nobody-put-it-there"));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        assertThat(set.text("sensorSecret")).isEmpty();
        assertThat(server.organiser().get(doorway).text("sensor")).isEqualTo("program:nobody-put-it-there");
    }

    @Test
    void putsTicketsIntoAParty_andTakesThemOut() {
        server.organiser().post(event + "/tickets", "code\nP-1\nP-2\n".getBytes(UTF_8), "text/csv");
        Answer added = server.organiser().post(event + "/tickets/P-2/party", Map.of("lead", "P-1"));
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        assertThat(server.organiser()
                        .post(event + "/tickets/P-1/party", Map.of("lead", "P-2"))
                        .text("code"))
                .isEqualTo("IN_A_PARTY");
        assertThat(server.organiser().delete(event + "/tickets/P-2/party").status())
                .isEqualTo(204);
        assertThat(server.organiser().delete(event + "/tickets/P-2/party").status())
                .isEqualTo(404);
    }
}

package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.code.TicketPicture;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A steward's phone admits tickets and has their codes read, over real HTTP.
class HandRoutesTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static Visitor steward;
    private static String event;
    private static String lane;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of());
        steward = server.steward("Ada");
        event = server.event();
        server.organiser()
                .post(
                        "/api/events/" + event + "/tickets",
                        "code,entrance\nA-1,\nA-2,South\n".getBytes(UTF_8),
                        "text/csv");
        lane = server.organiser()
                .post("/api/events/" + event + "/lanes", Map.of("name", "North 1", "entrance", "North"))
                .text("id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersTheSame_whenThePhoneSendsAWishAgain() {
        String nonce = UUID.randomUUID().toString();
        Answer first = admit(Map.of("code", "A-1", "reason", "face not recognised", "lane", lane, "nonce", nonce));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("gate")).isEqualTo("NOT_COMMANDED");
        Answer again = admit(Map.of("code", "A-1", "reason", "face not recognised", "lane", lane, "nonce", nonce));
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        Answer other = admit(Map.of("code", "A-1", "reason", "face not recognised", "lane", lane));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("lane")).isEqualTo(lane);
        assertThat(other.text("since")).isNotEmpty();
        assertThat(other.json().path("mayOverrule").asBoolean()).isFalse();
    }

    @Test
    void saysWhatMayBeOverruled_andLetsNothingElseBe() {
        Map<String, Object> wish = Map.of("code", "A-2", "reason", "no reader", "lane", lane);
        Answer told = admit(wish);
        assertThat(told.text("code")).isEqualTo("OTHER_ENTRANCE");
        assertThat(told.json().path("mayOverrule").asBoolean()).isTrue();
        assertThat(overruling("TICKET_BLOCKED").text("code")).isEqualTo("BAD_VALUE");
        assertThat(overruling("NO_SUCH_REASON").status()).isEqualTo(400);
        assertThat(overruling("OTHER_ENTRANCE").status()).isEqualTo(201);
    }

    @Test
    void readsNoCode_whereThereIsNone() {
        assertThat(read("x".getBytes(UTF_8)).json().path("code").isNull()).isTrue();
        assertThat(read(new byte[TicketPicture.BYTES_MAX + 1]).status()).isEqualTo(413);
        assertThat(steward.post(
                                "/api/events/" + server.event() + "/lanes/" + lane + "/ticket-code",
                                new byte[1],
                                "image/jpeg")
                        .text("code"))
                .as("a lane of another event")
                .isEqualTo("NO_SUCH_LANE");
    }

    private static Answer overruling(String reason) {
        return admit(Map.of("code", "A-2", "reason", "no reader", "lane", lane, "overrule", List.of(reason)));
    }

    private static Answer admit(Map<String, Object> wish) {
        return steward.post("/api/events/" + event + "/admissions", wish);
    }

    private static Answer read(byte[] picture) {
        return steward.post("/api/events/" + event + "/lanes/" + lane + "/ticket-code", picture, "image/jpeg");
    }
}

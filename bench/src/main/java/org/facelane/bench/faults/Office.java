package org.facelane.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server as people at home and in the office use it: over HTTP, as their browsers would.
final class Office {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private Map<String, String> token = Map.of();

    Office(String url) {
        this.url = url;
    }

    /// What came back; status 0 if nothing did.
    record Answer(int status, JsonNode json) {
        String text(String field) {
            return json.path(field).asString("");
        }

        /// @throws IllegalStateException unless it is a success
        Answer orFail(String what) {
            if (status / 100 != 2) {
                throw new IllegalStateException(what + " was answered " + status + " " + json);
            }
            return this;
        }
    }

    /// By the link that the server's first start printed.
    void becomesOrganiser(String link) {
        post(
                        "/api/sign-in/link",
                        Map.of(
                                "token", link.substring(link.indexOf('=') + 1),
                                "name", "organiser",
                                "password", UUID.randomUUID().toString()))
                .orFail("becoming the organiser");
        JsonNode csrf = get("/api/me").json().path("csrf");
        token = Map.of(csrf.path("header").asString(""), csrf.path("token").asString(""));
    }

    /// @return the id of a new event whose doors are open
    String event() {
        Instant starts = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> legalBasis = Map.of(
                "jurisdiction", "US-GA",
                "dpiaReference", "DPIA-7",
                "accountablePerson", "A. Body",
                "releaseText", "I agree to be recognised at this event.");
        return post(
                        "/api/events",
                        Map.of(
                                "name",
                                "Evening of faults",
                                "venue",
                                "North stadium",
                                "startsAt",
                                starts.toString(),
                                "endsAt",
                                starts.plus(Duration.ofHours(3)).toString(),
                                "eraseAfter",
                                starts.plus(Duration.ofHours(24)).toString(),
                                "mode",
                                "HANDS_FREE",
                                "legalBasis",
                                legalBasis))
                .orFail("a new event")
                .text("id");
    }

    /// @return what a lane's tablet says to be let in
    Map<String, String> lane(String event, String name, String gate) {
        Answer lane = post("/api/events/" + event + "/lanes", Map.of("name", name, "gateUrl", gate))
                .orFail("a new lane");
        return Map.of("lane", lane.text("id"), "key", lane.text("key"));
    }

    /// Valid tickets with the codes `T-0` to `T-<count − 1>`.
    void tickets(String event, int count) {
        StringBuilder csv = new StringBuilder("code,holder\n");
        for (int i = 0; i < count; i++) {
            csv.append("T-").append(i).append(",Guest ").append(i).append('\n');
        }
        byte[] file = csv.toString().getBytes(StandardCharsets.UTF_8);
        send("POST", "/api/events/" + event + "/tickets", BodyPublishers.ofByteArray(file), "text/csv")
                .orFail("the tickets");
    }

    /// @return the path at which the holder of the ticket enrols and withdraws
    String link(String event, String code) {
        return "/api"
                + URI.create(post("/api/events/" + event + "/tickets/" + code + "/link", Map.of())
                                .orFail("a link")
                                .text("url"))
                        .getPath();
    }

    /// Sends the picture of somebody who agrees.
    Answer enrol(String link, byte[] picture) {
        return send("POST", link + "?consent=1&language=en", BodyPublishers.ofByteArray(picture), "image/jpeg");
    }

    Answer withdraw(String link) {
        return post(link + "/withdraw", Map.of());
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    private Answer post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json");
    }

    private Answer send(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        token.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.createObjectNode());
        } catch (IOException e) {
            // The server is gone or going: whoever asks decides whether that matters.
            return new Answer(0, JSON.createObjectNode());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}

package org.facelane.bench.faults.place;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server as people at home and in the office use it: over HTTP, as their browsers would.
public final class Office {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private volatile Map<String, String> token = Map.of();

    Office(String url) {
        this.url = url;
    }

    /// What came back; status 0 if nothing did.
    public record Answer(int status, JsonNode json) {
        public String text(String field) {
            return json.path(field).asString("");
        }

        /// @throws IllegalStateException unless it is a success
        public Answer orFail(String what) {
            if (status / 100 != 2) {
                throw new IllegalStateException(what + " was answered " + status + " " + json);
            }
            return this;
        }
    }

    /// By the link that the server's first start printed.
    void becomesOrganiser(String link, String password) {
        String drawn = link.substring(link.indexOf('=') + 1);
        post("/api/sign-in/link", Map.of("token", drawn, "name", "organiser", "password", password))
                .orFail("becoming the organiser");
        takeToken();
    }

    /// Again, as the organiser; nothing happens if the server does not answer.
    void signIn(String password) {
        token = Map.of();
        post("/api/sign-in", Map.of("name", "organiser", "password", password));
        takeToken();
    }

    private void takeToken() {
        Answer me = get("/api/me");
        String header = me.json().path("csrf").path("header").asString("");
        token = header.isEmpty()
                ? Map.of()
                : Map.of(header, me.json().path("csrf").path("token").asString(""));
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

    /// Hangs a camera above a lane, which the server opens.
    void camera(String event, String lane, String address) {
        post("/api/events/" + event + "/lanes/" + lane + "/setup", Map.of("camera", address))
                .orFail("the lane's camera");
    }

    /// @return the code by which a program becomes the lane's agent
    String invitation(String event, String lane) {
        return post("/api/events/" + event + "/lanes/" + lane + "/agent", Map.of())
                .orFail("an invitation")
                .text("code");
    }

    /// A valid ticket, once however often it is asked for.
    Answer ticket(String event, String code) {
        byte[] file = ("code,holder\n" + code + ",Guest " + code + "\n").getBytes(StandardCharsets.UTF_8);
        return send("POST", "/api/events/" + event + "/tickets", BodyPublishers.ofByteArray(file), "text/csv");
    }

    /// @return the path at which the holder of the ticket enrols and withdraws; empty if it cannot be had now
    Optional<String> link(String event, String code) {
        Answer answer = post("/api/events/" + event + "/tickets/" + code + "/link", Map.of());
        return answer.status() / 100 == 2
                ? Optional.of("/api" + URI.create(answer.text("url")).getPath())
                : Optional.empty();
    }

    /// Lets somebody in by hand.
    Answer admit(String event, String code, String reason) {
        return post("/api/events/" + event + "/admissions", Map.of("code", code, "reason", reason));
    }

    /// Sends the picture of somebody who agrees.
    public Answer enrol(String link, byte[] picture) {
        return send("POST", link + "?consent=1&language=en", BodyPublishers.ofByteArray(picture), "image/jpeg");
    }

    public Answer withdraw(String link) {
        return post(link + "/withdraw", Map.of());
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    private Answer post(String path, Object body) {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json");
    }

    private Answer send(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        token.forEach(request::header);
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> response = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.createObjectNode());
        } catch (ExecutionException | TimeoutException e) {
            // The server is gone or going: whoever asks decides whether that matters.
            sent.cancel(true);
            return new Answer(0, JSON.createObjectNode());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}

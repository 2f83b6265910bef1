package org.facelane.venue.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facelane.venue.trial.LiveEvents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The screen of a lane whose camera the server reads, without a browser: remembers what it was told.
final class ScreenPage implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Heard(String kind, JsonNode data) {}

    private final List<Heard> events = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String bearer;
    private final InputStream stream;
    private final int status;
    private volatile boolean ended;

    ScreenPage(String url, Map<String, String> key) {
        this.url = url + "/api/lane/screen";
        bearer = "Bearer " + key.get("lane") + "." + key.get("key");
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(this.url))
                            .header("Authorization", bearer)
                            .build(),
                    BodyHandlers.ofInputStream());
            status = answer.statusCode();
            stream = answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the screen got no answer", e);
        }
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return status;
    }

    boolean isEnded() {
        return ended;
    }

    /// The last of a kind; a missing node where none came.
    JsonNode last(String kind) {
        return events.stream()
                .filter(event -> event.kind().equals(kind))
                .map(Heard::data)
                .reduce((_, later) -> later)
                .orElseGet(JSON::createObjectNode);
    }

    String screen() {
        return last("screen").path("screen").asString("");
    }

    /// How the camera is, and what is said of it.
    String camera() {
        JsonNode camera = last("camera");
        return camera.path("state").asString("") + " " + camera.path("says").asString("");
    }

    /// Somebody touches the number of those who come along.
    ///
    /// @return the status of the answer
    int say(String ask, int count) {
        String body = JSON.writeValueAsString(Map.of("ask", ask, "count", count));
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + "/party"))
                                    .header("Authorization", bearer)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the screen got no answer", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            LiveEvents.read(stream, (kind, data) -> events.add(new Heard(kind, JSON.readTree(data))));
        } catch (IOException e) {
            ended = true;
        }
        ended = true;
    }
}

package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of its own process and data folder, used as people use it: over HTTP.
final class ThrowAwayServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// What stands between a server's address and the secret of an organiser link.
    private static final String LINK = "/sign-in#link=";

    private final Process process;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private Map<String, String> token = Map.of();

    private ThrowAwayServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /// Starts it and signs in as its organiser.
    static ThrowAwayServer start(Path data, Path home, Path models) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseG1GC",
                        "-Xms16m",
                        "-Xmx1g",
                        // what is not used goes back to the system at each full collection, old
                        // copies with it
                        "-XX:MinHeapFreeRatio=0",
                        "-XX:MaxHeapFreeRatio=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-Dfacelane.home=" + home.toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.facelane.venue.server.Main",
                        "serve",
                        "--data=" + data,
                        "--models=" + models.toAbsolutePath(),
                        "--port=0",
                        "--enrol-by-file=true",
                        "--staff-sign-in=password",
                        "--scrub-interval=1s"))
                .redirectError(Redirect.to(data.resolveSibling("server.log").toFile()))
                .start();
        BufferedReader said = process.inputReader(UTF_8);
        String link = "";
        for (String line = said.readLine(); line != null && link.isEmpty(); line = said.readLine()) {
            link = line.contains(LINK) ? line.strip() : "";
        }
        if (link.isEmpty()) {
            process.destroy();
            throw new IOException("the server did not start; see " + data.resolveSibling("server.log"));
        }
        ThrowAwayServer server = new ThrowAwayServer(process, link.substring(0, link.indexOf(LINK)));
        server.becomeOrganiser(link.substring(link.indexOf(LINK) + LINK.length()));
        return server;
    }

    /// By the link that a server prints when it starts for the first time.
    private void becomeOrganiser(String link) throws IOException, InterruptedException {
        post(
                "/api/sign-in/link",
                Map.of(
                        "token",
                        link,
                        "name",
                        "organiser",
                        "password",
                        UUID.randomUUID().toString()));
        JsonNode csrf = get("/api/me").path("csrf");
        token = Map.of(csrf.path("header").asString(), csrf.path("token").asString());
    }

    long pid() {
        return process.pid();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), "application/json");
    }

    JsonNode post(String path, Object json) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(json)), "application/json");
    }

    JsonNode post(String path, byte[] body, String type) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofByteArray(body), type);
    }

    /// The path of the JSON interface behind a page's address.
    String api(String page) {
        return "/api" + page.substring(url.length());
    }

    /// Opens a lane by its page's address, so that the server loads the event's gallery.
    WebSocket openLane(String page) {
        String[] parts = page.substring(page.indexOf('#') + 1).split("[=&]", -1);
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(url.replaceFirst("http", "ws") + "/ws/lane"), new WebSocket.Listener() {})
                .join();
        socket.sendText(JSON.writeValueAsString(Map.of("lane", parts[1], "key", parts[3])), true)
                .join();
        return socket;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode send(String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, body);
        token.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
}

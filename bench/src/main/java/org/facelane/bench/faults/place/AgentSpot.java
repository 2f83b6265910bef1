package org.facelane.bench.faults.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/// A lane with an agent, a process of its own that can be killed: its camera, and its screen as a browser beside it
/// reads it.
final class AgentSpot implements Spot {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final String EVENT = "event:";
    private static final String DATA = "data:";

    private final StreamCamera camera;
    private final Child agent;
    private final Screens screens = new Screens();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
    private final HttpRequest page;
    private final Thread watcher;
    private volatile boolean closed;

    /// @param screenPort where the agent serves its screen
    AgentSpot(StreamCamera camera, Child agent, int screenPort) {
        this.camera = requireNonNull(camera, "camera is null");
        this.agent = requireNonNull(agent, "agent is null");
        page = HttpRequest.newBuilder(URI.create("http://localhost:" + screenPort + "/api/lane/screen"))
                .build();
        watcher = Thread.ofVirtual().name("agent's screen").start(this::watch);
    }

    void kill() {
        agent.kill();
        screens.say("");
    }

    void startAgain() {
        agent.startAgain();
    }

    @Override
    public void see(byte[] picture) {
        screens.forget();
        camera.see(picture);
    }

    @Override
    public int sentCount() {
        return camera.sentCount();
    }

    @Override
    public Screens screens() {
        return screens;
    }

    @Override
    public void breakDown() {
        camera.breakDown();
    }

    @Override
    public void mend() {
        camera.mend();
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        agent.close();
        camera.close();
        client.shutdownNow();
    }

    private void watch() {
        try {
            while (!closed) {
                follow();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads what the agent's screen says as long as the agent lives.
    private void follow() throws InterruptedException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(page, BodyHandlers.ofInputStream()).body(), UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(EVENT)) {
                    event = line.substring(EVENT.length()).strip();
                } else if (line.startsWith(DATA) && event.equals("screen")) {
                    hear(JSON.readTree(line.substring(DATA.length()))
                            .path("screen")
                            .asString(""));
                }
            }
        } catch (IOException e) {
            // The agent is dead, or on its way up: nobody reads anything until it is back.
            return;
        }
    }

    private void hear(String code) {
        if (!code.equals(screens.last())) {
            screens.say(code);
        }
    }
}

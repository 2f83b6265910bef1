package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.facelane.venue.trial.LiveEvents;
import tools.jackson.databind.json.JsonMapper;

/// A screen without a camera, as the browser before it follows it: told live by whoever runs the lane, an agent or the
/// server, and asked again whenever that ends.
final class FollowedScreen implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
    private final Screens screens = new Screens();
    private final HttpRequest page;
    private final Thread watcher;
    private volatile boolean closed;

    FollowedScreen(HttpRequest page) {
        this.page = requireNonNull(page, "page is null");
        watcher = Thread.ofVirtual().name("screen").start(this::watch);
    }

    Screens screens() {
        return screens;
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
        client.shutdownNow();
    }

    private void watch() {
        try {
            while (!closed) {
                follow();
                Thread.sleep(AGAIN_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            LiveEvents.read(client.send(page, BodyHandlers.ofInputStream()).body(), (event, data) -> {
                if (event.equals("screen")) {
                    hear(JSON.readTree(data).path("screen").asString(""));
                }
            });
        } catch (IOException e) {
            // Whoever tells is dead, cut off, or on its way up: nobody reads anything until it is back.
            return;
        }
    }

    private void hear(String code) {
        if (!code.equals(screens.last())) {
            screens.say(code);
        }
    }
}

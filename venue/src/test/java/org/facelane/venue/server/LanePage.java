package org.facelane.venue.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A lane's page without a browser: it says its key, sends the picture it is given whenever it is asked, and remembers
/// what the screen was told.
final class LanePage implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> screens = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private byte @Nullable [] picture;
    private boolean asked;
    private volatile boolean ready;
    private volatile Optional<String> closed = Optional.empty();

    LanePage(HttpClient client, String url, Map<String, String> greeting) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(url.replaceFirst("http", "ws") + "/ws/lane"), this)
                .join();
        if (!greeting.isEmpty()) {
            socket.sendText(JSON.writeValueAsString(greeting), true).join();
        }
    }

    /// What the camera sees from now on.
    synchronized void see(byte[] next) {
        picture = next;
        send();
    }

    /// Somebody touches the number of those who come along.
    void say(String ask, int count) {
        socket.sendText(JSON.writeValueAsString(Map.of("ask", ask, "count", count)), true)
                .join();
    }

    /// The last screen with everything that stands on it.
    JsonNode last() {
        return screens.isEmpty() ? JSON.createObjectNode() : screens.getLast();
    }

    boolean isReady() {
        return ready;
    }

    /// Code and reason of the close, once it came.
    Optional<String> closed() {
        return closed;
    }

    /// The screens shown so far, in order.
    List<String> screens() {
        return screens.stream()
                .map(screen -> screen.path("screen").asString(""))
                .toList();
    }

    /// What stewards said on the screen, in order; an empty text took the one before back.
    List<String> told() {
        return List.copyOf(told);
    }

    String lastScreen() {
        List<String> all = screens();
        return all.isEmpty() ? "" : all.getLast();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            hear(JSON.readTree(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = Optional.of(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed = Optional.of("broken " + failure);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private synchronized void hear(JsonNode message) {
        switch (message.path("type").asString("")) {
            case "ready" -> ready = true;
            case "screen" -> screens.add(message);
            case "told" -> told.add(message.path("text").asString(""));
            case "next" -> {
                asked = true;
                send();
            }
            default -> {}
        }
    }

    /// One frame for each time it is asked.
    private void send() {
        byte[] now = picture;
        if (asked && now != null) {
            asked = false;
            socket.sendBinary(ByteBuffer.wrap(now), true).join();
        }
    }
}

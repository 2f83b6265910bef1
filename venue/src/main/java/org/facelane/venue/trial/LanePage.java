package org.facelane.venue.trial;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A lane's page without a browser, from one connection to its end: it says its key, sends the picture it is given
/// whenever it is asked, and remembers what the screen was told. Safe for use by several threads.
public final class LanePage implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(8);

    private final List<JsonNode> screens = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Consumer<String> listener;
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private byte @Nullable [] picture;
    private boolean asked;
    private int sentCount;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean ready;
    private volatile boolean ended;
    private volatile Optional<String> closed = Optional.empty();

    /// @param greeting its lane and key; empty to say nothing
    /// @throws CompletionException if the server cannot be reached
    public LanePage(HttpClient client, String url, Map<String, String> greeting) {
        this(client, url, greeting, _ -> {});
    }

    /// @param listener told the code of each screen as it comes, until the page is closed
    public LanePage(HttpClient client, String url, Map<String, String> greeting, Consumer<String> listener) {
        this.listener = requireNonNull(listener, "listener is null");
        socket = within(client.newWebSocketBuilder()
                .connectTimeout(CONNECTED_WITHIN)
                .buildAsync(URI.create(url.replaceFirst("http", "ws") + "/ws/lane"), this));
        if (!greeting.isEmpty()) {
            within(socket.sendText(JSON.writeValueAsString(greeting), true));
        }
    }

    /// What the camera sees from now on.
    public synchronized void see(byte[] next) {
        picture = next;
        sentCount = 0;
        send(socket);
    }

    /// How often it has sent what the camera sees now.
    public synchronized int sentCount() {
        return sentCount;
    }

    /// Somebody touches the number of those who come along.
    public synchronized void say(String ask, int count) {
        within(socket.sendText(JSON.writeValueAsString(Map.of("ask", ask, "count", count)), true));
    }

    /// The last screen with everything that stands on it.
    public JsonNode last() {
        return screens.isEmpty() ? JSON.createObjectNode() : screens.getLast();
    }

    public boolean isReady() {
        return ready;
    }

    /// Code and reason of the close, once it came.
    public Optional<String> closed() {
        return closed;
    }

    /// For how long the server has said nothing.
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /// The screens shown so far, in order.
    public List<String> screens() {
        return screens.stream().map(LanePage::code).toList();
    }

    /// What stewards said on the screen, in order; an empty text took the one before back.
    public List<String> told() {
        return List.copyOf(told);
    }

    public String lastScreen() {
        List<String> all = screens();
        return all.isEmpty() ? "" : all.getLast();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heardAt = System.nanoTime();
        text.append(part);
        if (last) {
            JsonNode message = JSON.readTree(text.toString());
            text.setLength(0);
            hear(message, from);
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

    /// Without a word, as if it had died.
    @Override
    public void close() {
        ended = true;
        socket.abort();
    }

    private synchronized void hear(JsonNode message, WebSocket from) {
        if (ended) {
            return;
        }
        switch (message.path("type").asString("")) {
            case "ready" -> ready = true;
            case "screen" -> {
                screens.add(message);
                listener.accept(code(message));
            }
            case "told" -> told.add(message.path("text").asString(""));
            case "next" -> {
                asked = true;
                send(from);
            }
            default -> {
                // It is alive.
            }
        }
    }

    /// One frame for each time it is asked.
    private void send(WebSocket to) {
        byte[] now = picture;
        if (!asked || now == null) {
            return;
        }
        asked = false;
        sentCount++;
        try {
            within(to.sendBinary(ByteBuffer.wrap(now), true));
        } catch (CompletionException e) {
            closed = Optional.of("broken " + e.getCause());
        }
    }

    private static String code(JsonNode screen) {
        return screen.path("screen").asString("");
    }

    private static <T> T within(CompletableFuture<T> answer) {
        return answer.orTimeout(CONNECTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}

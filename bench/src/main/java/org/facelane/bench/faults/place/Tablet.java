package org.facelane.bench.faults.place;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A lane's tablet, camera and screen in one: sends what it sees whenever it is asked, remembers what its screen said,
/// and connects again by itself. Safe for use by several threads.
final class Tablet implements WebSocket.Listener, Spot {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(8);

    /// As the lane's page: a server that says nothing for so long is gone.
    private static final Duration SILENT_MAX = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String greeting;
    private final Screens screens = new Screens();
    private final StringBuilder text = new StringBuilder();
    private final Thread keeper;
    private @Nullable WebSocket socket;
    private byte @Nullable [] picture;
    private boolean asked;
    private int sentCount;
    private volatile long heardAt;
    private volatile boolean broken;
    private volatile boolean closed;

    Tablet(String url, Map<String, String> greeting) {
        address = URI.create(url.replaceFirst("http", "ws") + "/ws/lane");
        this.greeting = JSON.writeValueAsString(greeting);
        keeper = Thread.ofVirtual().name("tablet").start(this::keepConnected);
    }

    @Override
    public synchronized void see(byte[] next) {
        picture = next;
        sentCount = 0;
        screens.forget();
        send();
    }

    @Override
    public Screens screens() {
        return screens;
    }

    @Override
    public synchronized int sentCount() {
        return sentCount;
    }

    /// The whole tablet dies, and does not come back before it is mended.
    @Override
    public void breakDown() {
        broken = true;
        hangUp();
    }

    @Override
    public void mend() {
        broken = false;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        hangUp();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heardAt = System.nanoTime();
        text.append(part);
        if (last) {
            JsonNode message = JSON.readTree(text.toString());
            text.setLength(0);
            hear(from, message);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lose(from);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        lose(from);
    }

    private synchronized void hear(WebSocket from, JsonNode message) {
        if (!from.equals(socket)) {
            return;
        }
        switch (message.path("type").asString("")) {
            case "screen" -> screens.say(message.path("screen").asString(""));
            case "next" -> {
                asked = true;
                send();
            }
            default -> {
                // It is ready, or alive.
            }
        }
    }

    private synchronized void send() {
        byte[] now = picture;
        WebSocket to = socket;
        if (asked && now != null && to != null) {
            asked = false;
            sentCount++;
            CompletableFuture<WebSocket> _ = to.sendBinary(ByteBuffer.wrap(now), true);
        }
    }

    private synchronized void lose(WebSocket gone) {
        if (gone.equals(socket)) {
            socket = null;
            asked = false;
        }
    }

    private synchronized void hangUp() {
        if (socket != null) {
            socket.abort();
            socket = null;
            asked = false;
        }
    }

    private synchronized boolean isConnected() {
        return socket != null;
    }

    private void keepConnected() {
        while (!closed) {
            if (isConnected() && System.nanoTime() - heardAt > SILENT_MAX.toNanos()) {
                hangUp();
            }
            if (!broken && !isConnected()) {
                connect();
            }
            try {
                Thread.sleep(AGAIN_AFTER);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void connect() {
        try {
            WebSocket made = client.newWebSocketBuilder()
                    .connectTimeout(CONNECTED_WITHIN)
                    .buildAsync(address, this)
                    .orTimeout(CONNECTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            synchronized (this) {
                text.setLength(0);
                asked = false;
                heardAt = System.nanoTime();
                socket = made;
            }
            made.sendText(greeting, true)
                    .orTimeout(CONNECTED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            // The server is away: again in a moment.
            hangUp();
        }
    }
}

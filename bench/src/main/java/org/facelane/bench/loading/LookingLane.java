package org.facelane.bench.loading;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.lane.LaneOpening;
import org.facelane.venue.server.Server;
import org.jspecify.annotations.Nullable;

/// A lane's page without a browser, whose camera sees the same picture all the time.
final class LookingLane implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final byte[] picture;
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch looked = new CountDownLatch(1);
    private @Nullable WebSocket socket;

    private LookingLane(byte[] picture) {
        this.picture = requireNonNull(picture, "picture is null");
    }

    static LookingLane open(Server server, HttpClient client, LaneOpening.Opened opened, byte[] picture) {
        LookingLane lane = new LookingLane(picture);
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(server.url().replaceFirst("http", "ws") + "/ws/lane"), lane)
                .join();
        lane.socket = socket;
        socket.sendText("{\"lane\":\"" + opened.lane().id() + "\",\"key\":\"" + opened.key() + "\"}", true)
                .join();
        return lane;
    }

    /// Waits until it has judged a picture, so that it holds the gallery.
    void awaitScreen() throws InterruptedException {
        if (!looked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a lane shows nothing");
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            if (message.contains("\"TICKET\"")) {
                looked.countDown();
            }
            if (message.contains("\"next\"")) {
                return from.sendBinary(ByteBuffer.wrap(picture), true).thenRun(() -> from.request(1));
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}

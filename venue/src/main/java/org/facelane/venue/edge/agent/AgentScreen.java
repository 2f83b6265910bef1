package org.facelane.venue.edge.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.lane.ScreenWords;

/// What the lane's screen shows, as a page on this machine that a browser on the lane's display keeps open, in full
/// screen. The page asks a few times a second; nobody but this machine can. Safe for use by several threads.
public final class AgentScreen implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile ScreenWords words = ScreenWords.of(new LaneScreen.NotRecognising(Why.STARTING));

    private AgentScreen(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws IOException if somebody else listens there
    public static AgentScreen open(int port) throws IOException {
        byte[] page = page();
        AgentScreen screen =
                new AgentScreen(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        screen.server.createContext("/", exchange -> answer(exchange, "text/html;charset=utf-8", page));
        screen.server.createContext("/words", screen::tell);
        screen.server.setExecutor(screen.threads);
        screen.server.start();
        return screen;
    }

    /// Where a browser on this machine finds it.
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /// Shows what the lane says now.
    ///
    /// @return what it shows, if that has changed
    public Optional<ScreenWords> hear(LaneEvent event) {
        if (event instanceof LaneEvent.ScreenChanged changed) {
            words = ScreenWords.of(changed.screen());
            return Optional.of(words);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void tell(HttpExchange exchange) throws IOException {
        ScreenWords now = words;
        String text = now.code() + "\n" + now.headline() + "\n" + now.advice();
        answer(exchange, "text/plain;charset=utf-8", text.getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src"
                                    + " 'self'; frame-ancestors 'none'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream in = requireNonNull(
                AgentScreen.class.getResourceAsStream("/agent/screen.html"), "the program is not whole")) {
            return in.readAllBytes();
        }
    }
}

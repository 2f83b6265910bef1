package org.facelane.venue.edge.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.lane.ScreenWords;

/// The lane's screen, as a page on this machine that a browser on the lane's display keeps open, in full screen: the
/// same page that a server shows, told live by this process and so alive without the network. Nobody but this machine
/// can ask. Safe for use by several threads.
public final class AgentScreen implements AutoCloseable {
    /// The page takes the connection for dead after 15 s without a word.
    private static final long SIGN_OF_LIFE_SECONDS = 4;

    private static final int SAID_BYTES_MAX = 1_000;
    private static final Pattern ASSET = Pattern.compile("/assets/[a-z0-9][a-z0-9._-]{0,80}");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript;charset=utf-8", "css", "text/css;charset=utf-8", "svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Showing showing = new Showing(
            new Ready(Optional.empty(), Optional.empty(), "SERVER"),
            new LaneScreen.NotRecognising(Why.STARTING),
            OptionalLong.empty(),
            new CameraState.Opening(),
            Optional.empty());
    private final AtomicReference<BiConsumer<UUID, Integer>> companions = new AtomicReference<>((_, _) -> {});
    private OptionalLong waited = OptionalLong.empty();
    private boolean closed;

    /// @param waited of the turn that has just ended, in milliseconds
    /// @param told what stewards say over everything else
    private record Showing(
            Ready ready, LaneScreen screen, OptionalLong waited, CameraState camera, Optional<Told> told) {
        Showing with(LaneScreen next, OptionalLong after) {
            return new Showing(ready, next, after, camera, told);
        }

        Showing with(CameraState next) {
            return new Showing(ready, screen, waited, next, told);
        }

        Showing with(Told next) {
            return new Showing(ready, screen, waited, camera, Optional.of(next));
        }

        Showing with(Ready next) {
            return new Showing(next, screen, waited, camera, told);
        }
    }

    /// @param until by the machine's counter of nanoseconds
    private record Told(String text, long until) {}

    /// The first thing that a page is told, and again when it changes.
    ///
    /// @param event its name, as `lane`; empty before the server has said which it is
    private record Ready(Optional<String> event, Optional<String> lane, String reader) {}

    private record Shown(
            String screen,
            String headline,
            String advice,
            OptionalLong milliseconds,
            Optional<UUID> ask,
            OptionalInt most) {}

    /// @param ask as the screen was given it
    record Said(UUID ask, int count) {
        Said {
            requireNonNull(ask, "ask is null");
        }
    }

    private record Message(String text, long milliseconds) {}

    private AgentScreen(HttpServer server) {
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws IOException if somebody else listens there
    public static AgentScreen open(int port) throws IOException {
        AgentScreen screen =
                new AgentScreen(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        screen.server.createContext("/", AgentScreen::page);
        screen.server.createContext("/assets/", AgentScreen::asset);
        screen.server.createContext("/api/lane/screen", screen::follow);
        screen.server.createContext("/api/lane/screen/party", screen::party);
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
        lock.lock();
        try {
            switch (event) {
                case LaneEvent.ScreenChanged changed -> {
                    show(showing.with(changed.screen(), waited));
                    waited = OptionalLong.empty();
                    return Optional.of(ScreenWords.of(changed.screen()));
                }
                case LaneEvent.CameraChanged changed -> show(showing.with(changed.camera()));
                case LaneEvent.TurnEnded ended ->
                    waited = OptionalLong.of(ended.waited().toMillis());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Who is told what somebody says on the screen: which question it answers, and how many come along.
    public void answersTo(BiConsumer<UUID, Integer> asking) {
        companions.set(asking);
    }

    /// Shows what stewards say, over everything else.
    ///
    /// @param text empty: nothing any more
    /// @param hold for how long
    public void isTold(String text, Duration hold) {
        lock.lock();
        try {
            show(showing.with(new Told(text, System.nanoTime() + Math.max(0, hold.toNanos()))));
        } finally {
            lock.unlock();
        }
    }

    /// Shows small which lane this is, and of what event.
    public void isOf(String event, String lane) {
        lock.lock();
        try {
            show(showing.with(new Ready(
                    Optional.of(event), Optional.of(lane), showing.ready().reader())));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    /// Called with the lock held.
    private void show(Showing next) {
        if (!next.equals(showing)) {
            showing = next;
            changed.signalAll();
        }
    }

    private Showing now() {
        lock.lock();
        try {
            return showing;
        } finally {
            lock.unlock();
        }
    }

    /// Server-sent events until the page goes.
    private void follow(HttpExchange exchange) throws IOException {
        try (exchange) {
            head(exchange, "text/event-stream", 0);
            OutputStream out = exchange.getResponseBody();
            Showing told = now();
            tell(out, "ready", told.ready());
            tell(out, "camera", CameraState.Shown.of(told.camera()));
            tell(out, "screen", shown(told));
            say(out, told.told());
            while (true) {
                Optional<Showing> next = after(told);
                if (next.isEmpty()) {
                    return;
                }
                if (next.get().equals(told)) {
                    tell(out, "alive", Map.of());
                }
                if (!next.get().ready().equals(told.ready())) {
                    tell(out, "ready", next.get().ready());
                }
                if (!next.get().camera().equals(told.camera())) {
                    tell(out, "camera", CameraState.Shown.of(next.get().camera()));
                }
                if (!next.get().screen().equals(told.screen())) {
                    tell(out, "screen", shown(next.get()));
                }
                if (!next.get().told().equals(told.told())) {
                    say(out, next.get().told());
                }
                told = next.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return what is shown once it is something else, or the same after a while; empty once nothing will follow
    private Optional<Showing> after(Showing told) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(SIGN_OF_LIFE_SECONDS);
            while (!closed && showing.equals(told) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed ? Optional.empty() : Optional.of(showing);
        } finally {
            lock.unlock();
        }
    }

    private static Shown shown(Showing now) {
        ScreenWords words = ScreenWords.of(now.screen());
        return new Shown(
                words.code(),
                words.headline(),
                words.advice(),
                ScreenWords.isDecision(now.screen()) ? now.waited() : OptionalLong.empty(),
                ScreenWords.asked(now.screen()).map(LaneScreen.PartyAsked::ask),
                ScreenWords.asked(now.screen())
                        .map(asked -> OptionalInt.of(asked.most()))
                        .orElseGet(OptionalInt::empty));
    }

    private static void say(OutputStream out, Optional<Told> told) throws IOException {
        if (told.isPresent()) {
            long left = TimeUnit.NANOSECONDS.toMillis(told.get().until() - System.nanoTime());
            tell(out, "told", new Message(left > 0 ? told.get().text() : "", Math.max(0, left)));
        }
    }

    private static void tell(OutputStream out, String kind, Object data) throws IOException {
        String json = new String(WireText.write(data), UTF_8);
        out.write(("event:" + kind + "\ndata:" + json + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    /// Another site's page cannot send JSON here without asking first, and nobody answers that.
    private void party(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (!exchange.getRequestMethod().equals("POST") || !type.startsWith("application/json")) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            Said said = WireText.read(exchange.getRequestBody().readNBytes(SAID_BYTES_MAX), Said.class);
            companions.get().accept(said.ask(), said.count());
            exchange.sendResponseHeaders(204, -1);
        } catch (IllegalArgumentException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private static void page(HttpExchange exchange) throws IOException {
        answer(exchange, "/static/screen.html", "text/html;charset=utf-8");
    }

    private static void asset(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
        answer(exchange, ASSET.matcher(path).matches() && !type.isEmpty() ? "/static" + path : "", type);
    }

    private static void answer(HttpExchange exchange, String resource, String type) throws IOException {
        try (exchange;
                InputStream in = resource.isEmpty() ? null : AgentScreen.class.getResourceAsStream(resource)) {
            if (in == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = in.readAllBytes();
            head(exchange, type, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// @param length 0: unknown, until it ends
    private static void head(HttpExchange exchange, String type, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(200, length);
    }
}

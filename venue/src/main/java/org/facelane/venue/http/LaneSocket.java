package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameArrival.Lit;
import org.facelane.venue.enrol.FrameBundle;
import org.facelane.venue.http.screen.LaneScreens;
import org.facelane.venue.lane.LaneOpening;
import org.facelane.venue.setup.LaneSetup;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The wire of the lanes' pages: frames come up, what the screen says goes down.
///
/// ```
///            {"lane", "key"} within 5 s          {"type":"ready"}
///  CONNECTED ────────────────────────────► READY ◄─ {"type":"next"} down, one frame up, {"type":"screen"} down ─┐
///      │                                     │ └────────────────────────────────────────────────────────────────┘
///      │                                     │ {"type":"light"} down, a film of it up
///      │ nothing, or a wrong key: 4401;      │ a newer page of the same lane: 4409; the lane revoked: 4401,
///      │ a camera of its own: 4411           │ changed: 4410, and the page connects again
///      ▼                                     ▼
///    CLOSED ◄────────────────────────────────┘ the lane stops and lets go of its gallery
/// ```
///
/// Safe for use by several threads.
final class LaneSocket extends AbstractWebSocketHandler implements AutoCloseable {
    static final String PATH = "/ws/lane";

    /// The largest frame.
    static final int FRAME_BYTES_MAX = 2_000_000;

    /// First byte of a film of a light challenge; a [FrameBundle] follows. No picture begins like this.
    static final byte FILM = 'L';

    /// The largest greeting.
    static final int TEXT_BYTES_MAX = 4_096;

    static final CloseStatus UNKNOWN_KEY = new CloseStatus(4401, "unknown lane key");
    static final CloseStatus REPLACED = new CloseStatus(4409, "this lane is shown on another screen now");
    static final CloseStatus CHANGED = new CloseStatus(4410, "this lane was set to something else; connect again");
    static final CloseStatus SCREEN_ONLY = new CloseStatus(4411, "this lane has a camera of its own; show its screen");
    static final CloseStatus UNREACHABLE = new CloseStatus(4503, "the database is not reachable");
    private static final Logger LOG = LoggerFactory.getLogger(LaneSocket.class);
    private static final Duration GREETING_WITHIN = Duration.ofSeconds(5);

    /// The page takes the connection for dead after 15 s without a word.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Http.Parts parts;
    private final JsonMapper json;
    private final int framesPerSecondMax;
    private final Map<String, LaneConnection> connections = new ConcurrentHashMap<>();
    private final ReentrantLock taking = new ReentrantLock();
    private final Map<LaneId, LaneConnection> lanes = new ConcurrentHashMap<>();
    private final OrdersToLanes orders;
    private volatile boolean closed;

    /// @param screens the lanes that are shown without a page that films
    LaneSocket(Http.Parts parts, JsonMapper json, int framesPerSecondMax, LaneScreens screens) {
        this.parts = requireNonNull(parts, "parts is null");
        this.json = requireNonNull(json, "json is null");
        this.framesPerSecondMax = framesPerSecondMax;
        this.orders = OrdersToLanes.start(
                parts,
                () -> Stream.concat(lanes.values().stream(), screens.shown().stream())
                        .toList());
    }

    /// Somebody has said on the screen how many come along.
    record Said(Optional<UUID> ask, Optional<Integer> count) {}

    private void said(Lane lane, String text) {
        try {
            Said said = json.readValue(text, Said.class);
            said.ask()
                    .ifPresent(ask ->
                            parts.lanes().comeAlong(lane.id(), ask, said.count().orElse(0)));
        } catch (JacksonException e) {
            LOG.debug("event=lane-said-nothing lane={}", lane.id(), e);
        }
    }

    /// Says by which lane and by what right.
    record Greeting(Optional<String> lane, Optional<String> key) {}

    private record Known(Lane lane, Event event) {}

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        LaneConnection connection = new LaneConnection(session, json, framesPerSecondMax, parts.time());
        connections.put(session.getId(), connection);
        Thread.ofVirtual().name("watch of " + session.getId()).start(() -> watch(connection));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        LaneConnection connection = connections.get(session.getId());
        if (connection == null) {
            return;
        }
        if (connection.lane().isPresent()) {
            said(connection.lane().get(), message.getPayload());
            return;
        }
        try {
            Optional<Known> known = known(message.getPayload());
            if (known.isEmpty()) {
                connection.close(UNKNOWN_KEY);
                return;
            }
            take(connection, known.get());
        } catch (DatabaseUnreachable e) {
            LOG.warn("event=lane-not-connected why=database-unreachable");
            connection.close(UNREACHABLE);
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        LaneConnection connection = connections.get(session.getId());
        if (connection != null && connection.lane().isPresent()) {
            byte[] frame = new byte[message.getPayloadLength()];
            message.getPayload().get(frame);
            Instant now = parts.time().instant();
            if (frame.length > 0 && frame[0] == FILM) {
                film(frame, now).ifPresent(connection.frames()::deliverLight);
            } else {
                connection.frames().deliver(frame, now);
            }
        }
    }

    private static Optional<List<Lit>> film(byte[] message, Instant now) {
        return FrameBundle.read(Arrays.copyOfRange(message, 1, message.length))
                .map(frames -> frames.stream()
                        .map(frame -> new Lit(frame.at(), new Frame.Encoded(frame.encoded(), now)))
                        .toList());
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) throws IOException {
        session.close(CloseStatus.PROTOCOL_ERROR);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        LaneConnection connection = connections.remove(session.getId());
        if (connection != null) {
            connection.frames().close();
            connection.lane().ifPresent(lane -> release(connection, lane.id()));
        }
    }

    /// Closes every connection; no lane is started any more.
    @Override
    public void close() {
        closed = true;
        orders.close();
        connections.values().forEach(connection -> connection.close(CloseStatus.GOING_AWAY));
    }

    private Optional<Known> known(String text) {
        Greeting greeting;
        try {
            greeting = json.readValue(text, Greeting.class);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        Optional<LaneId> id = greeting.lane().flatMap(Routes::lane);
        if (id.isEmpty() || greeting.key().isEmpty()) {
            return Optional.empty();
        }
        byte[] hash = LaneOpening.hash(greeting.key().get());
        return parts.database().read(tx -> {
            Optional<Lane> lane = LaneStore.byKey(tx, id.get(), hash);
            return lane.isEmpty()
                    ? Optional.empty()
                    : EventStore.find(tx, lane.get().event()).map(event -> new Known(lane.get(), event));
        });
    }

    /// The newest page of a lane has it; an older one is told.
    private void take(LaneConnection connection, Known known) {
        Lane lane = known.lane();
        taking.lock();
        try {
            if (closed) {
                return;
            }
            LaneSetup setup = parts.setups().of(lane);
            if (setup.camera().isPresent()) {
                connection.close(SCREEN_ONLY);
                return;
            }
            connection.isOf(lane);
            LaneConnection older = lanes.put(lane.id(), connection);
            if (older != null) {
                older.close(REPLACED);
            }
            connection.isSetUpAs(setup);
            connection.send(new LaneConnection.Message.Ready(known.event(), lane));
            orders.handOut();
            parts.lanes().start(lane, connection.frames(), parts.gates().apply(lane), connection::hear);
            LOG.info("event=lane-connected lane={}", lane.id());
        } finally {
            taking.unlock();
        }
    }

    private void release(LaneConnection connection, LaneId lane) {
        taking.lock();
        try {
            if (lanes.remove(lane, connection)) {
                parts.lanes().stop(lane);
                LOG.info("event=lane-disconnected lane={}", lane);
            }
        } finally {
            taking.unlock();
        }
    }

    /// Ends a connection that does not say who it is or whose lane was revoked or changed, and keeps the others
    /// alive.
    private void watch(LaneConnection connection) {
        try {
            Thread.sleep(GREETING_WITHIN);
            if (connection.lane().isEmpty()) {
                connection.close(UNKNOWN_KEY);
            }
            while (connection.isOpen()) {
                Optional<CloseStatus> end = connection.lane().flatMap(lane -> end(lane, connection.setup()));
                end.ifPresentOrElse(connection::close, () -> connection.send(new LaneConnection.Message.Word("alive")));
                Thread.sleep(SIGN_OF_LIFE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Why the page of this lane must go: the lane was revoked, or is not what it was when the page connected.
    private Optional<CloseStatus> end(Lane lane, Optional<LaneSetup> setup) {
        try {
            Optional<Lane> now = parts.database()
                    .read(tx -> LaneStore.find(tx, lane.id()))
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .map(LaneStore.Listed::lane);
            if (now.isEmpty()) {
                return Optional.of(UNKNOWN_KEY);
            }
            boolean same = now.get().equals(lane)
                    && (setup.isEmpty() || setup.get().equals(parts.setups().of(lane)));
            return same ? Optional.empty() : Optional.of(CHANGED);
        } catch (DatabaseUnreachable e) {
            return Optional.empty();
        }
    }
}

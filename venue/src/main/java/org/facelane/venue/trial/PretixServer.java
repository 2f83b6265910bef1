package org.facelane.venue.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A pretix server as its documentation describes it, for contract tests and evenings of faults: devices, one list,
/// redeem, annul, refused scans and the record of what happened; over real HTTP. Where the real server is known to
/// answer otherwise than the document shows (400 for what a known ticket is refused for, where the document shows 200)
/// it answers as the real one, unless told otherwise. It loses requests and answers when it is told to.
public final class PretixServer implements AutoCloseable {
    public static final String ORGANIZER = "stadium";
    public static final String EVENT = "final";
    public static final long LIST = 7;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANNUL_WITHIN = Duration.ofMinutes(15);

    /// What goes wrong with one request.
    public enum Fault {
        NONE,
        /// The connection ends before anything is done.
        LOST,
        /// It is done, and the answer is lost.
        ANSWER_LOST,
        /// Too many requests.
        THROTTLED,
        /// Something breaks before anything is done.
        BROKEN
    }

    /// One scan that was successful once.
    public record Checkin(
            long id,
            Position position,
            String type,
            Optional<String> nonce,
            long device,
            Instant datetime,
            Instant created,
            boolean forced) {}

    /// A ticket.
    ///
    /// @param reason why it is not let in; empty if nothing speaks against it
    /// @param isMarked whether it asks for attention
    /// @param text of its product; empty: none
    public record Position(long id, String secret, String reason, boolean isMarked, String text) {}

    /// One request as it came, and what was answered; the answer is empty where it was lost.
    public record Exchange(String call, String sent, int status, String answered) {}

    record Answer(int status, Object body, Map<String, String> headers) {
        Answer(int status, Object body) {
            this(status, body, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final InstantSource clock;
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final CheckinsThere checkins = new CheckinsThere();
    private final DevicesThere devices = new DevicesThere();
    private final List<JsonNode> redeemed = new ArrayList<>();
    private final List<JsonNode> failed = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private Supplier<Fault> faults = () -> Fault.NONE;
    private boolean asDocumented;
    private boolean includesPending;
    private boolean isForbidden;
    private int pageSize = 50;
    private String status = "";
    private Duration delay = Duration.ZERO;
    private long numbers = 100;

    public PretixServer(InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized String newDevice() {
        return devices.invite("init-" + ++numbers);
    }

    public synchronized Position ticket(String secret, String reason) {
        return ticket(secret, reason, false, "");
    }

    public synchronized Position ticket(String secret, String reason, boolean isMarked, String text) {
        Position position = new Position(++numbers, secret, reason, isMarked, text);
        positions.put(secret, position);
        return position;
    }

    /// Whether its list lets in orders that are not paid yet, if somebody says so.
    public synchronized void includesPending(boolean next) {
        includesPending = next;
    }

    /// Somebody scans a ticket at an ordinary door.
    public synchronized boolean scan(String secret, String type) {
        return redeem(JSON.valueToTree(Map.of("secret", secret, "type", type, "lists", List.of(LIST))), 1)
                        .status()
                == 201;
    }

    public synchronized void faults(Supplier<Fault> next) {
        faults = next;
    }

    /// Whether it answers 200 where the document shows it.
    public synchronized void asDocumented(boolean next) {
        asDocumented = next;
    }

    /// Answers every scan with this status.
    public synchronized void always(String next) {
        status = next;
    }

    public synchronized void delay(Duration next) {
        delay = next;
    }

    public synchronized void revokeDevices() {
        devices.revokeAll();
    }

    /// Whether the devices' security profile lacks what is asked.
    public synchronized void forbid(boolean next) {
        isForbidden = next;
    }

    public synchronized void pageSize(int next) {
        pageSize = next;
    }

    /// Somebody revokes one device there.
    public synchronized void revoke(long device) {
        devices.revoke(device);
    }

    /// What the devices are that were not revoked.
    public synchronized List<DevicesThere.Device> devices() {
        return devices.all();
    }

    public synchronized List<JsonNode> redeemed() {
        return List.copyOf(redeemed);
    }

    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /// How many refusals it was told of.
    public synchronized int failures() {
        return failed.size();
    }

    public synchronized List<JsonNode> failed() {
        return List.copyOf(failed);
    }

    public synchronized List<Checkin> checkins(String secret) {
        return checkins.of(secret);
    }

    /// An ordinary door takes its last entry of this ticket back: nobody went through its turnstile.
    public synchronized void takeBack(String secret) {
        checkins.of(secret).reversed().stream()
                .filter(checkin -> checkin.device() == 1 && checkin.type().equals("entry"))
                .findFirst()
                .ifPresent(checkins::annul);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault;
        Duration wait;
        synchronized (this) {
            fault = faults.get();
            wait = delay;
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Answer answer = switch (fault) {
            case LOST -> new Answer(0, "");
            case THROTTLED -> new Answer(429, Map.of(), Map.of("Retry-After", "7"));
            case BROKEN -> new Answer(500, Map.of());
            case ANSWER_LOST -> {
                answer(exchange, body);
                yield new Answer(0, "");
            }
            case NONE -> answer(exchange, body);
        };
        byte[] json = JSON.writeValueAsString(answer.body()).getBytes(UTF_8);
        synchronized (this) {
            exchanges.add(new Exchange(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    new String(body, UTF_8),
                    answer.status(),
                    answer.status() > 0 ? answer.headers() + " " + new String(json, UTF_8) : ""));
        }
        if (answer.status() > 0) {
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), json.length);
            exchange.getResponseBody().write(json);
        }
        exchange.close();
    }

    private synchronized Answer answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
        JsonNode json = body.length == 0 ? JSON.missingNode() : JSON.readTree(new String(body, UTF_8));
        if (path.equals("device/initialize")) {
            return devices.initialise(json, ++numbers);
        }
        String authorisation = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Optional<DevicesThere.Device> known = devices.by(authorisation.replaceFirst("^Device ", ""));
        if (known.isEmpty()) {
            return new Answer(401, Map.of("detail", "Device has not been found."));
        }
        if (path.startsWith("device/")) {
            return devices.about(known.get(), path.substring("device/".length()), json, ++numbers);
        }
        if (!path.startsWith("organizers/" + ORGANIZER + "/")) {
            return new Answer(403, Map.of("detail", "You do not have permission to perform this action."));
        }
        long device = known.get().number();
        if (isForbidden) {
            return new Answer(403, Map.of("detail", "You do not have permission to perform this action."));
        }
        String call = path.substring(("organizers/" + ORGANIZER + "/").length());
        if (call.equals("checkinrpc/redeem/")) {
            redeemed.add(json);
            return redeem(json, device);
        }
        if (call.equals("checkinrpc/annul/")) {
            return annul(json, device);
        }
        String event = "events/" + EVENT + "/";
        if (call.equals(event + "checkinlists/" + LIST + "/failed_checkins/")) {
            fail(json);
            return new Answer(201, Map.of());
        }
        if (call.equals(event + "checkinlists/")) {
            Map<String, Object> list = Map.of("id", LIST, "name", "All doors", "position_count", positions.size());
            Map<String, Object> backstage = Map.of("id", LIST + 1, "name", "Backstage", "position_count", 0);
            return new Answer(200, Map.of("count", 2, "results", List.of(list, backstage)));
        }
        if (call.startsWith(event + "checkinlists/" + LIST + "/positions/")) {
            long id = Long.parseLong(call.replaceAll(".*/positions/", "").replace("/", ""));
            return positions.values().stream()
                    .filter(position -> position.id() == id)
                    .findFirst()
                    .map(position -> new Answer(200, Map.of("id", position.id(), "secret", position.secret())))
                    .orElse(new Answer(404, Map.of("detail", "Not found.")));
        }
        if (call.equals(event + "checkins/")) {
            return new Answer(200, checkins.history(url(), exchange.getRequestURI(), pageSize));
        }
        return new Answer(404, Map.of("detail", "Not found."));
    }

    private Answer redeem(JsonNode json, long device) {
        Position position = positions.get(json.path("secret").asString(""));
        boolean exit = json.path("type").asString("entry").equals("exit");
        boolean force = json.path("force").asBoolean(false);
        if (position == null) {
            return new Answer(404, Map.of("detail", "Not found.", "status", "error", "reason", "invalid"));
        }
        if (!status.isEmpty()) {
            return new Answer(400, about(position, Map.of("status", status, "questions", List.of())));
        }
        boolean isFinal =
                position.reason().equals("canceled") || position.reason().equals("product");
        if (!position.reason().isEmpty() && (!force || isFinal)) {
            return refused(position, position.reason());
        }
        if (json.path("questions_supported").asBoolean(true) && device > 1) {
            return new Answer(400, about(position, Map.of("status", "incomplete", "questions", List.of())));
        }
        Optional<String> nonce = Optional.of(json.path("nonce").asString("")).filter(text -> !text.isEmpty());
        boolean known = nonce.isPresent() && checkins.by(device, nonce.get()).isPresent();
        List<Checkin> before = checkins.of(position.secret());
        boolean inside = !before.isEmpty() && before.getLast().type().equals("entry");
        if (!known && inside && !exit && !force) {
            return refused(position, "already_redeemed");
        }
        if (!known) {
            Instant now = clock.instant();
            Instant at = Optional.of(json.path("datetime").asString(""))
                    .filter(text -> !text.isEmpty())
                    .map(text -> OffsetDateTime.parse(text).toInstant())
                    .orElse(now);
            checkins.add(new Checkin(
                    ++numbers, position, exit ? "exit" : "entry", nonce, device, at, now, force && inside && !exit));
        }
        return new Answer(201, about(position, Map.of("status", "ok")));
    }

    /// What comes again by the same nonce is on record already.
    private void fail(JsonNode json) {
        String nonce = json.path("nonce").asString("");
        boolean isKnown = !nonce.isEmpty()
                && failed.stream()
                        .anyMatch(before -> before.path("nonce").asString("").equals(nonce)
                                && before.path("raw_barcode").equals(json.path("raw_barcode")));
        if (!isKnown) {
            failed.add(json);
        }
    }

    private Answer refused(Position position, String reason) {
        Map<String, Object> why = new LinkedHashMap<>(Map.of("status", "error", "reason", reason));
        why.put("reason_explanation", reason.equals("rules") ? "Only allowed after 18:00" : null);
        return new Answer(asDocumented ? 200 : 400, about(position, why));
    }

    /// What stands in every answer about a known ticket.
    private Map<String, Object> about(Position position, Map<String, Object> said) {
        Map<String, Object> about = new LinkedHashMap<>(said);
        String order = position.reason().equals("unpaid") ? "n" : "p";
        about.put("position", Map.of("id", position.id(), "order__status", order, "attendee_name", "Peter"));
        about.put("require_attention", position.isMarked());
        about.put("checkin_texts", position.text().isEmpty() ? List.of() : List.of(position.text()));
        about.put("list", Map.of("id", LIST, "include_pending", includesPending));
        return about;
    }

    private Answer annul(JsonNode json, long device) {
        String nonce = json.path("nonce").asString("");
        Optional<Checkin> found = checkins.by(device, nonce);
        if (found.isEmpty()) {
            return new Answer(404, Map.of("detail", "No check-in found based on nonce"));
        }
        Instant at = OffsetDateTime.parse(json.path("datetime").asString("")).toInstant();
        if (!checkins.isSuccessful(found.get())
                || Duration.between(found.get().datetime(), at).compareTo(ANNUL_WITHIN) > 0) {
            return new Answer(400, Map.of("detail", "Annulment is not allowed"));
        }
        checkins.annul(found.get());
        return new Answer(200, Map.of("status", "ok"));
    }
}

package org.facelane.venue.redeem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// As much of alf.io as a door sees, over real HTTP: who is checked in, and that an answer may be lost.
final class AlfioServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, String> tickets = new HashMap<>();
    private Fault fault = Fault.NONE;

    /// What goes wrong with every request.
    enum Fault {
        NONE,
        /// It is not done.
        LOST,
        /// It is done, and nobody hears of it.
        ANSWER_LOST
    }

    AlfioServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/admin/api/check-in/event/gala/ticket/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// @param code as printed, `identifier/secret`
    /// @param status as alf.io names it
    synchronized void ticket(String code, String status) {
        tickets.put(code, status);
    }

    synchronized String status(String code) {
        return tickets.getOrDefault(code, "");
    }

    synchronized void fault(Fault next) {
        fault = next;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (fault != Fault.LOST) {
            byte[] json = JSON.writeValueAsString(answer(exchange, sent)).getBytes(UTF_8);
            if (fault == Fault.NONE) {
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        }
        exchange.close();
    }

    private Object answer(HttpExchange exchange, String sent) {
        List<String> path = List.of(exchange.getRequestURI()
                .getPath()
                .replaceFirst("^.*/ticket/", "")
                .split("/"));
        String code = tickets.keySet().stream()
                .filter(each -> each.startsWith(path.getFirst() + "/"))
                .findFirst()
                .orElse("");
        return switch (path.size() > 1 ? path.get(1) : "") {
            case "manual-check-in" -> tickets.replace(code, "CHECKED_IN") != null;
            case "revert-check-in" -> tickets.replace(code, "CHECKED_IN", "ACQUIRED");
            default ->
                Map.of(
                        "result",
                        Map.of(
                                "status",
                                scan(code, JSON.readTree(sent).path("code").asString(""))));
        };
    }

    private String scan(String code, String secret) {
        if (code.isEmpty()) {
            return "TICKET_NOT_FOUND";
        }
        if (!code.endsWith("/" + secret)) {
            return "INVALID_TICKET_CODE";
        }
        return switch (status(code)) {
            case "ACQUIRED" -> {
                tickets.put(code, "CHECKED_IN");
                yield "SUCCESS";
            }
            case "CHECKED_IN" -> "ALREADY_CHECK_IN";
            case "TO_BE_PAID" -> "MUST_PAY";
            case String _ -> "INVALID_TICKET_STATE";
        };
    }
}

package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.TicketId;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Opened;
import org.facelane.venue.gate.GateOutcome.Reason;
import org.facelane.venue.testing.HalfAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpGateTest {
    private static final Admission ADMISSION = new Admission(
            AdmissionId.random(),
            TicketId.random(),
            Optional.of(LaneId.random()),
            Instant.parse("2026-11-22T18:00:00Z"));

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void opens_answer2xx() {
        answer(204);
        assertThat(gate(Duration.ofSeconds(5)).open(ADMISSION)).isEqualTo(new Opened());
        assertThat(commands).containsExactly("POST " + ADMISSION.id());
    }

    @Test
    void letsEverybodyPass_byAPut_whichAGateThatKnowsThePostOnlyRefuses() {
        List<String> words = new CopyOnWriteArrayList<>();
        server.createContext("/open", exchange -> {
            words.add(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            reply(exchange, words.size() < 3 ? 204 : 405);
        });
        HttpGate gate = gate(Duration.ofSeconds(5));
        assertThat(gate.letAllPass(true)).isEqualTo(new Opened());
        assertThat(gate.letAllPass(false)).isEqualTo(new Opened());
        assertThat(gate.letAllPass(true)).isNotEqualTo(new Opened());
        assertThat(words).containsExactly("PUT free", "PUT guarded", "PUT free");
    }

    @Test
    void sendsNothingButTheAdmissionId() {
        List<Integer> bodies = new CopyOnWriteArrayList<>();
        server.createContext("/open", exchange -> {
            bodies.add(exchange.getRequestBody().readAllBytes().length);
            reply(exchange, 200);
        });
        gate(Duration.ofSeconds(5)).open(ADMISSION);
        assertThat(bodies).containsExactly(0);
    }

    @Test
    void doesNotOpen_answerOtherThan2xx() {
        answer(503);
        assertRefused(gate(Duration.ofSeconds(5)).open(ADMISSION), Reason.REFUSED, "answered 503");
        assertThat(commands).hasSize(1);
    }

    @Test
    void doesNotFollowRedirects() {
        server.createContext("/open", exchange -> {
            commands.add(exchange.getRequestMethod());
            exchange.getResponseHeaders().set("Location", "/open");
            reply(exchange, 307);
        });
        assertRefused(gate(Duration.ofSeconds(5)).open(ADMISSION), Reason.REFUSED, "answered 307");
        assertThat(commands).hasSize(1);
    }

    @Test
    void doesNotOpen_nobodyListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        HttpGate gate = new HttpGate(client, URI.create("http://127.0.0.1:" + port + "/open"), Duration.ofSeconds(5));
        assertRefused(gate.open(ADMISSION), Reason.UNREACHABLE, "could not be reached");
    }

    @Test
    void isNotAskedTwice_answerTooLate() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        server.createContext("/open", exchange -> {
            commands.add(exchange.getRequestMethod());
            await(done);
            reply(exchange, 200);
        });
        // Long enough that the command arrives, on a slow machine too.
        assertRefused(gate(Duration.ofSeconds(2)).open(ADMISSION), Reason.NO_ANSWER, "did not answer");
        done.countDown();
        assertThat(commands).hasSize(1);
    }

    @Test
    void isNotAskedTwice_connectionBrokenOff() throws Exception {
        Thread breaker;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            breaker = Thread.ofVirtual().start(() -> breakOff(listener));
            HttpGate gate = new HttpGate(
                    client, URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/open"), Duration.ofSeconds(5));
            assertRefused(gate.open(ADMISSION), Reason.NO_ANSWER, "did not answer");
        }
        breaker.join();
        assertThat(commands).hasSize(1);
    }

    @Test
    void isNotWaitedForLonger_theAnswerStopsAfterItsHead() throws Exception {
        try (HalfAnswer there = new HalfAnswer("200 OK")) {
            HttpGate gate = new HttpGate(client, there.address("/open"), Duration.ofSeconds(2));
            assertRefused(gate.open(ADMISSION), Reason.NO_ANSWER, "did not answer");
            assertRefused(gate.letAllPass(true), Reason.NO_ANSWER, "did not answer");
            assertThat(there.nextCall()).contains("POST /open HTTP/1.1");
            assertThat(there.nextCall()).contains("PUT /open HTTP/1.1");
            assertThat(there.isCalledAgain()).isFalse();
        }
    }

    @Test
    void refusesWhatIsNoGate() {
        assertThatThrownBy(() -> new HttpGate(client, URI.create("file:///etc/passwd"), Duration.ofSeconds(1)))
                .hasMessageContaining("http://");
        assertThatThrownBy(() -> new HttpGate(client, URI.create("http://localhost/"), Duration.ZERO))
                .hasMessageContaining("above 0");
    }

    private void breakOff(ServerSocket listener) {
        while (true) {
            try (Socket socket = listener.accept()) {
                if (socket.getInputStream().read(new byte[4096]) > 0) {
                    commands.add("connection");
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(int status) {
        server.createContext("/open", exchange -> {
            commands.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            reply(exchange, status);
        });
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpGate gate(Duration timeout) {
        return new HttpGate(
                client, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/open"), timeout);
    }

    private static void assertRefused(GateOutcome outcome, Reason reason, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(NotOpened.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.detail())
                    .contains(detail)
                    .doesNotContain(ADMISSION.ticket().toString());
        });
    }
}

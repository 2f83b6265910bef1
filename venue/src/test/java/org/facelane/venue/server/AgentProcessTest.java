package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.MjpegServer;
import org.facelane.venue.trial.Program;
import org.facelane.venue.trial.Visitor.Answer;
import org.facelane.venue.trial.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `facelane lane` as a process of its own, killed without a warning while guests pass: nothing lost, nothing doubled.
class AgentProcessTest {
    private static final Path PEOPLE = Path.of("../samples/people");
    private static final long SEED = 20261122;

    @TempDir
    private Path folder;

    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private volatile byte[] seen = Pictures.empty();
    private TestServer server;
    private Wire cable;
    private MjpegServer camera;
    private HttpServer gate;
    private String event;
    private String lane;
    private @Nullable Program agent;
    private int forgottenCount;

    @BeforeEach
    void prepare() throws IOException {
        server = new TestServer(
                folder.resolve("server"),
                Map.of("guest-requests-max", "1000", "enrol-by-file", "true", "agent-age-max", "1h"));
        cable = new Wire(server.server().port());
        camera = new MjpegServer(out -> {
            MjpegServer.head(out);
            while (true) {
                MjpegServer.part(out, seen);
                Thread.sleep(100);
            }
        });
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.createContext("/", exchange -> {
            opened.add(requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gate.start();
        event = server.event();
        String address = "http://127.0.0.1:" + gate.getAddress().getPort() + "/open";
        lane = server.organiser()
                .post("/api/events/" + event + "/lanes", Map.of("name", "North", "gateUrl", address))
                .text("id");
        // Where the camera is, the agent hears from the server; what stands on its command line shows nobody.
        server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/setup", Map.of("camera", camera.url()));
    }

    @AfterEach
    void end() throws Exception {
        if (agent != null) {
            agent.close();
        }
        cable.close();
        camera.close();
        gate.stop(0);
        server.close();
    }

    @Test
    void losesNothing_andDoublesNothing_killedWhileGuestsPass() throws Exception {
        for (int person = 1; person <= 4; person++) {
            enrol("K-" + person, "0" + person);
        }
        start("--server=http://localhost:" + cable.port(), "--join=" + code());
        recognises();
        see("01");
        eventually("the first is in", () -> hasPassed("K-1"));
        leave();

        // Somewhere between the first picture of the second guest and some time after the gate.
        see("02");
        long wait = random.nextLong(1_500);
        System.out.println("killed " + wait + " ms after the second guest came, seed " + SEED);
        Thread.sleep(wait);
        kill();
        start();
        recognises();
        eventually("the second is in, or a steward knows", () -> hasPassed("K-2") || isReferred("K-2"));
        leave();

        // Without the network, and killed before anything could be told.
        int before = opened.size();
        cable.cut();
        see("03");
        eventually("the third is in", () -> opened.size() == before + 1);
        eventually("and welcome", () -> hasSaid("WELCOME"));
        kill();
        assertThat(isIn("K-3")).as("the server cannot know").isFalse();
        seen = Pictures.empty();
        cable.mend();
        start();
        recognises();
        eventually("what the third did is told", () -> hasPassed("K-3"));
        see("04");
        eventually("the fourth is in", () -> hasPassed("K-4"));

        assertThat(opened)
                .as("no gate was commanded twice for an admission, seed " + SEED)
                .doesNotHaveDuplicates();
        assertThat(count("admission a")).isEqualTo(4);
        assertThat(count("admission_conflict a")).isZero();
    }

    private void start(String... more) throws IOException {
        forget();
        List<String> arguments = new ArrayList<>(List.of(
                "lane",
                "--data=" + folder.resolve("agent"),
                "--models=" + TestServer.MODELS.toAbsolutePath(),
                "--camera=" + Files.createDirectories(folder.resolve("nobody")),
                "--screen-port=0",
                "--interval=200ms"));
        arguments.addAll(List.of(more));
        agent = Program.facelane(Path.of("..").toAbsolutePath().normalize(), log(), arguments);
    }

    /// No word, no hook, no last line: SIGKILL.
    private void kill() {
        requireNonNull(agent, "agent is null").kill();
    }

    private Path log() {
        return folder.resolve("agent.log");
    }

    /// What it says from now on counts.
    private void forget() throws IOException {
        forgottenCount = Files.exists(log()) ? Files.readAllLines(log()).size() : 0;
    }

    private boolean hasSaid(String... screens) {
        try {
            return Files.readAllLines(log()).stream()
                    .skip(forgottenCount)
                    .anyMatch(line -> List.of(screens).stream().anyMatch(line::startsWith));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recognises() {
        EventId id = new EventId(UUID.fromString(event));
        eventually(
                "it recognises",
                () -> hasSaid("IDLE", "LOOK")
                        && server.server().parts().agents().watch().states(id).stream()
                                .anyMatch(state -> state.activity() == Activity.RECOGNISING));
    }

    private void see(String person) throws IOException {
        forget();
        seen = Files.readAllBytes(PEOPLE.resolve(person + "/arrive.jpg"));
    }

    private void leave() throws IOException {
        forget();
        seen = Pictures.empty();
        eventually("nobody is there", () -> hasSaid("IDLE"));
    }

    private boolean isIn(String code) {
        return count("admission a join ticket t on t.id = a.ticket_id and t.code = '" + code + "'") == 1;
    }

    private boolean hasPassed(String code) {
        return count("admission a join ticket t on t.id = a.ticket_id and a.gate_opened_at is not null and t.code = '"
                        + code + "'")
                == 1;
    }

    private boolean isReferred(String code) {
        return count("referral a join ticket t on t.id = a.ticket_id and t.code = '" + code + "'") > 0;
    }

    /// @param rows what of the event, named `a`
    private long count(String rows) {
        return server.database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select count(*) from " + rows + " where a.event_id = '" + event + "'::uuid",
                        row -> row.getLong(1)))
                .orElseThrow();
    }

    private String code() {
        Answer invited = server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/agent");
        assertThat(invited.status()).as(invited.body()).isEqualTo(201);
        return invited.text("code");
    }

    private void enrol(String code, String person) throws IOException {
        server.tickets(event, code);
        byte[] picture = Files.readAllBytes(PEOPLE.resolve(person + "/enrol.jpg"));
        Answer enrolled =
                server.anybody().post(server.link(event, code) + "?consent=1&language=en", picture, "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
    }
}

package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.MjpegServer;
import org.facelane.venue.trial.Program;
import org.facelane.venue.trial.Visitor.Answer;
import org.facelane.venue.trial.Wire;
import org.jspecify.annotations.Nullable;

/// `facelane lane` as a process of its own, for the lane of a new event, with a network camera, a gate behind HTTP and
/// a cable to the server that can be cut.
final class AgentProcess implements AutoCloseable {
    private static final Path PEOPLE = Path.of("../samples/people");

    /// Pictures of an empty lane, a second's worth, after which whoever was there has left.
    private static final int EMPTY_PICTURE_COUNT = 10;

    /// What the program says when the lane's screen changes; other lines are the log's.
    private static final Pattern SCREEN = Pattern.compile("[A-Z_]+  .*");

    private final TestServer server;
    private final Path folder;
    private final Wire cable;
    private final MjpegServer camera;
    private final HttpServer gate;
    private final String event;
    private final String lane;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger sentCount = new AtomicInteger();
    private volatile byte[] seen = Pictures.empty();
    private @Nullable Program program;
    private int forgottenCount;

    /// @param folder for what it keeps and says
    /// @param mode the event's
    AgentProcess(TestServer server, Path folder, String mode) throws IOException {
        this.server = server;
        this.folder = folder;
        cable = new Wire(server.server().port());
        camera = new MjpegServer(out -> {
            MjpegServer.head(out);
            while (true) {
                MjpegServer.part(out, seen);
                sentCount.incrementAndGet();
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
        event = server.event(mode);
        String address = "http://127.0.0.1:" + gate.getAddress().getPort() + "/open";
        lane = server.organiser()
                .post("/api/events/" + event + "/lanes", Map.of("name", "North", "gateUrl", address))
                .text("id");
        // Where the camera is, the agent hears from the server; what stands on its command line shows nobody.
        server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/setup", Map.of("camera", camera.url()));
        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        Files.write(nobody.resolve("1.jpg"), Pictures.empty());
    }

    @Override
    public void close() throws IOException {
        if (program != null) {
            program.close();
        }
        cable.close();
        camera.close();
        gate.stop(0);
    }

    Wire cable() {
        return cable;
    }

    /// For which admissions the gate was commanded, in order.
    List<String> opened() {
        return opened;
    }

    /// @return the text of the guest's pass; empty where there is none
    String enrol(String code, String person) throws IOException {
        server.tickets(event, code);
        byte[] picture = Files.readAllBytes(PEOPLE.resolve(person + "/enrol.jpg"));
        Answer enrolled =
                server.anybody().post(server.link(event, code) + "?consent=1&language=en", picture, "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
        return enrolled.json().path("pass").path("text").asString("");
    }

    /// Tickets of people who do not enrol.
    void sells(String... codes) {
        server.tickets(event, codes);
    }

    /// What makes it the lane's agent.
    List<String> joining() {
        Answer invited = server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/agent");
        assertThat(invited.status()).as(invited.body()).isEqualTo(201);
        return List.of("--server=http://localhost:" + cable.port(), "--join=" + invited.text("code"));
    }

    /// @param more what stands on its command line besides
    void start(List<String> more) throws IOException {
        forget();
        List<String> arguments = new ArrayList<>(List.of(
                "lane",
                "--data=" + folder.resolve("agent"),
                "--models=" + TestServer.MODELS.toAbsolutePath(),
                "--camera=" + folder.resolve("nobody"),
                "--screen-port=0",
                "--interval=200ms"));
        arguments.addAll(more);
        program = Program.facelane(Path.of("..").toAbsolutePath().normalize(), log(), arguments);
    }

    /// No word, no hook, no last line: SIGKILL.
    void kill() {
        requireNonNull(program, "program is null").kill();
    }

    void recognises() {
        EventId id = new EventId(UUID.fromString(event));
        eventually(
                "it recognises",
                () -> hasSaid("IDLE", "LOOK", "SHOW_PASS")
                        && server.server().parts().agents().watch().states(id).stream()
                                .anyMatch(state -> state.activity() == Activity.RECOGNISING));
    }

    void see(String person) throws IOException {
        see(Files.readAllBytes(PEOPLE.resolve(person + "/arrive.jpg")));
    }

    void see(byte[] picture) {
        forget();
        seen = picture;
    }

    void leave() throws IOException {
        see(Pictures.empty());
        int before = sentCount.get();
        eventually(
                "nobody is there",
                () -> sentCount.get() >= before + EMPTY_PICTURE_COUNT
                        && List.of("IDLE", "SHOW_PASS").contains(screen()));
    }

    /// What the screen shows now.
    private String screen() {
        return said().stream()
                .filter(line -> SCREEN.matcher(line).matches())
                .reduce("", (_, line) -> line)
                .split(" ", 2)[0];
    }

    /// Since it started, or saw somebody else.
    boolean hasSaid(String... screens) {
        return said().stream()
                .skip(forgottenCount)
                .anyMatch(line -> List.of(screens).stream().anyMatch(line::startsWith));
    }

    boolean isIn(String code) {
        return count("admission a join ticket t on t.id = a.ticket_id and t.code = '" + code + "'") == 1;
    }

    boolean hasPassed(String code) {
        return count("admission a join ticket t on t.id = a.ticket_id and a.gate_opened_at is not null and t.code = '"
                        + code + "'")
                == 1;
    }

    boolean isReferred(String code) {
        return count("referral a join ticket t on t.id = a.ticket_id and t.code = '" + code + "'") > 0;
    }

    /// @param rows what of the event, named `a`
    long count(String rows) {
        return server.database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select count(*) from " + rows + " where a.event_id = '" + event + "'::uuid",
                        row -> row.getLong(1)))
                .orElseThrow();
    }

    private Path log() {
        return folder.resolve("agent.log");
    }

    private List<String> said() {
        try {
            // It is being written: its last line may end amid a letter.
            return Files.exists(log())
                    ? new String(Files.readAllBytes(log()), UTF_8).lines().toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it says from now on counts.
    private void forget() {
        forgottenCount = said().size();
    }
}

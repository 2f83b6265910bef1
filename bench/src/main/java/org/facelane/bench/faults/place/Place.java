package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.facelane.venue.Mode;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.trial.Mosquitto;
import org.facelane.venue.trial.Office;
import org.facelane.venue.trial.Program;
import org.facelane.venue.trial.SamplePeople;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Waiting;
import org.facelane.venue.trial.Wire;

/// A venue on this machine, each part a process of its own or behind a wire: database, broker, server, lanes with their
/// cameras, screens and gates, one of them with an agent.
public final class Place implements AutoCloseable {
    /// Of whoever is at home or in the office, with the server.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path root;
    private final Path data;
    private final Plan plan;
    private final SamplePeople people;
    private final Optional<PretixThere> pretix;
    private final Optional<GateSensor> northSensor;
    private final KillableDatabase database;
    private final Mosquitto broker;
    private final Gates gates;
    private final Wire toHttpGate;
    private final Wire toBroker;
    private final int serverPort = Waiting.freePort();
    private final Wire fromAgent = new Wire(serverPort);
    private final Wire fromTablets = new Wire(serverPort);
    private final Program server;
    private final String password;
    private final Office office;
    private final String event;
    private final List<Spot> spots = new ArrayList<>();
    private final AgentSpot agent;

    /// What kind of evening it is.
    ///
    /// @param mode where guests' templates are
    /// @param cameraAbove whether there is a fourth lane, whose camera the server opens
    /// @param isSoldByPretix whether pretix sells the tickets, and each lane is a device there
    public record Plan(Mode mode, boolean cameraAbove, boolean isSoldByPretix) {
        public Plan {
            requireNonNull(mode, "mode is null");
        }
    }

    /// @param root the project, for its models and sample people
    /// @param data an empty folder
    /// @param programs where PostgreSQL is unpacked to, or lies from the last time
    public Place(Path root, Path data, Path programs, Plan plan) {
        this.root = root;
        this.data = data;
        this.plan = requireNonNull(plan, "plan is null");
        people = SamplePeople.of(root);
        pretix = plan.isSoldByPretix() ? Optional.of(new PretixThere()) : Optional.empty();
        database = new KillableDatabase(data.resolve("database"), programs);
        broker = broker(data);
        gates = new Gates(broker.port());
        Waiting.until("the gate hears its broker", gates::isConnected);
        toHttpGate = new Wire(gates.httpPort());
        toBroker = new Wire(broker.port());
        server = Program.facelane(root, data.resolve("server.log"), serverArguments());
        Visitor organiser = new Visitor("http://localhost:" + serverPort, PATIENCE);
        office = new Office(organiser);
        awaitServer();
        password = organiser.becomesOrganiser(organiserLink());
        event = office.event("Evening of faults", plan.mode().name(), Instant.now());
        pretix.ifPresent(there -> office.pretix(event, there.connection()));
        Map<String, String> north = lane("North", httpGate("north"));
        northSensor = pretix.map(_ -> sensor(id(north)));
        spots.add(tablet(north));
        spots.add(tablet(lane("South", "mqtt://127.0.0.1:" + toBroker.port() + "/" + Gates.TOPIC)));
        agent = agent();
        spots.add(agent);
        if (plan.cameraAbove()) {
            spots.add(watched());
        }
    }

    /// Of the north lane's gate, where pretix sells the tickets: what nobody passed is taken back there.
    public Optional<GateSensor> sensor(int lane) {
        return lane == 0 ? northSensor : Optional.empty();
    }

    /// North and south are tablets, south behind the broker; east has an agent, west a camera above it.
    public List<String> laneNames() {
        return List.of("North", "South", "East", "West").subList(0, spots.size());
    }

    public Spot spot(int lane) {
        return spots.get(lane);
    }

    public Office office() {
        return office;
    }

    /// Empty where the event's tickets are our own.
    public Optional<PretixThere> pretix() {
        return pretix;
    }

    public Gates gates() {
        return gates;
    }

    /// How the books are read, past every fault but one: a database that was killed comes back at another port.
    public DatabaseAddress books() {
        return database.direct();
    }

    /// Where the guest with that ticket enrols and withdraws. The ticket is made if there is none; the server may
    /// be away meanwhile.
    public String link(String ticket) {
        pretix.ifPresent(there -> there.sell(ticket));
        List<String> found = new ArrayList<>();
        Waiting.until("a link for " + ticket, () -> {
            asked(ticket).ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    /// A steward lets a ticket in at the desk.
    public Visitor.Answer admitByHand(String ticket) {
        return office.admit(event, ticket, "shows the ticket");
    }

    public SamplePeople people() {
        return people;
    }

    /// Who holds a ticket; people come again on others.
    public String person(String ticket) {
        List<String> names = people.names();
        return names.get(Integer.parseInt(ticket.substring(ticket.indexOf('-') + 1)) % names.size());
    }

    /// Whether guests hold a pass up, without which nobody looks at them.
    public boolean hasPasses() {
        return plan.mode() != Mode.HANDS_FREE;
    }

    /// The model pack that every lane uses.
    public Path models() {
        return root.resolve("models/default");
    }

    public void strike(Fault fault) {
        switch (fault) {
            case SERVER -> server.kill();
            case DATABASE -> database.kill();
            case AGENT -> agent.kill();
            case CAMERA -> spots.forEach(Spot::breakDown);
            case BROKER -> broker.kill();
            case NETWORK_TO_AGENT -> fromAgent.cut();
            case NETWORK_TO_TABLETS -> fromTablets.cut();
            case NETWORK_TO_DATABASE -> database.wire().cut();
            case NETWORK_TO_GATE -> {
                toHttpGate.cut();
                toBroker.cut();
            }
            case PRETIX_DOWN, PRETIX_SLOW, PRETIX_ANSWERS_LOST, PRETIX_THROTTLES ->
                pretix.orElseThrow().strike(fault);
        }
    }

    public void mend(Fault fault) {
        switch (fault) {
            case SERVER -> {
                server.startAgain();
                awaitServer();
            }
            case DATABASE -> database.startAgain();
            case AGENT -> agent.startAgain();
            case CAMERA -> spots.forEach(Spot::mend);
            case BROKER -> {
                broker.startAgain();
                Waiting.until("the gate hears its broker", gates::isConnected);
            }
            case NETWORK_TO_AGENT -> fromAgent.mend();
            case NETWORK_TO_TABLETS -> fromTablets.mend();
            case NETWORK_TO_DATABASE -> database.wire().mend();
            case NETWORK_TO_GATE -> {
                toHttpGate.mend();
                toBroker.mend();
            }
            case PRETIX_DOWN, PRETIX_SLOW, PRETIX_ANSWERS_LOST, PRETIX_THROTTLES ->
                pretix.orElseThrow().mend();
        }
    }

    @Override
    public void close() {
        spots.forEach(Spot::close);
        server.close();
        fromAgent.close();
        fromTablets.close();
        toHttpGate.close();
        toBroker.close();
        gates.close();
        broker.close();
        database.close();
        pretix.ifPresent(PretixThere::close);
    }

    /// Signs in anew after an answer that failed: the fault may have come between the session and its being kept.
    private synchronized Optional<String> asked(String ticket) {
        if (!office.tickets(event, ticket).isSuccess()) {
            office.signIn(password);
            return Optional.empty();
        }
        return office.link(event, ticket);
    }

    /// @return what a lane's page says to be let in
    private Map<String, String> lane(String name, String gate) {
        Map<String, String> lane = office.lane(event, Map.of("name", name, "gateUrl", gate));
        pretix.ifPresent(there -> office.device(event, id(lane), there.token()));
        return lane;
    }

    private GateSensor sensor(String lane) {
        String secret = office.sensor(event, lane, GateSensor.PASSAGE);
        Visitor barrier = new Visitor("http://localhost:" + serverPort, PATIENCE);
        return new GateSensor(barrier.with("Authorization", "Bearer " + secret), lane);
    }

    private Tablet tablet(Map<String, String> lane) {
        return new Tablet("http://localhost:" + fromTablets.port(), lane);
    }

    private Watched watched() {
        StreamCamera camera = new StreamCamera(Pictures.nobody());
        Map<String, String> lane = lane("West", httpGate("west"));
        office.camera(event, id(lane), camera.url());
        String key = id(lane) + "." + requireNonNull(lane.get("key"), "a lane has a key");
        return new Watched(
                camera,
                new FollowedScreen(HttpRequest.newBuilder(
                                URI.create("http://localhost:" + fromTablets.port() + "/api/lane/screen"))
                        .header("Authorization", "Bearer " + key)
                        .build()));
    }

    private AgentSpot agent() {
        Map<String, String> lane = lane("East", httpGate("east"));
        Path folder = data.resolve("agent");
        try {
            boolean joined = AgentJoining.join(
                            AgentFolder.open(folder),
                            URI.create("http://localhost:" + fromAgent.port()),
                            office.invitation(event, id(lane)))
                    .isPresent();
            if (!joined) {
                throw new IllegalStateException("the agent's code is not known");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        StreamCamera camera = new StreamCamera(Pictures.nobody());
        int screenPort = Waiting.freePort();
        List<String> arguments = List.of(
                "lane",
                "--data=" + folder,
                "--models=" + models(),
                "--camera=" + camera.url(),
                "--screen-port=" + screenPort,
                "--interval=250ms");
        return new AgentSpot(camera, Program.facelane(root, data.resolve("agent.log"), arguments), screenPort);
    }

    private String httpGate(String name) {
        return "http://127.0.0.1:" + toHttpGate.port() + Gates.path(name);
    }

    private static String id(Map<String, String> lane) {
        return requireNonNull(lane.get("lane"), "a lane has an id");
    }

    private List<String> serverArguments() {
        DatabaseAddress address = database.throughWire();
        return List.of(
                "serve",
                "--port=" + serverPort,
                "--data=" + data.resolve("server"),
                "--models=" + models(),
                "--database-url=" + address.url(),
                "--database-name=" + address.name(),
                "--database-password=" + address.password(),
                "--frames-per-second-max=8",
                "--guest-requests-max=100000",
                // Some sample people look alike: in a gallery of two, one would now and then be taken
                // for another.
                "--fpir=0.000001",
                "--enrol-by-file=true",
                "--staff-sign-in=password");
    }

    /// A server that gives up, for example because its database does not answer in time, is started again, as
    /// whatever looks after the machine would.
    private void awaitServer() {
        Waiting.until("the server answers, or see " + server.log(), () -> {
            if (!server.isAlive()) {
                server.startAgain();
            }
            return office.get("/api/me").status() != 0;
        });
    }

    /// Shown at the first start only, a moment after the server answers.
    private String organiserLink() {
        Waiting.until("the server prints a link", () -> printedLink().isPresent());
        return printedLink().orElseThrow();
    }

    private Optional<String> printedLink() {
        try (Stream<String> lines = Files.lines(server.log())) {
            return lines.map(String::strip)
                    .filter(line -> line.matches(".*/sign-in#link=[\\w-]{43}"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mosquitto broker(Path folder) {
        try {
            return Mosquitto.start(folder, List.of("allow_anonymous true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

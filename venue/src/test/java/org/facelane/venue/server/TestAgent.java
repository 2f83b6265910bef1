package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.Admission;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.camera.CameraFrames;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.agent.Agent;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.edge.agent.AgentRestart;
import org.facelane.venue.edge.agent.LaneDisplay;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome;
import org.facelane.venue.gate.Gates;
import org.facelane.venue.gate.Sensors;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.trial.Visitor.Answer;
import org.facelane.venue.trial.Wire;
import org.jspecify.annotations.Nullable;

/// The agent of a new event's lane, and the cable between it and the server, which can be cut.
final class TestAgent implements AutoCloseable {
    private static final Path PEOPLE = Path.of("../samples/people");

    private final TestServer server;
    private final ModelPack pack;
    private final Path home;
    private final String event;
    private final List<TurnEnded> turns = new CopyOnWriteArrayList<>();
    private final List<LaneScreen> screens = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> gateWords = new CopyOnWriteArrayList<>();
    private final SimulatedGate gate = new SimulatedGate();
    private final ExecutorService vision = Executors.newFixedThreadPool(2);
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private final Gates programs;
    private final List<LaneAcquisition> acquisitions = new CopyOnWriteArrayList<>();
    private final Wire cable;
    private volatile String named = "";
    private volatile LaneScreen standing = new LaneScreen.Idle();
    Duration interval = Duration.ofMillis(200);
    private volatile MailboxFrames frames = new MailboxFrames();
    private String lane;
    private InstantSource machine = InstantSource.system();
    private Optional<AgentRestart> restart = Optional.empty();
    private @Nullable Agent agent;

    /// @param home what it keeps lies in there
    /// @param mode the event's
    TestAgent(TestServer server, ModelPack pack, Path home, String mode) throws IOException {
        this.server = server;
        this.pack = pack;
        this.home = home;
        programs = new Gates(home, Optional.empty(), Duration.ofSeconds(1));
        cable = new Wire(server.server().port());
        event = server.event(mode);
        lane = lane(Map.of("name", "North"));
    }

    @Override
    public void close() throws IOException {
        if (agent != null) {
            agent.close();
        }
        cable.close();
        programs.close();
        vision.close();
    }

    /// Another lane of the event, whose agent this will be.
    String lane(Map<String, String> line) {
        Answer opened = server.organiser().post("/api/events/" + event + "/lanes", line);
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        lane = opened.text("id");
        return lane;
    }

    Agent agent() {
        return requireNonNull(agent, "agent is null");
    }

    Wire cable() {
        return cable;
    }

    SimulatedGate gate() {
        return gate;
    }

    String event() {
        return event;
    }

    String lane() {
        return lane;
    }

    Path folder() {
        return home.resolve("agent");
    }

    /// What the lane's screen has shown since the last guest came.
    List<LaneScreen> screens() {
        return screens;
    }

    /// What the gate was told about everybody, in order.
    List<String> gateWords() {
        return gateWords;
    }

    /// How often a face before the lane was turned into features.
    long extractionCount() {
        return acquisitions.stream().mapToLong(LaneAcquisition::extractionCount).sum();
    }

    /// How the lane's turns have ended since the last guest came.
    List<LaneEvent.Ending> endings() {
        return turns.stream().map(TurnEnded::ending).toList();
    }

    /// Tells the server something about the event, as its organiser.
    ///
    /// @param path below the event's
    void set(String path, Map<String, ?> json) {
        Answer set = server.organiser().post("/api/events/" + event + path, json);
        assertThat(set.status()).as(set.toString()).isBetween(200, 204);
    }

    /// What stewards have said on the lane's screen, in order; nothing: not any more.
    List<String> told() {
        return told;
    }

    /// The names that its screen was given last.
    String named() {
        return named;
    }

    String link(String code) {
        return requireNonNull(links.get(code), code);
    }

    /// The code that makes a program the lane's agent.
    String code() {
        Answer invited = server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/agent");
        assertThat(invited.status()).as(invited.body()).isEqualTo(201);
        return invited.text("code");
    }

    URI url() {
        return URI.create("http://localhost:" + cable.port());
    }

    /// From its next start on it has this clock, and goes on by these means after a restart.
    void survives(AgentRestart means, InstantSource clock) {
        restart = Optional.of(means);
        machine = clock;
    }

    void joins() throws Exception {
        assertThat(AgentJoining.join(AgentFolder.open(folder()), url(), code())).isPresent();
        starts();
        recognises();
    }

    void starts() {
        AgentFolder folder = AgentFolder.open(folder());
        agent = Agent.start(new Agent.Setting(
                folder,
                folder.identity().orElseThrow(),
                new Agent.Model(
                        pack.version(), pack.dimension(), pack.calibration().orElseThrow()),
                this::eyes,
                _ -> new WatchedGate(),
                new Sensors(programs, folder.sensors(), Duration.ofSeconds(1)),
                this::camera,
                new LaneDisplay(
                        this::hear,
                        (text, hold) -> told.add(text),
                        (ofEvent, ofLane) -> named = ofEvent + ", " + ofLane),
                machine,
                interval,
                restart));
    }

    private Lanes.Eyes eyes(SyncAnswer.Setup setup) {
        return new Lanes.Eyes(
                new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                _ -> acquisition(ServerAgents.setup(setup).limits()),
                _ -> new CodeFinder(),
                new LightWatch(pack),
                vision);
    }

    /// The one that the lane is set to, or else what a test delivers.
    private FrameSource camera(SyncAnswer.Setup setup, InstantSource clock) {
        Optional<CameraAddress> address = ServerAgents.setup(setup).camera();
        if (address.isPresent()) {
            Duration second = Duration.ofSeconds(1);
            return CameraFrames.open(address.get(), CameraLimits.of(second, second, 9_000_000), clock);
        }
        frames = new MailboxFrames();
        return frames;
    }

    void recognises() {
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
    }

    /// Waits until the agent has told that it holds every change there is.
    void isCurrent() {
        eventually(
                "it is current",
                () -> count("lane_gallery where version = (select gallery_version from event where id = '" + event
                                + "'::uuid)")
                        == 1);
    }

    /// Waits until the agent has noticed that it does not hear the server.
    void cut() throws IOException {
        cable.cut();
        eventually("it has noticed", () -> !agent().status().heard());
    }

    void mend() throws IOException {
        cable.mend();
        Agent teller = agent();
        eventually(
                "all is told", () -> teller.status().heard() && teller.status().untoldCount() == 0);
    }

    Activity activity() {
        return state().map(LaneState::activity).orElse(Activity.OFFLINE);
    }

    /// How the lane is, as the board has it.
    Optional<LaneState> state() {
        return server.server().parts().agents().watch().states(new EventId(UUID.fromString(event))).stream()
                .findFirst();
    }

    /// Stands before the lane until it has decided, then goes.
    LaneEvent.Ending stand(String person) throws Exception {
        return stand(person(person, "arrive"));
    }

    /// As [#stand(String)].
    ///
    /// @param picture what the camera sees
    LaneEvent.Ending stand(byte[] picture) throws Exception {
        turns.clear();
        screens.clear();
        eventually("a decision", () -> {
            frames.deliver(new Frame.Encoded(picture, Instant.now()));
            return !turns.isEmpty();
        });
        LaneEvent.Ending ending = turns.getFirst().ending();
        Thread.sleep(LaneLimits.DEFAULT.trackAgeMax().plusMillis(200));
        return ending;
    }

    /// As [#stand(String)], with a pass held up.
    LaneEvent.Ending stand(String person, String pass) throws Exception {
        return stand(Guests.PEOPLE.frame(Optional.of(person), Optional.of(pass)));
    }

    /// A code is held up, and nobody stands there, until the screen says this.
    void refuses(String code, PassRefusal reason) throws IOException {
        see(Guests.PEOPLE.frame(Optional.empty(), Optional.of(code)), new LaneScreen.PassRefused(reason));
    }

    /// The text of the new guest's pass.
    String pass(String code, String person) throws IOException {
        return enrol(code, person).json().path("pass").path("text").asString("");
    }

    /// The camera sees this until the lane's screen says that, or says it still once this was looked at.
    void see(byte[] picture, LaneScreen awaited) {
        screens.clear();
        long dropped = frames.droppedCount();
        AtomicInteger delivered = new AtomicInteger();
        eventually("the screen says " + awaited, () -> {
            frames.deliver(new Frame.Encoded(picture, Instant.now()));
            long taken = delivered.incrementAndGet() - (frames.droppedCount() - dropped);
            return screens.contains(awaited) || taken > 2 && standing.equals(awaited);
        });
    }

    /// Stands before the lane until its screen asks who comes along.
    LaneScreen.PartyAsked isAsked(String person) throws IOException {
        turns.clear();
        screens.clear();
        byte[] picture = person(person, "arrive");
        eventually("it asks", () -> {
            frames.deliver(new Frame.Encoded(picture, Instant.now()));
            return screens.stream().anyMatch(LaneScreen.PartyAsked.class::isInstance);
        });
        return (LaneScreen.PartyAsked) screens.stream()
                .filter(LaneScreen.PartyAsked.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /// @return the server's answer
    Answer enrol(String code, String person) throws IOException {
        server.tickets(event, code);
        String link = server.link(event, code);
        links.put(code, link);
        Answer enrolled = server.anybody().post(link + "?consent=1&language=en", person(person, "enrol"), "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
        return enrolled;
    }

    /// @param rows a table of the event's, and what of it
    long count(String rows) {
        String where = rows.contains(" where ") ? rows + " and " : rows + " where ";
        String mine =
                rows.startsWith("lane_gallery") ? "lane_id = '" + lane + "'::uuid" : "event_id = '" + event + "'::uuid";
        return server.database()
                .database()
                .read(tx -> Sql.first(tx, "select count(*) from " + where + mine, row -> row.getLong(1)))
                .orElseThrow();
    }

    private LaneAcquisition acquisition(LaneLimits limits) {
        LaneAcquisition made = new LaneAcquisition(pack, limits);
        acquisitions.add(made);
        return made;
    }

    private void hear(LaneEvent told) {
        switch (told) {
            case TurnEnded ended -> turns.add(ended);
            case ScreenChanged changed -> {
                standing = changed.screen();
                screens.add(changed.screen());
            }
            case LaneEvent.CameraChanged _ -> {}
        }
    }

    private static byte[] person(String person, String capture) throws IOException {
        return Files.readAllBytes(PEOPLE.resolve(person + "/" + capture + ".jpg"));
    }

    private final class WatchedGate implements Gate {
        @Override
        public GateOutcome open(Admission admission) {
            return gate.open(admission);
        }

        @Override
        public GateOutcome letAllPass(boolean all) {
            gateWords.add(all ? "free" : "guarded");
            return gate.letAllPass(all);
        }
    }
}

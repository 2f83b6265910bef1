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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LightWatch;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.MailboxFrames;
import org.facelane.venue.edge.agent.Agent;
import org.facelane.venue.edge.agent.AgentFolder;
import org.facelane.venue.edge.agent.AgentJoining;
import org.facelane.venue.gate.SimulatedGate;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.server.Visitor.Answer;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.CuttableProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent and its server over real connections through a cable that can be cut, with sample people who do not exist.
class AgentTest {
    private static final Path PEOPLE = Path.of("../samples/people");

    @TempDir
    static Path data;

    private static TestServer server;
    private static ModelPack pack;

    @TempDir
    private Path home;

    private final List<TurnEnded> turns = new CopyOnWriteArrayList<>();
    private final SimulatedGate gate = new SimulatedGate();
    private final ExecutorService vision = Executors.newFixedThreadPool(2);
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private volatile MailboxFrames frames = new MailboxFrames();
    private CuttableProxy cable;
    private String event;
    private String lane;
    private @Nullable Agent agent;

    @BeforeAll
    static void start() {
        server = new TestServer(
                data, Map.of("guest-requests-max", "1000", "enrol-by-file", "true", "agent-age-max", "1h"));
        pack = ModelPack.load(TestServer.MODELS);
    }

    @AfterAll
    static void stop() {
        pack.close();
        server.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        cable = new CuttableProxy(server.server().port());
        event = server.event();
        lane = server.organiser()
                .post("/api/events/" + event + "/lanes", Map.of("name", "North"))
                .text("id");
    }

    @AfterEach
    void end() throws IOException {
        if (agent != null) {
            agent.close();
        }
        cable.close();
        vision.close();
    }

    @Test
    void goesOnWithoutTheServer_andTellsEverythingOnce_andRaisesWhatWasAdmittedTwice() throws Exception {
        enrol("A-1", "01");
        enrol("A-2", "03");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);

        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        eventually("the server knows", () -> count("admission where gate_opened_at is not null") == 1);

        cable.cut();
        eventually("it has noticed", () -> !agent().status().heard());
        assertThat(stand("03")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.Referred.class);
        assertThat(gate.openings()).hasSize(2);
        Answer byHand = server.organiser()
                .post("/api/events/" + event + "/admissions", Map.of("code", "A-2", "reason", "shows the ticket"));
        assertThat(byHand.status()).as(byHand.body()).isEqualTo(201);
        assertThat(count("admission")).isEqualTo(2);

        cable.mend();
        eventually(
                "everything is told",
                () -> agent().status().heard() && agent().status().untoldCount() == 0);
        assertThat(count("admission")).isEqualTo(2);
        assertThat(count("admission_conflict")).isEqualTo(1);
        assertThat(count("referral where reason = 'ADMITTED_TWICE'")).isEqualTo(1);
        assertThat(count("referral where reason = 'ALREADY_ADMITTED'")).isEqualTo(1);
    }

    @Test
    void isGivenOnlyTheGuestsOfItsEntrance_whereTheGalleryIsSplit() throws Exception {
        enrol("S-1", "01");
        enrol("S-2", "03");
        server.database()
                .database()
                .transact(tx -> Sql.update(
                        tx,
                        "update ticket set entrance = case code when 'S-1' then 'North' else 'South' end"
                                + " where event_id = ?",
                        UUID.fromString(event)));
        Answer split = server.organiser().post("/api/events/" + event + "/slicing", Map.of("byEntrance", true));
        assertThat(split.status()).as(split.body()).isEqualTo(200);
        lane = server.organiser()
                .post("/api/events/" + event + "/lanes", Map.of("name", "North gate", "entrance", "North"))
                .text("id");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
        assertThat(stand("03")).isEqualTo(new LaneEvent.Ending.Unrecognised());
        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);

        server.organiser().post("/api/events/" + event + "/slicing", Map.of("byEntrance", false));
        eventually("it knows whom it did not know", () -> {
            try {
                return stand("03") instanceof LaneEvent.Ending.Referred;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void holdsAnErasureBackUntilItHasLetGo_andRecognisesTheGuestNoMore() throws Exception {
        enrol("E-1", "01");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
        long size = Files.size(home.resolve("agent/gallery"));
        cable.cut();
        server.anybody().post(link("E-1") + "/withdraw");
        assertThat(server.anybody().get(link("E-1")).text("state")).isEqualTo("ERASING");
        cable.mend();
        eventually(
                "erased", () -> server.anybody().get(link("E-1")).text("state").equals("ERASED"));
        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.Unrecognised.class);
        byte[] disk = Files.readAllBytes(home.resolve("agent/gallery"));
        assertThat(disk.length).isGreaterThan((int) size / 2);
        int zeros = 0;
        for (byte each : disk) {
            zeros += each == 0 ? 1 : 0;
        }
        assertThat(zeros).isGreaterThan(disk.length * 8 / 10);
    }

    @Test
    void dropsEverything_whenItIsRevoked() throws Exception {
        enrol("R-1", "01");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
        assertThat(server.organiser()
                        .delete("/api/events/" + event + "/lanes/" + lane + "/agent")
                        .status())
                .isEqualTo(204);
        eventually("it knows", () -> agent().status().revoked());
        eventually(
                "it shows",
                () -> agent().status()
                        .lane()
                        .filter(state -> state.activity() == Activity.NOT_RECOGNISING)
                        .isPresent());
        eventually("nobody waits for it", () -> count("lane_gallery") == 0);
        assertThat(Files.size(home.resolve("agent/gallery"))).isZero();
    }

    @Test
    void keepsWhatARevokedAgentSaysItDid_untilAnOrganiserTakesItIn() throws Exception {
        enrol("W-1", "01");
        enrol("W-2", "03");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
        cable.cut();
        eventually("it has noticed", () -> !agent().status().heard());
        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
        String machine = "/api/events/" + event + "/lanes/" + lane + "/agent";
        assertThat(server.organiser().delete(machine).status()).isEqualTo(204);
        cable.mend();
        eventually(
                "it has told",
                () -> agent().status().revoked() && agent().status().untoldCount() == 0);
        assertThat(count("admission")).as("a revoked key proves nothing").isZero();
        Answer waiting = server.organiser().get(machine + "/last-words");
        assertThat(waiting.json().path("admissions").asInt()).isEqualTo(1);

        assertThat(server.organiser().post(machine + "/last-words", Map.of()).status())
                .isEqualTo(400);
        assertThat(server.organiser()
                        .post(machine + "/last-words", Map.of("takeIn", true))
                        .status())
                .isEqualTo(204);
        assertThat(count("admission where gate_opened_at is not null")).isEqualTo(1);
        assertThat(server.organiser()
                        .get(machine + "/last-words")
                        .json()
                        .path("admissions")
                        .asInt())
                .isZero();
    }

    @Test
    void goesOnFromWhereItWas_whenItStartsAgain() throws Exception {
        enrol("S-1", "01");
        agent = join();
        eventually("it recognises", () -> activity() == Activity.RECOGNISING);
        agent().close();
        assertThat(count("lane_gallery")).as("it has left").isZero();
        turns.clear();
        agent = again();
        eventually("it recognises again", () -> activity() == Activity.RECOGNISING);
        assertThat(stand("01")).isInstanceOf(LaneEvent.Ending.LetIn.class);
    }

    @Test
    void joins_onlyOnce_byOneCode() throws Exception {
        String code = code();
        AgentFolder folder = AgentFolder.open(home.resolve("agent"));
        assertThat(AgentJoining.join(
                        folder, url(), code.toLowerCase(Locale.ROOT).replace("-", " ")))
                .isPresent();
        assertThat(AgentJoining.join(AgentFolder.open(home.resolve("other")), url(), code))
                .isEmpty();
        assertThat(server.organiser().get("/api/events/" + event + "/agents").body())
                .contains(lane);
    }

    private Agent agent() {
        return requireNonNull(agent, "agent is null");
    }

    private String link(String code) {
        return requireNonNull(links.get(code), code);
    }

    private String code() {
        Answer invited = server.organiser().post("/api/events/" + event + "/lanes/" + lane + "/agent");
        assertThat(invited.status()).as(invited.body()).isEqualTo(201);
        return invited.text("code");
    }

    private URI url() {
        return URI.create("http://localhost:" + cable.listens());
    }

    private Agent join() throws Exception {
        AgentFolder folder = AgentFolder.open(home.resolve("agent"));
        assertThat(AgentJoining.join(folder, url(), code())).isPresent();
        return again();
    }

    private Agent again() {
        AgentFolder folder = AgentFolder.open(home.resolve("agent"));
        Lanes.Eyes eyes = new Lanes.Eyes(
                new FrameDecoder(FrameDecoder.DEFAULT_LIMITS),
                _ -> new LaneAcquisition(pack, LaneLimits.DEFAULT),
                new LightWatch(pack),
                vision);
        return Agent.start(new Agent.Setting(
                folder,
                folder.identity().orElseThrow(),
                new Agent.Model(
                        pack.version(), pack.dimension(), pack.calibration().orElseThrow()),
                _ -> eyes,
                _ -> gate,
                (_, _) -> {
                    frames = new MailboxFrames();
                    return frames;
                },
                this::hear,
                InstantSource.system(),
                Duration.ofMillis(200)));
    }

    private void hear(LaneEvent told) {
        if (told instanceof TurnEnded ended) {
            turns.add(ended);
        }
    }

    private Activity activity() {
        return server.server().parts().agents().watch().states(new EventId(UUID.fromString(event))).stream()
                .findFirst()
                .map(LaneState::activity)
                .orElse(Activity.OFFLINE);
    }

    /// Stands before the lane until it has decided, then goes.
    private LaneEvent.Ending stand(String person) throws Exception {
        turns.clear();
        byte[] picture = person(person, "arrive");
        eventually("a decision about " + person, () -> {
            frames.deliver(new Frame.Encoded(picture, Instant.now()));
            return !turns.isEmpty();
        });
        LaneEvent.Ending ending = turns.getFirst().ending();
        Thread.sleep(LaneLimits.DEFAULT.trackAgeMax().plusMillis(200));
        return ending;
    }

    private void enrol(String code, String person) throws IOException {
        server.tickets(event, code);
        String link = server.link(event, code);
        links.put(code, link);
        Answer enrolled = server.anybody().post(link + "?consent=1&language=en", person(person, "enrol"), "image/jpeg");
        assertThat(enrolled.status()).as(enrolled.body()).isEqualTo(201);
    }

    /// @param rows a table of the event's, and what of it
    private long count(String rows) {
        String where = rows.contains(" where ") ? rows + " and " : rows + " where ";
        String mine =
                rows.startsWith("lane_gallery") ? "lane_id = '" + lane + "'::uuid" : "event_id = '" + event + "'::uuid";
        return server.database()
                .database()
                .read(tx -> Sql.first(tx, "select count(*) from " + where + mine, row -> row.getLong(1)))
                .orElseThrow();
    }

    private static byte[] person(String person, String capture) throws IOException {
        return Files.readAllBytes(PEOPLE.resolve(person + "/" + capture + ".jpg"));
    }
}

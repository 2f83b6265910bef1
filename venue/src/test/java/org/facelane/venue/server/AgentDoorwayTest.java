package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.ExitOutcome;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Sql;
import org.facelane.venue.trial.Visitor.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ways in and out that an agent looks after: what it knows without the network, and what becomes of what it cannot
/// know.
class AgentDoorwayTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static ModelPack pack;

    @TempDir
    private Path home;

    private @Nullable TestAgent opened;

    @BeforeAll
    static void start() {
        server = new TestServer(data, settings("1h"));
        pack = ModelPack.load(TestServer.MODELS);
    }

    @AfterAll
    static void stop() {
        pack.close();
        server.close();
    }

    @AfterEach
    void end() throws IOException {
        lane().close();
    }

    private TestAgent lane() {
        return requireNonNull(opened, "no lane is open");
    }

    @Test
    void letsOutWhoeverLeaves_withoutTheServer_andNobodyLosesATicketByIt() throws Exception {
        open(server, Map.of("direction", "OUT"));
        lane().enrol("X-1", "01");
        lane().enrol("X-2", "03");
        byHand("X-1");
        lane().joins();

        lane().cut();
        assertThat(lane().stand("01")).isInstanceOf(Ending.LetOut.class);
        assertThat(lane().stand("03")).as("nobody saw this one come in").isInstanceOf(Ending.LetOut.class);
        assertThat(lane().gate().openings()).as("whoever wants to leave leaves").isEmpty();
        lane().mend();
        assertThat(lane().count("admission where left_at is not null and left_lane_id = '" + lane().lane() + "'::uuid"))
                .isEqualTo(1);
        assertThat(lane().count("admission")).isEqualTo(1);
        assertThat(actions()).contains("saw a guest leave whose entry is not on record");
        byHand("X-1");
        byHand("X-2");
        assertThat(lane().count("admission where left_at is null")).isEqualTo(2);
        assertThat(lane().count("admission_conflict")).isZero();
    }

    @Test
    void letsInAgainWhoHasLeft_andSendsToAStewardWhoseExitItCannotKnow() throws Exception {
        open(server, Map.of());
        lane().enrol("Y-1", "01");
        lane().enrol("Y-2", "03");
        byHand("Y-1");
        byHand("Y-2");
        leaves("Y-1");
        lane().joins();

        lane().cut();
        leaves("Y-2");
        assertThat(lane().stand("01")).isInstanceOf(Ending.LetIn.class);
        assertThat(lane().stand("03"))
                .isInstanceOfSatisfying(
                        Ending.Referred.class,
                        referred -> assertThat(referred.reason()).isEqualTo(ReferReason.ALREADY_ADMITTED));
        lane().mend();
        assertThat(lane().count("admission where entry_number = 2 and left_at is null"))
                .isEqualTo(1);
        assertThat(lane().count("admission_conflict")).isZero();
        byHand("Y-2");
    }

    @Test
    void asksWhoComesAlong_withoutTheServer_andUsesOnlySoManyTickets() throws Exception {
        open(server, Map.of());
        lane().enrol("Z-1", "01");
        server.tickets(lane().event(), "Z-2", "Z-3");
        lane().set("/tickets/Z-2/party", Map.of("lead", "Z-1"));
        lane().set("/tickets/Z-3/party", Map.of("lead", "Z-1"));
        lane().joins();
        lane().cut();
        LaneScreen.PartyAsked asked = lane().isAsked("01");
        assertThat(asked.most()).isEqualTo(2);
        assertThat(lane().gate().openings()).as("nobody has answered yet").isEmpty();
        lane().agent().comeAlong(asked.ask(), 1);
        eventually("both are in", () -> lane().endings().size() == 2);
        assertThat(lane().endings()).allSatisfy(ending -> assertThat(ending).isInstanceOf(Ending.LetIn.class));
        lane().mend();
        assertThat(lane().count("admission where gate_opened_at is not null")).isEqualTo(2);
        assertThat(lane().count("admission where means = 'TICKET'")).isEqualTo(1);
        assertThat(lane().count("admission_conflict")).isZero();
        byHand("Z-3");
    }

    @Test
    void letsEverybodyPass_whereItIsSetTo_onceItMayRecogniseNobody() throws Exception {
        try (TestServer forgetful = new TestServer(home.resolve("server"), settings("2s"))) {
            open(forgetful, Map.of("whenUndecided", "FAIL_OPEN"));
            lane().joins();
            eventually("its gate is guarded", () -> isTold("guarded"));
            lane().cable().cut();
            eventually("everybody passes", () -> isTold("free"));
            eventually("and the screen says so", () -> lane().screens().contains(new LaneScreen.FreePassage()));
            lane().mend();
            eventually("guarded again", () -> isTold("guarded"));
            eventually("that is on record", () -> actions(forgetful).contains("let everybody pass"));
            Answer revoked = forgetful
                    .organiser()
                    .delete("/api/events/" + lane().event() + "/lanes/" + lane().lane() + "/agent");
            assertThat(revoked.status()).isEqualTo(204);
            eventually("it knows", () -> lane().agent().status().revoked() && isTold("guarded"));
            lane().agent().close();
            assertThat(isTold("guarded"))
                    .as("an agent that is revoked frees no gate")
                    .isTrue();
            lane().close();
        }
    }

    private static Map<String, String> settings(String agentAgeMax) {
        return Map.of("guest-requests-max", "1000", "enrol-by-file", "true", "agent-age-max", agentAgeMax);
    }

    private void open(TestServer at, Map<String, ?> doorway) throws IOException {
        opened = new TestAgent(at, pack, home, "HANDS_FREE");
        lane().set("/entry-rules", Map.of("reentry", "AFTER_EXIT", "reentryWaitSeconds", 0));
        lane().set("/lanes/" + lane().lane() + "/doorway", doorway);
    }

    /// What the gate was told last about everybody.
    private boolean isTold(String word) {
        List<String> words = lane().gateWords();
        return !words.isEmpty() && words.getLast().equals(word);
    }

    private void byHand(String code) {
        lane().set("/admissions", Map.of("code", code, "reason", "shows the ticket"));
    }

    /// At another lane.
    private void leaves(String code) {
        TicketId ticket = server.database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select id from ticket where event_id = ? and code = ?",
                        row -> new TicketId(Sql.uuid(row, "id")),
                        UUID.fromString(lane().event()),
                        code))
                .orElseThrow();
        ExitOutcome left = new Admissions(server.database().database(), GatePatience.DEFAULT)
                .leave(
                        new ExitRequest(ticket, new LaneId(UUID.fromString(lane().lane())), UUID.randomUUID()),
                        Instant.now());
        assertThat(left).isInstanceOf(ExitOutcome.Left.class);
    }

    private static List<String> actions() {
        return actions(server);
    }

    private static List<String> actions(TestServer at) {
        return at.database().database().read(tx -> AuditLog.latest(tx, 50)).stream()
                .map(AuditLog.Line::action)
                .toList();
    }
}

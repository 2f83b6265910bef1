package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Ways in and out that an agent looks after: what it knows without the network, and what becomes of what it cannot
/// know.
class AgentDoorwayTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    @Test
    void letsOutWhoeverLeaves_withoutTheServer_andNobodyLosesATicketByIt() throws Exception {
        open(venue.server(), Map.of("direction", "OUT"));
        venue.lane().enrol("X-1", "01");
        venue.lane().enrol("X-2", "03");
        byHand("X-1");
        venue.lane().joins();

        venue.lane().cut();
        assertThat(venue.lane().stand("01")).isInstanceOf(Ending.LetOut.class);
        assertThat(venue.lane().stand("03")).as("nobody saw this one come in").isInstanceOf(Ending.LetOut.class);
        assertThat(venue.lane().gate().openings())
                .as("whoever wants to leave leaves")
                .isEmpty();
        venue.lane().mend();
        assertThat(venue.lane()
                        .count("admission where left_at is not null and left_lane_id = '"
                                + venue.lane().lane() + "'::uuid"))
                .isEqualTo(1);
        assertThat(venue.lane().count("admission")).isEqualTo(1);
        assertThat(actions()).contains("saw a guest leave whose entry is not on record");
        byHand("X-1");
        byHand("X-2");
        assertThat(venue.lane().count("admission where left_at is null")).isEqualTo(2);
        assertThat(venue.lane().count("admission_conflict")).isZero();
    }

    @Test
    void letsInAgainWhoHasLeft_andSendsToAStewardWhoseExitItCannotKnow() throws Exception {
        open(venue.server(), Map.of());
        venue.lane().enrol("Y-1", "01");
        venue.lane().enrol("Y-2", "03");
        byHand("Y-1");
        byHand("Y-2");
        leaves("Y-1");
        venue.lane().joins();

        venue.lane().cut();
        leaves("Y-2");
        assertThat(venue.lane().stand("01")).isInstanceOf(Ending.LetIn.class);
        assertThat(venue.lane().stand("03"))
                .isInstanceOfSatisfying(
                        Ending.Referred.class,
                        referred -> assertThat(referred.reason()).isEqualTo(ReferReason.ALREADY_ADMITTED));
        venue.lane().mend();
        assertThat(venue.lane().count("admission where entry_number = 2 and left_at is null"))
                .isEqualTo(1);
        assertThat(venue.lane().count("admission_conflict")).isZero();
        byHand("Y-2");
    }

    @Test
    void asksWhoComesAlong_withoutTheServer_andUsesOnlySoManyTickets() throws Exception {
        open(venue.server(), Map.of());
        venue.lane().enrol("Z-1", "01");
        venue.server().tickets(venue.lane().event(), "Z-2", "Z-3");
        venue.lane().set("/tickets/Z-2/party", Map.of("lead", "Z-1"));
        venue.lane().set("/tickets/Z-3/party", Map.of("lead", "Z-1"));
        venue.lane().joins();
        venue.lane().cut();
        LaneScreen.PartyAsked asked = venue.lane().isAsked("01");
        assertThat(asked.most()).isEqualTo(2);
        assertThat(venue.lane().gate().openings()).as("nobody has answered yet").isEmpty();
        venue.lane().agent().comeAlong(asked.ask(), 1);
        eventually("both are in", () -> venue.lane().endings().size() == 2);
        assertThat(venue.lane().endings())
                .allSatisfy(ending -> assertThat(ending).isInstanceOf(Ending.LetIn.class));
        venue.lane().mend();
        assertThat(venue.lane().count("admission where gate_opened_at is not null"))
                .isEqualTo(2);
        assertThat(venue.lane().count("admission where means = 'TICKET'")).isEqualTo(1);
        assertThat(venue.lane().count("admission_conflict")).isZero();
        byHand("Z-3");
    }

    @Test
    void letsEverybodyPass_whereItIsSetTo_onceItMayRecogniseNobody() throws Exception {
        try (TestServer forgetful =
                new TestServer(venue.folder(), Map.of("enrol-by-file", "true", "agent-age-max", "2s"))) {
            open(forgetful, Map.of("whenUndecided", "FAIL_OPEN"));
            venue.lane().joins();
            eventually("its gate is guarded", () -> isTold("guarded"));
            venue.lane().cable().cut();
            eventually("everybody passes", () -> isTold("free"));
            eventually("and the screen says so", () -> venue.lane().screens().contains(new LaneScreen.FreePassage()));
            venue.lane().mend();
            eventually("guarded again", () -> isTold("guarded"));
            eventually("that is on record", () -> actions(forgetful).contains("let everybody pass"));
            Answer revoked = forgetful
                    .organiser()
                    .delete("/api/events/" + venue.lane().event() + "/lanes/"
                            + venue.lane().lane() + "/agent");
            assertThat(revoked.status()).isEqualTo(204);
            eventually("it knows", () -> venue.lane().agent().status().revoked() && isTold("guarded"));
            venue.lane().agent().close();
            assertThat(isTold("guarded"))
                    .as("an agent that is revoked frees no gate")
                    .isTrue();
            venue.lane().close();
        }
    }

    private void open(TestServer at, Map<String, ?> doorway) throws IOException {
        venue.agent(at, "HANDS_FREE");
        venue.lane().set("/entry-rules", Map.of("reentry", "AFTER_EXIT", "reentryWaitSeconds", 0));
        venue.lane().set("/lanes/" + venue.lane().lane() + "/doorway", doorway);
    }

    /// What the gate was told last about everybody.
    private boolean isTold(String word) {
        List<String> words = venue.lane().gateWords();
        return !words.isEmpty() && words.getLast().equals(word);
    }

    private void byHand(String code) {
        venue.lane().set("/admissions", Map.of("code", code, "reason", "shows the ticket"));
    }

    /// At another lane.
    private void leaves(String code) {
        TicketId ticket = venue.server()
                .database()
                .database()
                .read(tx -> Sql.first(
                        tx,
                        "select id from ticket where event_id = ? and code = ?",
                        row -> new TicketId(Sql.uuid(row, "id")),
                        UUID.fromString(venue.lane().event()),
                        code))
                .orElseThrow();
        ExitOutcome left = new Admissions(venue.server().database().database(), GatePatience.DEFAULT)
                .leave(
                        new ExitRequest(
                                ticket, new LaneId(UUID.fromString(venue.lane().lane())), UUID.randomUUID()),
                        Instant.now());
        assertThat(left).isInstanceOf(ExitOutcome.Left.class);
    }

    private static List<String> actions() {
        return actions(venue.server());
    }

    private static List<String> actions(TestServer at) {
        return at.database().database().read(tx -> AuditLog.latest(tx, 50)).stream()
                .map(AuditLog.Line::action)
                .toList();
    }
}

package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A steward lets guests in by the ticket at a lane with an agent, over real HTTP and a cable that is cut.
class AgentHandTest {
    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of("gate-order-life", "3s", "gate-timeout", "500ms"));

    private TestAgent lane;

    @BeforeEach
    void prepare() throws Exception {
        lane = venue.agent("HANDS_FREE");
        lane.lane(Map.of("name", "West", "gateUrl", "http://127.0.0.1:9/open"));
        venue.server().tickets(lane.event(), "H-1", "H-2", "H-3", "H-4");
        lane.joins();
    }

    @Test
    void opensTheAgentsGate_pausedToo_andNotLaterWhereItWasNotHeard() throws Exception {
        Map<String, String> first = wish("H-1");
        Answer told = admit(first);
        assertThat(told.text("gate")).isEqualTo("OPENING");
        eventually("the steward is told", () -> word(first).equals("OPENED"));
        assertThat(lane.gate().openings()).containsExactly(new AdmissionId(UUID.fromString(told.text("id"))));

        lane.set("/lanes/" + lane.lane() + "/pause", Map.of());
        Map<String, String> second = wish("H-2");
        eventually(
                "a paused lane recognises nobody and opens its gate",
                () -> word(second).equals("OPENED"));
        assertThat(lane.gate().openings()).hasSize(2);

        lane.cut();
        Map<String, String> third = wish("H-3");
        eventually("the steward is told to let the guest in", () -> word(third).equals("NOT_HEARD"));
        lane.mend();
        eventually(
                "the lane is heard",
                () -> venue.server().server().parts().agents().watch().hears(new LaneId(UUID.fromString(lane.lane()))));
        Map<String, String> fourth = wish("H-4");
        eventually("the next one passes", () -> word(fourth).equals("OPENED"));
        assertThat(word(third)).isEqualTo("NOT_HEARD");
        assertThat(lane.gate().openings()).hasSize(3).doesNotHaveDuplicates();
        assertThat(lane.count("admission where means = 'STEWARD'")).isEqualTo(4);
    }

    @Test
    void commandsNothing_onceItIsRevoked() throws IOException {
        Map<String, String> wish = wish("H-1");
        assertThat(venue.server()
                        .organiser()
                        .delete("/api/events/" + lane.event() + "/lanes/" + lane.lane() + "/agent")
                        .status())
                .isEqualTo(204);
        assertThat(word(wish)).as("the server tries by itself").isEqualTo("DID_NOT_OPEN");
        eventually("it knows", () -> lane.agent().status().revoked());
        assertThat(lane.gate().openings()).isEmpty();
    }

    private Map<String, String> wish(String code) {
        return Map.of(
                "code",
                code,
                "reason",
                "face not recognised",
                "lane",
                lane.lane(),
                "nonce",
                UUID.randomUUID().toString());
    }

    private String word(Map<String, String> wish) {
        return admit(wish).text("gate");
    }

    private Answer admit(Map<String, String> wish) {
        Answer answer = venue.server().organiser().post("/api/events/" + lane.event() + "/admissions", wish);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }
}

package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A steward lets guests in by the ticket at a lane with an agent, over real HTTP and a cable that is cut.
class AgentHandTest {
    @RegisterExtension
    static final VenueWithAgents venue =
            VenueWithAgents.with(Map.of("gate-order-life", "20s", "gate-timeout", "500ms"));

    private final Set<AdmissionId> notHeard = new HashSet<>();
    private TestAgent lane;
    private int codeCount;

    @BeforeEach
    void prepare() throws Exception {
        lane = venue.agent("HANDS_FREE");
        lane.lane(Map.of("name", "West", "gateUrl", "http://127.0.0.1:9/open"));
        lane.joins();
    }

    @Test
    void opensTheAgentsGate_pausedToo_andNotLaterWhereItWasNotHeard() throws Exception {
        AdmissionId first = opens();
        assertThat(lane.gate().openings()).contains(first);
        lane.set("/lanes/" + lane.lane() + "/pause", Map.of());
        AdmissionId second = opens();
        assertThat(lane.gate().openings()).as("a paused lane opens too").contains(second);

        lane.cut();
        Map<String, String> third = wish(nextCode());
        eventually("the steward is told to let the guest in", () -> isNotHeard(third));
        lane.mend();
        AdmissionId last = opens();
        assertThat(word(third)).isEqualTo("NOT_HEARD");
        assertThat(lane.gate().openings())
                .contains(last)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(notHeard);
    }

    /// Lets guests in by hand until the lane was heard about one, and its gate has opened.
    private AdmissionId opens() {
        List<Map<String, String>> wishes = new ArrayList<>(List.of(wish(nextCode())));
        eventually("the gate opens", () -> {
            if (isNotHeard(wishes.getLast())) {
                wishes.add(wish(nextCode()));
            }
            return word(wishes.getLast()).equals("OPENED");
        });
        return id(admit(wishes.getLast()));
    }

    private boolean isNotHeard(Map<String, String> wish) {
        Answer answer = admit(wish);
        boolean isSo = answer.text("gate").equals("NOT_HEARD");
        if (isSo) {
            notHeard.add(id(answer));
        }
        return isSo;
    }

    private static AdmissionId id(Answer answer) {
        return new AdmissionId(UUID.fromString(answer.text("id")));
    }

    private String nextCode() {
        String code = "H-" + ++codeCount;
        venue.server().tickets(lane.event(), code);
        return code;
    }

    @Test
    void asksAtOnce_whenThereIsSomethingToHear() {
        lane.agent().close();
        lane.interval = Duration.ofHours(1);
        lane.starts();
        eventually("it is up", () -> lane.agent().status().lane().isPresent());
        for (String order : List.of("pause", "resume", "pause")) {
            lane.set("/lanes/" + lane.lane() + "/" + order, Map.of());
            eventually("it has heard: " + order, () -> {
                venue.server().server().parts().agents().bell().ring(new LaneId(UUID.fromString(lane.lane())));
                return isPaused() == order.equals("pause");
            });
        }
    }

    private boolean isPaused() {
        return lane.agent()
                .status()
                .lane()
                .flatMap(LaneState::why)
                .filter(Why.PAUSED.says()::equals)
                .isPresent();
    }

    @Test
    void commandsNothing_onceItIsRevoked() throws IOException {
        Map<String, String> wish = wish(nextCode());
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

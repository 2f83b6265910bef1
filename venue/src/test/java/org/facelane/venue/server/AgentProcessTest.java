package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `facelane lane` as a process of its own, killed without a warning while guests pass: nothing lost, nothing doubled.
class AgentProcessTest {
    private static final long SEED = 20261122;

    @RegisterExtension
    static final VenueWithAgents venue = VenueWithAgents.with(Map.of());

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void losesNothing_andDoublesNothing_killedWhileGuestsPass() throws Exception {
        try (AgentProcess agent = new AgentProcess(venue.server(), venue.folder(), "HANDS_FREE")) {
            for (int person = 1; person <= 4; person++) {
                agent.enrol("K-" + person, "0" + person);
            }
            List<String> joining = agent.joining();
            agent.start(joining);
            agent.recognises();
            agent.see("01");
            eventually("the first is in", () -> agent.hasPassed("K-1"));
            agent.leave();

            // Somewhere between the first picture of the second guest and some time after the gate.
            agent.see("02");
            killSoon(Map.of("HANDS_FREE", agent));
            // Whoever starts it starts it by the same command line; the code is used up by now.
            agent.start(joining);
            agent.recognises();
            eventually("the second is in, or a steward knows", () -> agent.hasPassed("K-2") || agent.isReferred("K-2"));
            agent.leave();

            // Without the network, and killed before anything could be told.
            int before = agent.opened().size();
            agent.cable().cut();
            agent.see("03");
            eventually("the third is in", () -> agent.opened().size() == before + 1);
            eventually("and welcome", () -> agent.hasSaid("WELCOME"));
            agent.kill();
            assertThat(agent.isIn("K-3")).as("the server cannot know").isFalse();
            agent.see(Pictures.empty());
            agent.cable().mend();
            agent.start(List.of());
            agent.recognises();
            eventually("what the third did is told", () -> agent.hasPassed("K-3"));
            agent.see("04");
            eventually("the fourth is in", () -> agent.hasPassed("K-4"));

            assertThat(agent.opened())
                    .as("no gate was commanded twice for an admission, seed " + SEED)
                    .doesNotHaveDuplicates();
            assertThat(agent.count("admission a")).isEqualTo(4);
            assertThat(agent.count("admission_conflict a")).isZero();
        }
    }

    @Test
    void losesNothing_andDoublesNothing_whereGuestsShowPasses_andTheNetworkIsCutAsWell() throws Exception {
        try (AgentProcess ofPasses = new AgentProcess(venue.server(), venue.folder(), "PASS");
                AgentProcess ofSealed = new AgentProcess(venue.server(), venue.folder(), "SEALED")) {
            Map<String, AgentProcess> agents = new LinkedHashMap<>();
            agents.put("PASS", ofPasses);
            agents.put("SEALED", ofSealed);
            Map<String, byte[]> second = new LinkedHashMap<>();
            for (Map.Entry<String, AgentProcess> each : agents.entrySet()) {
                AgentProcess agent = each.getValue();
                byte[] first = showing("01", agent.enrol("P-1", "01"));
                second.put(each.getKey(), showing("02", agent.enrol("P-2", "02")));
                agent.start(agent.joining());
                agent.see(first);
            }
            for (Map.Entry<String, AgentProcess> each : agents.entrySet()) {
                AgentProcess agent = each.getValue();
                eventually(each.getKey() + ": the first is in", () -> agent.hasPassed("P-1"));
                agent.leave();
                agent.cable().cut();
                agent.see(requireNonNull(second.get(each.getKey()), each.getKey()));
            }
            killSoon(agents);
            for (AgentProcess agent : agents.values()) {
                agent.cable().mend();
                agent.start(List.of());
            }
            for (Map.Entry<String, AgentProcess> each : agents.entrySet()) {
                AgentProcess agent = each.getValue();
                eventually(
                        each.getKey() + ": the second is in, or a steward knows",
                        () -> agent.hasPassed("P-2") || agent.isReferred("P-2"));
                assertThat(agent.opened())
                        .as(each.getKey() + ": no gate was commanded twice for an admission, seed " + SEED)
                        .doesNotHaveDuplicates();
                assertThat(agent.count("admission a")).as(each.getKey()).isEqualTo(2);
                assertThat(agent.count("admission_conflict a"))
                        .as(each.getKey())
                        .isZero();
            }
        }
    }

    private static byte[] showing(String person, String pass) throws IOException {
        return Guests.PEOPLE.frame(Optional.of(person), Optional.of(pass));
    }

    /// Each after another time, drawn from the seed.
    private void killSoon(Map<String, AgentProcess> agents) throws InterruptedException {
        for (Map.Entry<String, AgentProcess> each : agents.entrySet()) {
            long wait = random.nextLong(1_500);
            System.out.println(each.getKey() + ": killed " + wait + " ms after the second guest came, seed " + SEED);
            Thread.sleep(wait);
            each.getValue().kill();
        }
    }
}

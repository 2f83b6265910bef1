package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.lane.LaneRules;
import org.junit.jupiter.api.Test;

class AgentLaneTest {
    @Test
    void keepsEveryRuleThatIsSetAtTheServer() {
        SyncAnswer.Rules told = new SyncAnswer.Rules(
                1e-2,
                7,
                1e-4,
                Duration.ofMinutes(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(40),
                Duration.ofMillis(2_750),
                Duration.ofMinutes(3),
                Duration.ofHours(12));
        LaneRules rules = AgentLane.rules(told);
        assertThat(rules.policy()).isEqualTo(new DecisionPolicy(1e-2, 7));
        assertThat(rules.patience()).hasSeconds(6);
        assertThat(rules.partyPatience()).hasSeconds(40);
        assertThat(rules.galleryAgeMax()).hasMinutes(3);
    }
}

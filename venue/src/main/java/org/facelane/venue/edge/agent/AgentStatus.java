package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.facelane.venue.LaneState;

/// How an agent is, for whoever looks after the machine.
///
/// @param lane empty before the server has said which
/// @param heard whether the server answered last
/// @param untoldCount lines of the ledger that the server does not know
/// @param clockAhead how far the machine's clock is ahead of the server's
public record AgentStatus(
        Optional<LaneState> lane, boolean heard, boolean revoked, int untoldCount, Duration clockAhead) {
    public AgentStatus {
        requireNonNull(lane, "lane is null");
        requireNonNull(clockAhead, "clockAhead is null");
    }
}

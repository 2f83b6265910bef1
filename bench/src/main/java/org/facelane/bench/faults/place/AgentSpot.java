package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpRequest;
import org.facelane.venue.trial.Program;

/// A lane with an agent, a process of its own that can be killed: its camera, and its screen as a browser beside it
/// reads it.
final class AgentSpot extends Watched {
    private final Program agent;

    /// @param screenPort where the agent serves its screen
    AgentSpot(StreamCamera camera, Program agent, int screenPort) {
        super(
                camera,
                new FollowedScreen(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + screenPort + "/api/lane/screen"))
                                .build()));
        this.agent = requireNonNull(agent, "agent is null");
    }

    void kill() {
        agent.kill();
        screens().say("");
    }

    void startAgain() {
        agent.startAgain();
    }

    @Override
    public void close() {
        agent.close();
        super.close();
    }
}

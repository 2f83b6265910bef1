package org.facelane.bench.faults.place;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.http.HttpRequest;

/// A lane with an agent, a process of its own that can be killed: its camera, and its screen as a browser beside it
/// reads it.
final class AgentSpot implements Spot {
    private final StreamCamera camera;
    private final Child agent;
    private final FollowedScreen screen;

    /// @param screenPort where the agent serves its screen
    AgentSpot(StreamCamera camera, Child agent, int screenPort) {
        this.camera = requireNonNull(camera, "camera is null");
        this.agent = requireNonNull(agent, "agent is null");
        screen = new FollowedScreen(
                HttpRequest.newBuilder(URI.create("http://localhost:" + screenPort + "/api/lane/screen"))
                        .build());
    }

    void kill() {
        agent.kill();
        screen.screens().say("");
    }

    void startAgain() {
        agent.startAgain();
    }

    @Override
    public void see(byte[] picture) {
        screen.screens().forget();
        camera.see(picture);
    }

    @Override
    public int sentCount() {
        return camera.sentCount();
    }

    @Override
    public Screens screens() {
        return screen.screens();
    }

    @Override
    public void breakDown() {
        camera.breakDown();
    }

    @Override
    public void mend() {
        camera.mend();
    }

    @Override
    public void close() {
        screen.close();
        agent.close();
        camera.close();
    }
}

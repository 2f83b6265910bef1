package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.testing.TestFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server and the installed model for all tests of a class, to be kept in a static field, and the agents that a test
/// opens, until its end.
final class VenueWithAgents implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /// Whoever is asked for many guests in a minute is asked by tests.
    private static final Map<String, String> USUAL = Map.of(
            "guest-requests-max", "1000", "enrol-by-file", "true", "agent-age-max", "1h", "party-patience", "2m");

    private final Map<String, String> settings = new HashMap<>(USUAL);
    private final List<TestAgent> agents = new ArrayList<>();
    private int folderCount;
    private @Nullable Open open;

    private record Open(TestFolder folder, ModelPack pack, TestServer server) {}

    private VenueWithAgents(Map<String, String> settings) {
        this.settings.putAll(settings);
    }

    /// @param settings of the server, besides the usual ones of these tests
    static VenueWithAgents with(Map<String, String> settings) {
        return new VenueWithAgents(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TestFolder folder = TestFolder.fresh("agents");
        TestServer server = new TestServer(folder.path().resolve("server"), settings);
        open = new Open(folder, ModelPack.load(TestServer.MODELS), server);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        for (TestAgent agent : agents) {
            agent.close();
        }
        agents.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (open != null) {
            open.pack().close();
            open.server().close();
            open.folder().close();
        }
    }

    TestServer server() {
        return now().server();
    }

    ModelPack pack() {
        return now().pack();
    }

    /// What the server keeps lies in there.
    Path data() {
        return now().folder().path().resolve("server");
    }

    /// A folder that nobody else has; it is not there yet.
    Path folder() {
        return now().folder().path().resolve(Integer.toString(++folderCount));
    }

    /// The agent of a lane of a new event; not joined yet.
    ///
    /// @param mode the event's
    TestAgent agent(String mode) throws IOException {
        return agent(server(), mode);
    }

    /// As [#agent(String)], at another server.
    TestAgent agent(TestServer at, String mode) throws IOException {
        TestAgent agent = new TestAgent(at, pack(), folder(), mode);
        agents.add(agent);
        return agent;
    }

    /// The agent that was opened last.
    TestAgent lane() {
        return agents.getLast();
    }

    private Open now() {
        return requireNonNull(open, "it is not open");
    }
}

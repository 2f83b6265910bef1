package org.facelane.venue.edge.agent;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.Join;
import org.facelane.venue.keys.SigningKey;

/// Makes a program the agent of a lane, by the code from the organiser's page. The key is made here, and its private
/// half never leaves the folder.
public final class AgentJoining {
    private AgentJoining() {}

    /// Whether templates and keys may travel there: over TLS, or without leaving this machine.
    public static boolean isSafe(URI server) {
        return "https".equals(server.getScheme())
                || "http".equals(server.getScheme())
                        && ("localhost".equals(server.getHost())
                                || "127.0.0.1".equals(server.getHost())
                                || "[::1]".equals(server.getHost()));
    }

    /// Joins, and keeps in the folder who the agent is.
    ///
    /// @param server without a slash at the end
    /// @return empty if the code is not known, was used, or its time is over
    /// @throws IllegalArgumentException if the server is not [#isSafe]
    /// @throws IOException if the server does not answer
    public static Optional<Join.Answer> join(AgentFolder folder, URI server, String code)
            throws IOException, InterruptedException {
        if (!isSafe(server)) {
            throw new IllegalArgumentException("an agent calls an https address, got " + server);
        }
        SigningKey key = SigningKey.draw();
        Optional<Join.Answer> answer = OfficeLink.join(server, code, key);
        answer.ifPresent(joined -> folder.keep(
                new AgentFolder.Identity(server, new AgentId(joined.agent()), key), new LaneId(joined.lane()), code));
        return answer;
    }
}

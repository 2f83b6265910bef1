package org.facelane.venue.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.edge.ledger.LedgerEntry;
import org.facelane.venue.keys.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path temporary;

    @Test
    void tellsNoLaneWhatHappenedAtAnother_andForgetsItNot() {
        AgentFolder folder = AgentFolder.open(temporary.resolve("agent"));
        LaneId north = LaneId.random();
        join(folder, north, "first");
        UUID written = suspect(folder);
        join(folder, north, "the same lane, by a new code");
        assertThat(suspect(folder)).isEqualTo(written);
        join(folder, LaneId.random(), "second");
        assertThat(untold(folder)).isZero();
        join(folder, north, "third");
        assertThat(untold(folder)).isEqualTo(2);
    }

    private static void join(AgentFolder folder, LaneId lane, String code) {
        URI server = URI.create("https://venue.example");
        folder.keep(new AgentFolder.Identity(server, new AgentId(UUID.randomUUID()), SigningKey.draw()), lane, code);
        assertThat(folder.isJoinedBy(code)).isTrue();
    }

    private static UUID suspect(AgentFolder folder) {
        try (Ledger ledger = Ledger.open(folder.ledger(), NOW)) {
            ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW);
            return ledger.id();
        }
    }

    private static int untold(AgentFolder folder) {
        try (Ledger ledger = Ledger.open(folder.ledger(), NOW)) {
            return ledger.book().untoldCount();
        }
    }
}

package org.facelane.venue.remnants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.facelane.venue.Mode;
import org.facelane.venue.remnants.ErasureTrial.Enrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the self-test of the erasure still finds its way through a server as it is: starts it, becomes its organiser,
/// enrols somebody and erases them. The search, which takes minutes, is `./facelane verify-erasure --self-test`.
class ErasureTrialTest {
    private static final Path HOME = Path.of("..");
    private static final Path MODELS = HOME.resolve("models/default");

    @TempDir
    private Path folder;

    @Test
    void aThrowAwayServer_isUsedAsPeopleUseIt() throws Exception {
        byte[] picture = Files.readAllBytes(HOME.resolve("samples/people/01/enrol.jpg"));
        ErasureTrial trial = new ErasureTrial(folder, HOME, MODELS, InstantSource.system());
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ThrowAwayServer server = ThrowAwayServer.start(data, HOME, MODELS)) {
            Enrolled guest = trial.enrol(server, Mode.PASS, picture);
            assertThat(guest.pass()).isPresent();
            server.post(guest.link() + "/withdraw", Map.of());
            Instant end = Instant.now().plusSeconds(300);
            while (!ErasureTrial.isErased(server, guest)) {
                assertThat(Instant.now()).as("erased").isBefore(end);
                Thread.sleep(100);
            }
            guest.lane().abort();
        }
    }
}

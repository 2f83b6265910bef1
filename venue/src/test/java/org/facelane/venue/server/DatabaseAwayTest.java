package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.facelane.venue.server.TestServer.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database goes away under a running server, and comes back.
class DatabaseAwayTest {
    @TempDir
    Path data;

    @Test
    void everybodyIsToldSoAndItRecoversByItself() throws Exception {
        try (TestServer server = new TestServer(data, Map.of())) {
            String event = server.event();
            server.tickets(event, "D-1");
            String link = server.link(event, "D-1");

            server.database().goDown();
            List<Callable<Answer>> askings = List.of(
                    () -> server.anybody().get(link),
                    () -> server.organiser().get("/api/events"),
                    () -> server.organiser().post("/api/staff", Map.of("name", "x")),
                    () -> server.anybody().post("/api/sign-in", Map.of("name", "organiser", "password", "x")));
            try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
                // All at once: each waits some seconds for a connection.
                for (Future<Answer> asked : askers.invokeAll(askings)) {
                    Answer answer = asked.get();
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.text("code")).isEqualTo("DATABASE_UNREACHABLE");
                    assertThat(answer.text("advice")).isNotEmpty();
                }
            }
            assertThat(server.anybody().get("/actuator/health").status()).isEqualTo(503);

            server.database().comeBack();
            eventually("back", () -> server.anybody().get(link).status() == 200);
            assertThat(server.organiser().get("/api/events").status()).isEqualTo(200);
        }
    }
}

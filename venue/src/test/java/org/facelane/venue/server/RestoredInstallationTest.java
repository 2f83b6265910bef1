package org.facelane.venue.server;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.facelane.venue.server.TestServer.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.face.Threshold;
import org.facelane.venue.EventId;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.pass.DatabasePasses;
import org.facelane.venue.pass.PassAnswer;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.PassRefusal;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docs/operating.md tells to do before and after a database is lost: backups by the command and by copying,
/// restoring, and a master key that nobody has any more.
class RestoredInstallationTest {
    private static final InstantSource TIME = InstantSource.system();

    @TempDir
    private Path folder;

    private Path data;
    private Path backup;

    /// What is known of an installation while its database is there.
    private record Before(String event, String pass, String withdrew, String stays, String password) {}

    @BeforeEach
    void name() {
        data = folder.resolve("data");
        backup = folder.resolve("facelane.sql.gz");
    }

    @Test
    void passesAndKeysWork_whoWithdrewStaysErased_andALostMasterKeyIsSaid() throws Exception {
        Before before = backedUp();
        DatabaseAddress empty = TestDatabase.empty();
        assertThat(BackupCommand.restore(arguments("--from=" + backup, empty), TIME))
                .isZero();
        try (Server server = Server.start(settings(empty))) {
            Visitor anybody = new Visitor(server.url());
            assertThat(anybody.get(before.withdrew()).text("state")).isEqualTo("ERASED");
            assertThat(anybody.get(before.stays()).text("state")).isEqualTo("ENROLLED");
            assertThat(shown(server, before)).isInstanceOf(PassAnswer.Claimed.class);
        }
        assertThatThrownBy(() -> BackupCommand.restore(arguments("--from=" + backup, empty), TIME))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("not empty");

        Files.delete(data.resolve("master.key"));
        assertThatThrownBy(() -> Server.start(settings(empty)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot be opened by this installation's key file")
                .hasMessageContaining("facelane keys start-over");
        assertThat(KeysCommand.run(arguments("start-over", empty), TIME)).isZero();
        try (Server server = Server.start(settings(empty))) {
            assertThat(shown(server, before)).isEqualTo(new PassAnswer.Refused(PassRefusal.EXPIRED));
            Visitor organiser = new Visitor(server.url()).as("other", before.password());
            assertThat(newEvent(organiser, "PASS")).isNotEmpty();
        }
    }

    @Test
    void aCopyOfAStoppedInstallation_isThatInstallation_andAnEmptyOneTakesABackup() throws Exception {
        Path programs = Path.of("target", "postgresql-programs");
        EmbeddedDatabase.start(data.resolve("database"), programs).close();
        MasterKey.open(data.resolve("master.key"));
        assertThat(OrganiserLinkCommand.make(Main.settings(List.of("--data=" + data)), Instant.now()))
                .isNotEmpty();
        assertThat(BackupCommand.backup(List.of("--data=" + data, "--to=" + backup), TIME))
                .isZero();

        Path copy = folder.resolve("copy");
        copyTree(data, copy);
        assertThat(AuditCommand.run(List.of("verify", "--data=" + copy))).isZero();
        assertThat(BackupCommand.backup(List.of("--data=" + copy, "--to=" + folder.resolve("of-copy.gz")), TIME))
                .isZero();
        assertThat(Files.size(folder.resolve("of-copy.gz"))).isPositive();

        Path elsewhere = folder.resolve("elsewhere");
        List<String> restore = List.of("--data=" + elsewhere, "--from=" + backup);
        assertThat(BackupCommand.restore(restore, TIME)).as("no master key").isEqualTo(1);
        Files.copy(data.resolve("master.key"), elsewhere.resolve("master.key"));
        assertThatThrownBy(() -> BackupCommand.restore(restore, TIME)).hasMessageContaining("not empty");
    }

    /// An installation with a guest who has a pass and two in a gallery; then the backup; then one withdraws.
    private Before backedUp() throws IOException {
        Files.createDirectories(data);
        try (TestServer server = new TestServer(data, Map.of("enrol-by-file", "true"))) {
            String password = server.organiser()
                    .post("/api/staff", Map.of("name", "other", "roles", List.of("ORGANISER")))
                    .text("password");
            String withPasses = newEvent(server.organiser(), "PASS");
            server.tickets(withPasses, "P-1");
            String pass = enrolled(server, server.link(withPasses, "P-1"), "07")
                    .json()
                    .path("pass")
                    .path("text")
                    .asString();
            String event = server.event();
            server.tickets(event, "W-1", "S-1");
            Before before =
                    new Before(withPasses, pass, server.link(event, "W-1"), server.link(event, "S-1"), password);
            enrolled(server, before.withdrew(), "05");
            enrolled(server, before.stays(), "06");
            server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", "North"));
            server.database()
                    .execute("insert into lane_gallery (lane_id, node, version, acknowledged_at) select id, 'a server"
                            + " that is lost', 0, now() from lane");
            DatabaseAddress address = server.database().address();
            assertThat(BackupCommand.backup(arguments("--to=" + backup, address), TIME))
                    .isZero();
            assertThatThrownBy(() -> BackupCommand.backup(arguments("--to=" + backup, address), TIME))
                    .hasMessageContaining("exists already");
            server.database().execute("delete from lane_gallery");
            server.anybody().post(before.withdrew() + "/withdraw");
            eventually(
                    "in the ledger",
                    () -> Files.exists(data.resolve("erasures.txt"))
                            && read(data.resolve("erasures.txt")).contains("GUEST"));
            return before;
        }
    }

    private static Answer enrolled(TestServer server, String link, String person) throws IOException {
        byte[] picture = Files.readAllBytes(Path.of("../samples/people", person, "enrol.jpg"));
        Answer answer = server.anybody().post(link + "?consent=1&language=en", picture, "image/jpeg");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    /// The id of an event that begins soon.
    private static String newEvent(Visitor organiser, String mode) {
        Instant starts = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        return organiser
                .post(
                        "/api/events",
                        Map.of(
                                "name",
                                "Cup final",
                                "venue",
                                "North stadium",
                                "startsAt",
                                starts.toString(),
                                "endsAt",
                                starts.plus(Duration.ofHours(3)).toString(),
                                "eraseAfter",
                                starts.plus(Duration.ofHours(24)).toString(),
                                "mode",
                                mode))
                .text("id");
    }

    /// What a lane makes of the pass.
    private PassAnswer shown(Server server, Before before) {
        MasterKey master = MasterKey.open(data.resolve("master.key"));
        return new PassDesk(
                        new DatabasePasses(server.parts().database(), master),
                        Duration.ofMinutes(5),
                        Threshold.forFmr(1e-4))
                .answer(new EventId(UUID.fromString(before.event())), before.pass(), Instant.now());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), COPY_ATTRIBUTES);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Settings settings(DatabaseAddress address) {
        return Settings.in(data, TestServer.settings(address, Map.of()));
    }

    private List<String> arguments(String first, DatabaseAddress address) {
        List<String> arguments = new ArrayList<>(List.of(first, "--data=" + data));
        TestServer.settings(address, Map.of()).forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }
}

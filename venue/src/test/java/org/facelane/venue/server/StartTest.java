package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facelane.venue.Erasure;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a server from starting is said in one sentence that names the thing and what to do.
class StartTest {
    private static final DatabaseAddress NOWHERE =
            new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/facelane", "facelane", "");

    @TempDir
    Path data;

    @Test
    void portTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    Map.of("port", String.valueOf(other.getLocalPort())),
                    "Port " + other.getLocalPort(),
                    "--port=NUMBER");
        }
    }

    @Test
    void databaseDown() {
        refuses(Map.of(), "127.0.0.1:1/facelane", "not reachable");
    }

    @Test
    void modelWithoutCalibration() throws IOException {
        Path pack = copyOfModels();
        Path manifest = pack.resolve("manifest.properties");
        List<String> lines = Files.readAllLines(manifest).stream()
                .filter(line -> !line.startsWith("calibration."))
                .toList();
        Files.write(manifest, lines);

        refuses(Map.of("models", pack.toString()), "is not calibrated", "no error rate", "facelane calibrate");
    }

    @Test
    void damagedModel() throws IOException {
        Path pack = copyOfModels();
        Path detector = pack.resolve("detector.onnx");
        byte[] bytes = Files.readAllBytes(detector);
        bytes[bytes.length / 2] ^= 1;
        Files.write(detector, bytes);

        refuses(Map.of("models", pack.toString()), "detector.onnx");
    }

    @Test
    void databaseOlderThanTheLedger_whoWithdrewIsErasedBeforeAnyLaneOpens() throws IOException {
        try (TestDatabase database = TestDatabase.fresh()) {
            Guests.Enrolled guest = Guests.enrolled(database, Guests.event(database));
            Files.writeString(
                    data.resolve("erasures.txt"),
                    Guests.NOW + " GUEST " + guest.guest().id() + "\n");
            try (Server server = Server.start(Settings.in(data, TestServer.settings(database.address(), Map.of())))) {
                assertThat(server.parts().erasures().progress(guest.guest().id()))
                        .get()
                        .isInstanceOf(Erasure.Erased.class);
            }
        }
    }

    private Path copyOfModels() throws IOException {
        Path pack = data.resolve("pack");
        Files.createDirectories(pack);
        try (Stream<Path> files = Files.list(TestServer.MODELS)) {
            for (Path file : files.toList()) {
                Files.copy(file, pack.resolve(file.getFileName().toString()));
            }
        }
        return pack;
    }

    @Test
    void noModel() {
        refuses(Map.of("models", data.resolve("nothing").toString()), "nothing");
    }

    @Test
    void dataFolderIsNone() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> Server.start(Settings.in(file, TestServer.settings(NOWHERE, Map.of()))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("data folder " + file)
                .hasMessageContaining("--data=DIR");
    }

    @Test
    void masterKeyOthersMayRead() throws IOException {
        Path key = Files.writeString(data.resolve("master.key"), "{}");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        refuses(Map.of(), "master.key", "chmod 600");
    }

    private void refuses(Map<String, String> settings, String... words) {
        assertThatThrownBy(() -> Server.start(Settings.in(data, TestServer.settings(NOWHERE, settings))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll(words);
    }
}

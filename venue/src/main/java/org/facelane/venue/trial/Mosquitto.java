package org.facelane.venue.trial;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real MQTT broker on loopback, where one is installed: it can be killed and started again at the same port.
public final class Mosquitto implements AutoCloseable {
    private final Program program;
    private final int port;

    private Mosquitto(Program program, int port) {
        this.program = requireNonNull(program, "program is null");
        this.port = port;
    }

    /// Where it is installed; Debian: `apt-get install mosquitto`.
    public static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder).resolve("mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one; it listens when this returns.
    ///
    /// @param folder for its settings and its log
    /// @param settings lines of `mosquitto.conf` besides the listener
    /// @throws IllegalStateException if none is installed, or it ends at once
    public static Mosquitto start(Path folder, List<String> settings) throws IOException {
        Path program = installed()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no MQTT broker on this machine: apt-get install mosquitto"));
        int port = Waiting.freePort();
        Path file = folder.resolve("mosquitto.conf");
        Files.writeString(
                file,
                "user " + System.getProperty("user.name") + "\nlistener " + port + " 127.0.0.1\n"
                        + String.join("\n", settings) + "\n");
        Mosquitto broker = new Mosquitto(
                new Program(List.of(program.toString(), "-c", file.toString()), folder.resolve("mosquitto.log")), port);
        broker.awaitListening();
        return broker;
    }

    public int port() {
        return port;
    }

    public void kill() {
        program.kill();
    }

    public void startAgain() {
        program.startAgain();
        awaitListening();
    }

    @Override
    public void close() {
        program.close();
    }

    private void awaitListening() {
        Waiting.until("the broker listens, or see " + program.log(), () -> {
            if (!program.isAlive()) {
                throw new IllegalStateException("the broker has ended: see " + program.log());
            }
            return Waiting.isListening(port);
        });
    }
}

package org.facelane.venue.gate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A real MQTT broker on loopback, for one test: Mosquitto, where it is installed.
final class Mosquitto {
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(path -> Path.of(path).resolve("mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// @param settings lines of `mosquitto.conf` besides the listener
    static Mosquitto start(Path folder, List<String> settings) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                "user " + System.getProperty("user.name") + "\nlistener " + port + " 127.0.0.1\n"
                        + String.join("\n", settings));
        Mosquitto broker = new Mosquitto(folder, port, run(folder));
        broker.awaitListening();
        return broker;
    }

    int port() {
        return port;
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws Exception {
        process = run(folder);
        awaitListening();
    }

    private static Process run(Path folder) throws IOException {
        return new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
    }

    private void awaitListening() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(folder.resolve("mosquitto.log")), e);
                }
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("mosquitto does not listen");
    }
}

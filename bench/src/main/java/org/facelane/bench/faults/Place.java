package org.facelane.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.venue.store.DatabaseAddress;

/// A venue on this machine, each part a process of its own or behind a wire: database, broker, server, two lanes with
/// their tablets and gates, and tickets for everybody who will come.
final class Place implements AutoCloseable {
    /// The north lane's gate speaks HTTP, the south lane's MQTT.
    static final int LANES = 2;

    private static final List<Path> BROKERS = List.of(
            Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"));

    private final Path root;
    private final Path data;
    private final KillableDatabase database;
    private final int brokerPort = Waiting.freePort();
    private final Child broker;
    private final Gates gates;
    private final Wire toHttpGate;
    private final Wire toBroker;
    private final int serverPort = Waiting.freePort();
    private final Child server;
    private final Office office = new Office("http://localhost:" + serverPort);
    private final List<Tablet> tablets = new ArrayList<>();
    private final List<String> links = new ArrayList<>();

    /// @param root the project, for its models and sample people
    /// @param data an empty folder
    /// @param guests how many will come
    Place(Path root, Path data, int guests) {
        this.root = root;
        this.data = data;
        database = new KillableDatabase(data.resolve("database"), data.resolve("programs"));
        broker = new Child(
                List.of(mosquitto().toString(), "-c", brokerSettings().toString()), data.resolve("broker.log"));
        Waiting.until("the broker listens", () -> Waiting.isListening(brokerPort));
        gates = new Gates(brokerPort);
        Waiting.until("the gate hears its broker", gates::isConnected);
        toHttpGate = new Wire(gates.httpPort());
        toBroker = new Wire(brokerPort);
        server = new Child(serverCommand(), data.resolve("server.log"));
        awaitServer();
        open(guests);
    }

    Office office() {
        return office;
    }

    Tablet tablet(int lane) {
        return tablets.get(lane);
    }

    Gates gates() {
        return gates;
    }

    /// How the books are read, past every fault.
    DatabaseAddress books() {
        return database.direct();
    }

    /// Where guest `i` enrols and withdraws, with the ticket `T-<i>`.
    String link(int i) {
        return links.get(i);
    }

    /// @param capture `enrol` or `arrive`
    byte[] picture(int person, String capture) {
        List<Path> people = people();
        return read(people.get(person % people.size()).resolve(capture + ".jpg"));
    }

    void strike(Fault fault) {
        switch (fault) {
            case NONE -> {}
            case SERVER -> server.kill();
            case DATABASE -> database.kill();
            case CAMERA -> tablets.forEach(Tablet::breakDown);
            case BROKER -> broker.kill();
            case NETWORK_TO_DATABASE -> database.wire().cut();
            case NETWORK_TO_GATE -> {
                toHttpGate.cut();
                toBroker.cut();
            }
        }
    }

    void mend(Fault fault) {
        switch (fault) {
            case NONE -> {}
            case SERVER -> {
                server.startAgain();
                awaitServer();
            }
            case DATABASE -> database.startAgain();
            case CAMERA -> tablets.forEach(Tablet::mend);
            case BROKER -> {
                broker.startAgain();
                Waiting.until("the gate hears its broker", gates::isConnected);
            }
            case NETWORK_TO_DATABASE -> database.wire().mend();
            case NETWORK_TO_GATE -> {
                toHttpGate.mend();
                toBroker.mend();
            }
        }
    }

    @Override
    public void close() {
        tablets.forEach(Tablet::close);
        server.close();
        toHttpGate.close();
        toBroker.close();
        gates.close();
        broker.close();
        database.close();
    }

    private void open(int guests) {
        office.becomesOrganiser(organiserLink());
        String event = office.event();
        office.tickets(event, guests);
        for (int i = 0; i < guests; i++) {
            links.add(office.link(event, "T-" + i));
        }
        String http = "http://127.0.0.1:" + toHttpGate.port() + "/open";
        String mqtt = "mqtt://127.0.0.1:" + toBroker.port() + "/" + Gates.TOPIC;
        String url = "http://localhost:" + serverPort;
        tablets.add(new Tablet(url, office.lane(event, "North", http)));
        tablets.add(new Tablet(url, office.lane(event, "South", mqtt)));
    }

    private List<String> serverCommand() {
        DatabaseAddress address = database.throughWire();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx1g",
                "-Dfacelane.home=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "org.facelane.venue.server.Main",
                "serve",
                "--port=" + serverPort,
                "--data=" + data.resolve("server"),
                "--models=" + root.resolve("models/default"),
                "--database-url=" + address.url(),
                "--database-name=" + address.name(),
                "--database-password=" + address.password(),
                "--guest-requests-max=100000",
                "--enrol-by-file=true");
    }

    private void awaitServer() {
        Waiting.until(
                "the server answers, or see " + server.log(),
                () -> office.get("/api/me").status() != 0);
    }

    /// Shown at the first start only.
    private String organiserLink() {
        try (Stream<String> lines = Files.lines(server.log())) {
            return lines.map(String::strip)
                    .filter(line -> line.contains("/sign-in#link="))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path brokerSettings() {
        Path file = data.resolve("mosquitto.conf");
        try {
            Files.writeString(
                    file,
                    "user " + System.getProperty("user.name") + "\nlistener " + brokerPort
                            + " 127.0.0.1\nallow_anonymous true\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Path mosquitto() {
        return BROKERS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no MQTT broker on this machine: apt-get install mosquitto"));
    }

    private List<Path> people() {
        try (Stream<Path> folders = Files.list(root.resolve("samples/people"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

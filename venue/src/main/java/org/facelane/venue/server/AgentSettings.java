package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.gate.MqttAccount;

/// What stands on the command line of `facelane lane`.
///
/// @param data the agent's folder
/// @param models the folder of the model pack; must be the server's
/// @param server whose agent it shall be
/// @param join the code from the organiser's page
/// @param camera where the lane's pictures come from
/// @param framesPerSecond of a camera that is a folder or a file
/// @param screenPort where the lane's screen is served on this machine; 0 takes any free port
/// @param interval from one question to the server to the next
/// @param gateTimeout how long a command to the gate may take, and how long an unreachable gate is tried again
/// @param cameraLimits what a camera with an address may cost, and how long it is waited for
/// @param mqttAccount as whom to sign in at the MQTT brokers of gates
record AgentSettings(
        Path data,
        Path models,
        Optional<String> server,
        Optional<String> join,
        String camera,
        int framesPerSecond,
        int screenPort,
        Duration interval,
        Duration gateTimeout,
        CameraLimits cameraLimits,
        Optional<MqttAccount> mqttAccount) {
    static final List<Setting> KEYS = List.of(
            new Setting("data", "facelane-lane", new Setting.Text(), "the folder of everything the agent keeps"),
            new Setting(
                    "models", "models/default", new Setting.Text(), "the folder of the model pack, as the server's"),
            new Setting("server", "", new Setting.HttpAddress(), "where the server is, with --join"),
            new Setting(
                    "join", "", new Setting.Text(), "the code from the organiser's page; empty: scanned by the camera"),
            new Setting("camera", "", new Setting.Text(), "where the lane's pictures come from"),
            new Setting("frames-per-second", "10", new Setting.Whole(1, 60), "of a camera that is a folder or a file"),
            new Setting(
                    "screen-port",
                    "8090",
                    new Setting.Whole(0, 65_535),
                    "where this machine shows the lane's screen; 0 takes any free port"),
            new Setting(
                    "interval",
                    "1s",
                    new Setting.Time(Duration.ofMillis(200), Duration.ofSeconds(10)),
                    "from one question to the server to the next"),
            new Setting(
                    "gate-timeout",
                    "3s",
                    new Setting.Time(Duration.ofMillis(500), Duration.ofSeconds(10)),
                    "how long a command to the gate may take, and how long an unreachable gate is tried again"),
            new Setting(
                    "camera-silence-max",
                    "5s",
                    new Setting.Time(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    "after so long without a picture a camera with an address has stalled and is opened again"),
            new Setting(
                    "camera-retry-max",
                    "15s",
                    new Setting.Time(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                    "the longest wait before such a camera is opened again"),
            new Setting(
                    "camera-pixels-max",
                    "9000000",
                    new Setting.Whole(300_000, 40_000_000),
                    "the largest picture of such a camera, width times height"),
            new Setting("mqtt-name", "", new Setting.Text(), "as whom to sign in at the MQTT brokers of gates"));

    AgentSettings {
        requireNonNull(data, "data is null");
        requireNonNull(models, "models is null");
        requireNonNull(server, "server is null");
        requireNonNull(join, "join is null");
        requireNonNull(camera, "camera is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(gateTimeout, "gateTimeout is null");
        requireNonNull(cameraLimits, "cameraLimits is null");
        requireNonNull(mqttAccount, "mqttAccount is null");
    }

    /// @param environment of the process; only the password of MQTT brokers is looked at
    /// @throws CannotStart if an argument is not understood, a key unknown or a value out of its range
    static AgentSettings read(List<String> arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        KEYS.forEach(key -> values.put(key.name(), key.standard()));
        List<String> problems = new ArrayList<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            String name =
                    argument.startsWith("--") ? argument.substring(2, equals < 0 ? argument.length() : equals) : "";
            Optional<Setting> key =
                    KEYS.stream().filter(known -> known.name().equals(name)).findFirst();
            if (key.isEmpty() || equals < 0 && rest.isEmpty()) {
                problems.add("'" + argument + "' is not understood; `facelane lane --help` lists what is.");
                continue;
            }
            String value = equals < 0 ? rest.removeFirst() : argument.substring(equals + 1);
            if (!key.get().allows(value)) {
                problems.add("'" + name + "' is '" + value + "': expected "
                        + key.get().kind().range() + ".");
            }
            values.put(name, value.strip());
        }
        if (problems.isEmpty() && get(values, "camera").isEmpty()) {
            problems.add("Name the lane's camera by --camera=….");
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
        return of(values, environment);
    }

    private static AgentSettings of(Map<String, String> values, Map<String, String> environment) {
        Path models = Path.of(get(values, "models"));
        return new AgentSettings(
                Path.of(get(values, "data")),
                models.isAbsolute() ? models : Server.home().resolve(models),
                optional(values, "server"),
                optional(values, "join"),
                get(values, "camera"),
                Integer.parseInt(get(values, "frames-per-second")),
                Integer.parseInt(get(values, "screen-port")),
                Setting.Time.parse(get(values, "interval")),
                Setting.Time.parse(get(values, "gate-timeout")),
                CameraLimits.of(
                        Setting.Time.parse(get(values, "camera-silence-max")),
                        Setting.Time.parse(get(values, "camera-retry-max")),
                        Integer.parseInt(get(values, "camera-pixels-max"))),
                optional(values, "mqtt-name")
                        .map(name -> new MqttAccount(
                                name, environment.getOrDefault(SettingsReader.MQTT_PASSWORD_VARIABLE, ""))));
    }

    static String help() {
        return KEYS.stream()
                .map(key -> "  --%s  %s (%s; default %s)"
                        .formatted(
                                key.name(),
                                key.meaning(),
                                key.kind().range(),
                                key.standard().isEmpty() ? "none" : key.standard()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String get(Map<String, String> values, String name) {
        return requireNonNull(values.get(name), name);
    }

    private static Optional<String> optional(Map<String, String> values, String name) {
        return Optional.of(get(values, name)).filter(value -> !value.isEmpty());
    }
}

package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
/// @param restartKeyUri under which key it keeps what it needs to go on after a restart without the server
/// @param gateTimeout how long a command to the gate may take, and how long an unreachable gate is tried again
/// @param sensorRetryMax the longest wait before a sensor's program that ended is started again
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
        Optional<String> restartKeyUri,
        Duration gateTimeout,
        Duration sensorRetryMax,
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
                    new Setting.Time(Duration.ofMillis(200), Duration.ofSeconds(2)),
                    "from one question to the server to the next"),
            new Setting(
                    "restart-key-uri",
                    "",
                    new Setting.KeyAddress(),
                    "the key that carries the gallery and the tickets through a restart without the server; empty: the"
                            + " agent asks for tickets then"),
            SettingsReader.GATE_TIMEOUT,
            SettingsReader.SENSOR_RETRY_MAX,
            SettingsReader.CAMERA_SILENCE_MAX,
            SettingsReader.CAMERA_RETRY_MAX,
            SettingsReader.CAMERA_PIXELS_MAX,
            SettingsReader.MQTT_NAME);

    private static final String HELP = "./facelane lane --help";

    AgentSettings {
        requireNonNull(data, "data is null");
        requireNonNull(models, "models is null");
        requireNonNull(server, "server is null");
        requireNonNull(join, "join is null");
        requireNonNull(camera, "camera is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(restartKeyUri, "restartKeyUri is null");
        requireNonNull(gateTimeout, "gateTimeout is null");
        requireNonNull(sensorRetryMax, "sensorRetryMax is null");
        requireNonNull(cameraLimits, "cameraLimits is null");
        requireNonNull(mqttAccount, "mqttAccount is null");
    }

    /// @param environment of the process; only the password of MQTT brokers is looked at
    /// @throws CannotStart if an argument is not understood, a key unknown or a value out of its range
    static AgentSettings read(List<String> arguments, Map<String, String> environment) {
        SettingValues values = new SettingValues(KEYS, HELP);
        values.take(SettingValues.given(arguments, HELP), "the command line");
        if (values.text("camera").isEmpty()) {
            values.isWrong("Name the lane's camera by --camera=…: an address, or a folder of pictures.");
        }
        values.allowStart();
        return new AgentSettings(
                Path.of(values.text("data")),
                SettingsReader.models(values),
                values.optional("server"),
                values.optional("join"),
                values.text("camera"),
                values.whole("frames-per-second"),
                values.whole("screen-port"),
                values.time("interval"),
                values.optional("restart-key-uri"),
                values.time(SettingsReader.GATE_TIMEOUT.name()),
                values.time(SettingsReader.SENSOR_RETRY_MAX.name()),
                SettingsReader.camera(values),
                values.optional(SettingsReader.MQTT_NAME.name())
                        .map(name -> new MqttAccount(
                                name, environment.getOrDefault(SettingsReader.MQTT_PASSWORD_VARIABLE, ""))));
    }
}

package org.facelane.venue.server;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.gate.MqttAccount;

/// Reads [Settings] from, later over earlier: the defaults, `facelane.properties` in the data folder, the command line.
/// Of the environment only the two passwords and one secret are read. Unknown keys and bad values refuse the start;
/// nothing is ever corrected silently.
final class SettingsReader {
    /// What lists the keys, for messages.
    static final String HELP = "./facelane settings";

    /// The file in the data folder.
    static final String FILE = "facelane.properties";

    /// The variable of the environment from which the database password is read.
    static final String PASSWORD_VARIABLE = "FACELANE_DATABASE_PASSWORD";

    /// The variable of the environment from which the password for MQTT brokers is read.
    static final String MQTT_PASSWORD_VARIABLE = "FACELANE_MQTT_PASSWORD";

    // An agent has these six too.
    static final Setting CAMERA_SILENCE_MAX = new Setting(
            "camera-silence-max",
            "5s",
            new Setting.Time(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            "after so long without a picture a camera with an address has stalled and is opened again");

    static final Setting CAMERA_RETRY_MAX = new Setting(
            "camera-retry-max",
            "15s",
            new Setting.Time(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            "the longest wait before such a camera is opened again; it begins with half a second and doubles");

    static final Setting CAMERA_PIXELS_MAX = new Setting(
            "camera-pixels-max",
            "9000000",
            new Setting.Whole(300_000, 40_000_000),
            "the largest picture of such a camera, width times height");

    static final Setting GATE_TIMEOUT = new Setting(
            "gate-timeout",
            "3s",
            new Setting.Time(Duration.ofMillis(500), Duration.ofSeconds(10)),
            "how long a command to a gate may take, and how long an unreachable gate is tried again");

    static final Setting SENSOR_RETRY_MAX = new Setting(
            "sensor-retry-max",
            "30s",
            new Setting.Time(Duration.ofSeconds(1), Duration.ofMinutes(5)),
            "the longest wait before a sensor's program that ended is started again; it begins with half a second and"
                    + " doubles");

    static final Setting MQTT_NAME =
            new Setting("mqtt-name", "", new Setting.Text(), "as whom to sign in at the MQTT brokers of gates");

    private static final List<Setting> OWN = List.of(
            new Setting("port", "8080", new Setting.Whole(0, 65_535), "where to listen; 0 takes any free port"),
            new Setting("bind-address", "127.0.0.1", new Setting.Text(), "the address to listen on; 0.0.0.0 for all"),
            new Setting("public-url", "", new Setting.HttpAddress(), "how guests and staff reach the server, no path"),
            new Setting("proxied", "false", new Setting.YesNo(), "a proxy in front sets X-Forwarded-For and -Proto"),
            new Setting("data", "facelane-data", new Setting.Text(), "the folder of everything the server keeps"),
            new Setting("models", "models/default", new Setting.Text(), "the folder of the model pack"),
            new Setting("database-url", "", new Setting.JdbcAddress(), "empty: the embedded database"),
            new Setting("database-name", "facelane", new Setting.Text(), "who signs in at that database"),
            new Setting("database-password", "", new Setting.Text(), "better given as " + PASSWORD_VARIABLE),
            new Setting("database-connections-max", "12", new Setting.Whole(4, 200), "connections in the pool"),
            new Setting("master-key-file", "", new Setting.Text(), "empty: master.key in the data folder"),
            new Setting(
                    "master-key-uri",
                    "",
                    new Setting.KeyAddress(),
                    "the key that file is encrypted under; empty: the file holds the key itself"),
            new Setting(
                    "audit-sign-interval",
                    "1m",
                    new Setting.Time(Duration.ofSeconds(1), Duration.ofDays(1)),
                    "at most how long a line of the audit log is without a signature"),
            new Setting(
                    "scrub-interval",
                    "15m",
                    new Setting.Time(Duration.ofSeconds(1), Duration.ofDays(7)),
                    "at most how often what deletion leaves in the database's files is cleared away"),
            new Setting(
                    "erasure-ledger",
                    "",
                    new Setting.Text(),
                    "what was erased; empty: erasures.txt in the data folder"),
            new Setting(
                    "records-kept",
                    "30d",
                    new Setting.Time(Duration.ofHours(1), Duration.ofDays(3650)),
                    "how long ticket holders, ticket codes and stewards' names are kept after an event's deadline"),
            new Setting(
                    "picture-bytes-max",
                    "15000000",
                    new Setting.Whole(1_000_000, 50_000_000),
                    "largest picture, or all pictures of a camera session"),
            new Setting(
                    "picture-pixels-max", "40000000", new Setting.Whole(1_000_000, 200_000_000), "width times height"),
            new Setting(
                    "enrol-by-file",
                    "false",
                    new Setting.YesNo(),
                    "guests may send a picture file instead of the camera"),
            new Setting("enrol-light-needed", "false", new Setting.YesNo(), "the screen's light must show on the face"),
            new Setting(
                    "enrol-time-max",
                    "2m",
                    new Setting.Time(Duration.ofSeconds(30), Duration.ofMinutes(15)),
                    "from the first step before the camera until all pictures have arrived"),
            new Setting("uploads-max", "16", new Setting.Whole(1, 200), "pictures and ticket files in memory at once"),
            new Setting(
                    "ticket-file-bytes-max", "20000000", new Setting.Whole(100_000, 20_000_000), "largest ticket file"),
            new Setting(
                    "frames-per-second-max",
                    "10",
                    new Setting.Whole(1, 60),
                    "frames a lane may send a second; one that may decide is asked for at once"),
            new Setting("fpir", "0.001", new Setting.Rate(1e-6, 0.1), "unenrolled people taken for somebody, 1:N"),
            new Setting("margin-score", "6", new Setting.Rate(0, 100), "lead of the first over the second candidate"),
            new Setting("pass-fmr", "0.0001", new Setting.Rate(1e-6, 0.01), "strangers taken for a pass's guest, 1:1"),
            new Setting(
                    "pass-clock-skew",
                    "5m",
                    new Setting.Time(Duration.ofSeconds(1), Duration.ofHours(1)),
                    "how far the clocks of enrolment and lane may differ"),
            new Setting(
                    "slice-time-margin",
                    "30m",
                    new Setting.Time(Duration.ofMinutes(1), Duration.ofHours(24)),
                    "so long before a ticket's hours, and after, lanes search its guest where they search by hour"),
            new Setting(
                    "apple-pass-key",
                    "",
                    new Setting.Text(),
                    "PKCS #12 with Apple's certificate for passes, its key and Apple's intermediate certificate"),
            new Setting("apple-pass-password-file", "", new Setting.Text(), "a file that says what opens it"),
            new Setting("google-wallet-key", "", new Setting.Text(), "the key of a service account at Google, JSON"),
            new Setting("google-wallet-issuer", "", new Setting.Text(), "the number of the account at Google Wallet"),
            new Setting(
                    "gallery-age-max",
                    "10s",
                    new Setting.Time(Duration.ofSeconds(2), Duration.ofMinutes(10)),
                    "how long a lane goes on without hearing of erasures"),
            new Setting(
                    "agent-age-max",
                    "15m",
                    new Setting.Time(Duration.ofSeconds(2), Duration.ofHours(12)),
                    "how long a lane's agent goes on by itself without hearing of erasures"),
            new Setting(
                    "agent-ticket-age-max",
                    "12h",
                    new Setting.Time(Duration.ofSeconds(2), Duration.ofHours(24)),
                    "how long an agent lets in by tickets' codes alone; shorter than agent-age-max: only as long as by"
                            + " faces"),
            new Setting(
                    "last-words-kept",
                    "7d",
                    new Setting.Time(Duration.ofHours(1), Duration.ofDays(30)),
                    "how long an organiser may take to decide about what a revoked agent says that it did"),
            new Setting(
                    "patience",
                    "4s",
                    new Setting.Time(Duration.ofSeconds(3), Duration.ofMinutes(1)),
                    "how long a lane waits for a usable picture before it asks a steward"),
            new Setting(
                    "party-patience",
                    "15s",
                    new Setting.Time(Duration.ofSeconds(5), Duration.ofMinutes(2)),
                    "how long somebody may take to say how many of a party come along"),
            CAMERA_SILENCE_MAX,
            CAMERA_RETRY_MAX,
            CAMERA_PIXELS_MAX,
            new Setting(
                    "ticketing-timeout",
                    "2s",
                    new Setting.Time(Duration.ofMillis(200), Duration.ofSeconds(4)),
                    "how long a ticketing system may take to answer, before the lane goes on by its own rules"),
            GATE_TIMEOUT,
            SENSOR_RETRY_MAX,
            MQTT_NAME,
            new Setting("mqtt-password", "", new Setting.Text(), "better given as " + MQTT_PASSWORD_VARIABLE),
            new Setting(
                    "gate-order-life",
                    "10s",
                    new Setting.Time(Duration.ofSeconds(3), Duration.ofSeconds(30)),
                    "how long an agent may take to hear that it is to open its gate for whom a steward let in"),
            new Setting(
                    "lane-message-hold",
                    "30s",
                    new Setting.Time(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                    "how long a steward's message stays on a lane's screen"),
            new Setting(
                    "link-life",
                    "90d",
                    new Setting.Time(Duration.ofMinutes(1), Duration.ofDays(400)),
                    "how long an enrolment link is valid"),
            new Setting(
                    "session-life",
                    "12h",
                    new Setting.Time(Duration.ofMinutes(1), Duration.ofDays(7)),
                    "how long staff stay signed in while idle"),
            new Setting(
                    "organiser-link-life",
                    "24h",
                    new Setting.Time(Duration.ofMinutes(1), Duration.ofDays(30)),
                    "how long a link counts by which somebody becomes an organiser"),
            new Setting(
                    "sign-in-attempts-max",
                    "8",
                    new Setting.Whole(1, 1_000),
                    "failed sign-ins in a quarter of an hour for a name from an address; 5 times as many for the"
                            + " address"),
            new Setting(
                    "staff-sign-in",
                    "second-factor",
                    new Setting.OneOf(List.of("second-factor", "password")),
                    "what staff show: a passkey, or a password and a code, set up at the first sign-in; or a"
                            + " password alone"),
            new Setting(
                    "guest-requests-max",
                    "60",
                    new Setting.Whole(1, 100_000),
                    "requests a minute for one enrolment link; twenty times as many from one address"));

    /// Every key, in the order of the documentation.
    static final List<Setting> KEYS =
            Stream.concat(OWN.stream(), OpenIdKeys.ALL.stream()).toList();

    private SettingsReader() {}

    /// Reads `--key=value` and `--key value`.
    ///
    /// @param environment of the process; only the three secrets are looked at
    /// @throws CannotStart if an argument is not understood, a key unknown or a value out of its range
    static Settings read(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = SettingValues.given(arguments, HELP);
        String standard = new SettingValues(KEYS, HELP).text("data");
        return read(Path.of(given.getOrDefault("data", standard)), given, environment);
    }

    static Settings read(Path data, Map<String, String> given, Map<String, String> environment) {
        SettingValues values = new SettingValues(KEYS, HELP);
        values.takeSecret("database-password", environment, PASSWORD_VARIABLE);
        values.takeSecret("mqtt-password", environment, MQTT_PASSWORD_VARIABLE);
        values.takeSecret("oidc-client-secret", environment, OpenIdKeys.SECRET_VARIABLE);
        Path file = data.resolve(FILE);
        Map<String, String> filed = file(file);
        if (filed.containsKey("data")) {
            values.isWrong(file + ": the data folder cannot be set inside itself; use --data=…");
        }
        values.take(filed, file.toString());
        values.take(given, "the command line");
        values.allowStart();
        return settings(data, values);
    }

    private static Map<String, String> file(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStart(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static Settings settings(Path data, SettingValues values) {
        return new Settings(
                values.whole("port"),
                values.text("bind-address"),
                values.optional("public-url").map(URI::create),
                values.yes("proxied"),
                data,
                models(values),
                values.optional("database-url"),
                values.text("database-name"),
                values.optional("database-password"),
                values.whole("database-connections-max"),
                values.optional("master-key-file").map(Path::of),
                values.optional("master-key-uri"),
                values.time("audit-sign-interval"),
                values.time("scrub-interval"),
                values.optional("erasure-ledger").map(Path::of),
                values.time("records-kept"),
                values.whole("picture-bytes-max"),
                values.whole("picture-pixels-max"),
                values.yes("enrol-by-file"),
                values.yes("enrol-light-needed"),
                values.time("enrol-time-max"),
                values.whole("uploads-max"),
                values.whole("ticket-file-bytes-max"),
                values.whole("frames-per-second-max"),
                values.rate("fpir"),
                values.rate("margin-score"),
                values.rate("pass-fmr"),
                values.time("pass-clock-skew"),
                values.time("slice-time-margin"),
                values.optional("apple-pass-key").map(Path::of),
                values.optional("apple-pass-password-file").map(Path::of),
                values.optional("google-wallet-key").map(Path::of),
                values.optional("google-wallet-issuer"),
                values.time("gallery-age-max"),
                values.time("agent-age-max"),
                values.time("agent-ticket-age-max"),
                values.time("last-words-kept"),
                values.time("patience"),
                values.time("party-patience"),
                camera(values),
                values.time("ticketing-timeout"),
                values.time("gate-timeout"),
                values.time(SENSOR_RETRY_MAX.name()),
                values.optional("mqtt-name").map(name -> new MqttAccount(name, values.text("mqtt-password"))),
                values.time("gate-order-life"),
                values.time("lane-message-hold"),
                values.time("link-life"),
                values.time("session-life"),
                values.time("organiser-link-life"),
                values.whole("sign-in-attempts-max"),
                SignInDemand.valueOf(
                        values.text("staff-sign-in").replace('-', '_').toUpperCase(Locale.ROOT)),
                OpenIdKeys.read(values::text),
                values.whole("guest-requests-max"));
    }

    /// What a camera with an address may cost, and how long it is waited for.
    static CameraLimits camera(SettingValues values) {
        return CameraLimits.of(
                values.time(CAMERA_SILENCE_MAX.name()),
                values.time(CAMERA_RETRY_MAX.name()),
                values.whole(CAMERA_PIXELS_MAX.name()));
    }

    /// The pack that is shipped lies where the program does, wherever it is started from.
    static Path models(SettingValues values) {
        String models = values.text("models");
        return values.isStandard("models") ? Server.home().resolve(models) : Path.of(models);
    }
}

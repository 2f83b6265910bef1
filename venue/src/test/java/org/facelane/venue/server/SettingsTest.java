package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.gate.MqttAccount;
import org.facelane.venue.openid.OpenIdSettings;
import org.facelane.venue.store.StaffStore.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every default is asserted and every key is set to something else, so that none is forgotten.
class SettingsTest {
    @TempDir
    Path data;

    @Test
    void defaults() {
        assertThat(SettingsReader.read(List.of("--data", data.toString()), Map.of()))
                .isEqualTo(new Settings(
                        8080,
                        "127.0.0.1",
                        Optional.empty(),
                        false,
                        data,
                        Path.of("models/default"),
                        Optional.empty(),
                        "facelane",
                        Optional.empty(),
                        12,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(15),
                        Optional.empty(),
                        Duration.ofDays(30),
                        15_000_000,
                        40_000_000,
                        false,
                        false,
                        Duration.ofMinutes(2),
                        16,
                        20_000_000,
                        10,
                        0.001,
                        6,
                        0.0001,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(15),
                        Duration.ofHours(12),
                        Duration.ofDays(7),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(15),
                        CameraLimits.DEFAULT,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofDays(90),
                        Duration.ofHours(12),
                        Duration.ofHours(24),
                        8,
                        SignInDemand.SECOND_FACTOR,
                        Optional.empty(),
                        60));
        assertThat(SettingsReader.read(List.of(), Map.of()).data()).isEqualTo(Path.of("facelane-data"));
    }

    /// Every key with something else than its default.
    private Map<String, String> everyKey() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("port", "0");
        given.put("bind-address", "0.0.0.0");
        given.put("public-url", "https://faces.example.org");
        given.put("proxied", "true");
        given.put("data", data.toString());
        given.put("models", "elsewhere");
        given.put("database-url", "jdbc:postgresql://db.example.org/facelane");
        given.put("database-name", "somebody");
        given.put("database-password", "s3cret");
        given.put("database-connections-max", "20");
        given.put("master-key-file", "/run/secrets/master.key");
        given.put("master-key-uri", "file:///run/secrets/kek.key");
        given.put("audit-sign-interval", "30s");
        given.put("scrub-interval", "2h");
        given.put("erasure-ledger", "/srv/erasures.txt");
        given.put("records-kept", "7d");
        given.put("picture-bytes-max", "1000000");
        given.put("picture-pixels-max", "2000000");
        given.put("enrol-by-file", "true");
        given.put("enrol-light-needed", "true");
        given.put("enrol-time-max", "45s");
        given.put("uploads-max", "3");
        given.put("ticket-file-bytes-max", "300000");
        given.put("frames-per-second-max", "5");
        given.put("fpir", "0.01");
        given.put("margin-score", "5.5");
        given.put("pass-fmr", "0.001");
        given.put("pass-clock-skew", "30s");
        given.put("slice-time-margin", "1h");
        given.put("apple-pass-key", "/run/secrets/apple.p12");
        given.put("apple-pass-password-file", "/run/secrets/apple.password");
        given.put("google-wallet-key", "/run/secrets/google.json");
        given.put("google-wallet-issuer", "3388000000000000000");
        given.put("gallery-age-max", "20s");
        given.put("agent-age-max", "3m");
        given.put("agent-ticket-age-max", "6h");
        given.put("last-words-kept", "2d");
        given.put("patience", "4500ms");
        given.put("party-patience", "20s");
        given.put("camera-silence-max", "3s");
        given.put("camera-retry-max", "30s");
        given.put("camera-pixels-max", "2000000");
        given.put("ticketing-timeout", "1s");
        given.put("gate-timeout", "1s");
        given.put("sensor-retry-max", "45s");
        given.put("mqtt-name", "gates");
        given.put("mqtt-password", "broker s3cret");
        given.put("gate-order-life", "8s");
        given.put("lane-message-hold", "20s");
        given.put("link-life", "7d");
        given.put("session-life", "90m");
        given.put("organiser-link-life", "2h");
        given.put("sign-in-attempts-max", "3");
        given.put("staff-sign-in", "password");
        given.put("guest-requests-max", "7");
        given.putAll(providerKeys());
        return given;
    }

    private static Map<String, String> providerKeys() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("oidc-issuer", "https://login.example.org/venue");
        given.put("oidc-client", "facelane");
        given.put("oidc-client-secret", "shared s3cret");
        given.put("oidc-scope", "openid groups");
        given.put("oidc-name-claim", "email");
        given.put("oidc-roles-claim", "realm_access.roles");
        given.put("oidc-roles", "door-team=steward, door-team=technician");
        given.put("oidc-roles-life", "10m");
        given.put("oidc-timeout", "2s");
        return given;
    }

    private static OpenIdSettings provider() {
        return new OpenIdSettings(
                URI.create("https://login.example.org/venue"),
                "facelane",
                Optional.of("shared s3cret"),
                "openid groups",
                "email",
                "realm_access.roles",
                Map.of("door-team", Set.of(Role.STEWARD, Role.TECHNICIAN)),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> given = everyKey();
        assertThat(given.keySet())
                .containsExactlyElementsOf(
                        SettingsReader.KEYS.stream().map(Setting::name).toList());

        List<String> arguments = given.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toList();
        assertThat(SettingsReader.read(arguments, Map.of())).isEqualTo(everySetting());
    }

    private Settings everySetting() {
        return new Settings(
                0,
                "0.0.0.0",
                Optional.of(URI.create("https://faces.example.org")),
                true,
                data,
                Path.of("elsewhere"),
                Optional.of("jdbc:postgresql://db.example.org/facelane"),
                "somebody",
                Optional.of("s3cret"),
                20,
                Optional.of(Path.of("/run/secrets/master.key")),
                Optional.of("file:///run/secrets/kek.key"),
                Duration.ofSeconds(30),
                Duration.ofHours(2),
                Optional.of(Path.of("/srv/erasures.txt")),
                Duration.ofDays(7),
                1_000_000,
                2_000_000,
                true,
                true,
                Duration.ofSeconds(45),
                3,
                300_000,
                5,
                0.01,
                5.5,
                0.001,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Optional.of(Path.of("/run/secrets/apple.p12")),
                Optional.of(Path.of("/run/secrets/apple.password")),
                Optional.of(Path.of("/run/secrets/google.json")),
                Optional.of("3388000000000000000"),
                Duration.ofSeconds(20),
                Duration.ofMinutes(3),
                Duration.ofHours(6),
                Duration.ofDays(2),
                Duration.ofMillis(4500),
                Duration.ofSeconds(20),
                CameraLimits.of(Duration.ofSeconds(3), Duration.ofSeconds(30), 2_000_000),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(45),
                Optional.of(new MqttAccount("gates", "broker s3cret")),
                Duration.ofSeconds(8),
                Duration.ofSeconds(20),
                Duration.ofDays(7),
                Duration.ofMinutes(90),
                Duration.ofHours(2),
                3,
                SignInDemand.PASSWORD,
                Optional.of(provider()),
                7);
    }

    @Test
    void theCommandLineBeatsTheFileAndTheFileTheDefaults() throws IOException {
        Files.writeString(data.resolve("facelane.properties"), "port=9001\nfpir=0.01\n");

        Settings settings = SettingsReader.read(List.of("--data=" + data, "--port=9002"), Map.of());

        assertThat(settings.port()).isEqualTo(9002);
        assertThat(settings.fpir()).isEqualTo(0.01);
    }

    @Test
    void anAgentAndAServerReadTheSameForms() {
        List<String> arguments = List.of("--data", data.toString(), "--camera-retry-max", "30s", "--gate-timeout=1s");

        Settings server = SettingsReader.read(arguments, Map.of());
        AgentSettings agent = AgentSettings.read(
                Stream.concat(arguments.stream(), Stream.of("--camera=room")).toList(), Map.of());

        assertThat(agent.cameraLimits()).isEqualTo(server.camera());
        assertThat(agent.gateTimeout()).isEqualTo(server.gateTimeout());
        assertThat(agent.data()).isEqualTo(server.data());
        assertThatThrownBy(() -> AgentSettings.read(List.of("--port=1"), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'port' in the command line is not a setting; `./facelane lane --help`")
                .hasMessageContaining("--camera");
    }

    @Test
    void ofTheEnvironmentOnlyPasswordsAreRead() {
        Settings settings = SettingsReader.read(
                List.of("--data=" + data, "--mqtt-name=gates"),
                Map.of(
                        "FACELANE_DATABASE_PASSWORD",
                        "s3cret",
                        "FACELANE_MQTT_PASSWORD",
                        "broker s3cret",
                        "PORT",
                        "9001"));

        assertThat(settings.databasePassword()).contains("s3cret");
        assertThat(settings.mqttAccount()).contains(new MqttAccount("gates", "broker s3cret"));
        assertThat(settings.port()).isEqualTo(8080);
    }

    @Test
    void refuses_anUnknownKey() throws IOException {
        assertThatThrownBy(() -> SettingsReader.read(List.of("--prot=1"), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'prot' in the command line is not a setting");

        Files.writeString(data.resolve("facelane.properties"), "threshold=0.5\n");
        assertThatThrownBy(() -> SettingsReader.read(List.of("--data=" + data), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'threshold'")
                .hasMessageContaining("facelane.properties");
    }

    @Test
    void refuses_badValues_namingKeyValueAndRange() {
        assertThatThrownBy(() -> SettingsReader.read(List.of("--fpir=2", "--port=http", "--patience=4"), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'fpir' is '2' in the command line: expected a number from 0.000001 to 0.1")
                .hasMessageContaining("'port' is 'http' in the command line: expected a whole number from 0 to 65535")
                .hasMessageContaining("'patience' is '4' in the command line: expected a time such as");
        for (String bad : List.of(
                "--public-url=ftp://x",
                "--public-url=https://x/path",
                "--database-url=mysql://x",
                "--database-url=jdbc:postgresql://x/y?password=z",
                "--proxied=yes",
                "--gallery-age-max=1h",
                "--models=",
                "--oidc-issuer=http://login.example.org",
                "--oidc-issuer=https://login.example.org?realm=x",
                "--oidc-issuer=https://login.example.org",
                "--fpir=NaN")) {
            assertThatThrownBy(() -> SettingsReader.read(List.of(bad), Map.of()))
                    .as(bad)
                    .isInstanceOf(CannotStart.class);
        }
    }

    @Test
    void refuses_whatIsNoSetting() {
        assertThatThrownBy(() -> SettingsReader.read(List.of("-p", "80"), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'-p' is not understood");
        assertThatThrownBy(() -> SettingsReader.read(List.of("--port"), Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("'--port' is not understood");
    }

    @Test
    void neverShowsThePassword() {
        List<String> arguments = List.of("--data=" + data, "--database-password=s3cret");
        assertThat(SettingsReader.read(arguments, Map.of()).toString()).doesNotContain("s3cret");
        List<String> unfit =
                List.of("--oidc-issuer=https://x", "--oidc-client=y", "--oidc-roles=door-team=king", "--data=" + data);
        assertThatThrownBy(() -> SettingsReader.read(unfit, Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("oidc-roles");

        List<String> bad = List.of("--data=" + data, "--database-password=s3\u0000cret");
        assertThatThrownBy(() -> SettingsReader.read(bad, Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageNotContaining("cret");
    }

    @Test
    void everyDefaultIsAllowed() {
        assertThat(SettingsReader.KEYS)
                .allSatisfy(key ->
                        assertThat(key.allows(key.standard())).as(key.name()).isTrue());
    }

    @Test
    void theOperatingGuideListsEveryKey() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/operating.md")).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\|.*"))
                .toList();
        assertThat(documented)
                .as("the server's, then those of an agent")
                .containsExactlyElementsOf(Stream.concat(SettingsReader.KEYS.stream(), AgentSettings.KEYS.stream())
                        .map(key -> "| `%s` | %s | %s | %s |"
                                .formatted(
                                        key.name(),
                                        key.standard().isEmpty() ? "none" : "`" + key.standard() + "`",
                                        key.kind().range(),
                                        key.meaning()))
                        .toList());
    }
}

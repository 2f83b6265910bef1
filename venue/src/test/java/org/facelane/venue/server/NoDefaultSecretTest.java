package org.facelane.venue.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.facelane.venue.keys.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every secret is drawn by the installation that uses it: none is the same in two, and none lies in what we ship.
class NoDefaultSecretTest {
    /// A private key, a keyset, or a text that says it is a secret and stands there as a literal.
    private static final Pattern SECRET = Pattern.compile("BEGIN [A-Z ]*PRIVATE KEY|\"keyData\"|\\$2[aby]\\$\\d\\d\\$"
            + "|(?i)(password|secret|token|passphrase|api_?key)\"?\\s*[=:,]\\s*\"[^\"$%{}\\s]{6,}\"");

    @TempDir
    Path folder;

    @Test
    void settingsHaveNone() {
        assertThat(SettingsReader.KEYS)
                .filteredOn(key -> key.name().matches(".*(password|secret|key).*"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.standard()).isEmpty());
    }

    @Test
    void whatShipsHasNone() throws IOException {
        List<String> found = new ArrayList<>();
        for (String root : List.of("face/src/main", "venue/src/main", "facelane", "models", "docs")) {
            try (Stream<Path> files = Files.walk(Path.of("..").resolve(root))) {
                for (Path file : files.filter(NoDefaultSecretTest::isOurs)
                        .filter(NoDefaultSecretTest::isText)
                        .toList()) {
                    found.addAll(secrets(file));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theScanFindsOne() throws IOException {
        for (String planted : List.of(
                "String password = \"hunter2hunter2\";",
                "-----BEGIN PRIVATE KEY-----",
                "{\"keyData\":{\"typeUrl\":\"type.googleapis.com/…\"}}",
                "map.put(\"token\", \"0123456789abcdef\");")) {
            assertThat(secrets(Files.writeString(folder.resolve("Planted.java"), planted)))
                    .as(planted)
                    .hasSize(1);
        }
    }

    @Test
    void twoKeysAreNeverTheSame() {
        assertThat(SigningKey.draw().verifyingKey())
                .isNotEqualTo(SigningKey.draw().verifyingKey());
    }

    /// What npm fetches to check the pages' types lies beside them, and never ships.
    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (part.toString().equals("node_modules")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(Path file) {
        return Files.isRegularFile(file) && !file.toString().matches(".*\\.(onnx|png|jpg|webp|bin|ico|gz)");
    }

    private static List<String> secrets(Path file) throws IOException {
        return Files.readString(file, ISO_8859_1)
                .lines()
                .filter(line -> SECRET.matcher(line).find())
                .map(line -> file.getFileName() + ": " + line.strip())
                .toList();
    }
}

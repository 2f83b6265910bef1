package org.facelane.bench.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.facelane.face.Sha256;

/// The `manifest.properties` of a pack, in the order in which it was written and without a date, so that the same pack
/// gives the same bytes.
final class PackManifest {
    private static final String FILE = "manifest.properties";

    private final Path folder;
    private final Map<String, String> keys = new LinkedHashMap<>();

    private PackManifest(Path folder) {
        this.folder = folder;
    }

    static PackManifest empty(Path folder) {
        return new PackManifest(folder);
    }

    static PackManifest read(Path folder) throws IOException {
        PackManifest manifest = new PackManifest(folder);
        for (String line : Files.readAllLines(folder.resolve(FILE))) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                manifest.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return manifest;
    }

    void put(String key, String value) {
        keys.put(key, value);
    }

    /// Forgets every key that starts so.
    void removeAll(String prefix) {
        keys.keySet().removeIf(key -> key.startsWith(prefix));
    }

    /// Names a file of the pack with its sum; keys already there are replaced.
    void putFile(String part, String file) throws IOException {
        put(part + ".file", file);
        put(part + ".sha256", sha256(Files.readAllBytes(folder.resolve(file))));
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Written by bench/prepare-pack, bench/project and facelane calibrate. Each file is checked against"
                + " its sum when the pack is loaded.");
        keys.forEach((key, value) -> lines.add(key + "=" + value));
        Files.writeString(folder.resolve(FILE), String.join("\n", lines) + "\n");
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}

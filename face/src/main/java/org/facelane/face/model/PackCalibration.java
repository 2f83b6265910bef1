package org.facelane.face.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.facelane.face.Sha256;

/// Puts a calibration into a pack: its file, and the file's name and sum in the manifest. Everything else in the
/// manifest stays as it stands. Each of the two files is replaced whole; a pack of which only the first was replaced no
/// longer loads, rather than being read wrongly.
public final class PackCalibration {
    private static final String FILE = "calibration.properties";
    private static final String MANIFEST = "manifest.properties";

    private PackCalibration() {}

    /// @param pack the pack's folder
    /// @param calibration the text of its `calibration.properties`
    /// @throws IOException if the folder cannot be written to
    public static void write(Path pack, String calibration) throws IOException {
        byte[] bytes = calibration.getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(Files.readAllLines(pack.resolve(MANIFEST)));
        lines.removeIf(line -> line.matches("\\s*calibration\\.(file|sha256)\\s*[=: ].*"));
        lines.add("calibration.file=" + FILE);
        lines.add("calibration.sha256=" + HexFormat.of().formatHex(Sha256.of(bytes)));
        replace(pack.resolve(FILE), bytes);
        replace(pack.resolve(MANIFEST), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}

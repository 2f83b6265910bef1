package org.facelane.face.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Properties;
import java.util.regex.Pattern;
import org.facelane.face.Sha256;
import org.facelane.face.image.Channels;

/// The `manifest.properties` of a model pack and the files it names. A pack is input like any other: every value is
/// checked, every file has a size limit, and no file's bytes are used before their SHA-256 has been compared.
final class Manifest {
    private static final String FILE = "manifest.properties";
    private static final int MANIFEST_BYTES_MAX = 64 * 1024;
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Properties values;

    private Manifest(Path folder, Properties values) {
        this.folder = folder;
        this.values = values;
    }

    static Manifest read(Path folder) {
        Path file = requireNonNull(folder, "folder is null").resolve(FILE);
        Properties values = new Properties();
        try {
            values.load(new StringReader(new String(bytes(file, MANIFEST_BYTES_MAX), StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedModelPack(file + " cannot be read as properties (" + e.getMessage() + "). " + mend(), e);
        }
        return new Manifest(folder, values);
    }

    boolean has(String key) {
        return values.getProperty(key) != null;
    }

    String text(String key) {
        String value = values.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new DamagedModelPack(file() + " lacks the key '" + key + "'. " + mend());
        }
        return value.strip();
    }

    /// A name of up to 80 letters, digits, dots, dashes and underlines.
    String plainName(String key) {
        String name = text(key);
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw bad(key, "up to 80 letters, digits, dots, dashes and underlines");
        }
        return name;
    }

    int whole(String key, int least, int most) {
        String value = text(key);
        if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw bad(key, "a whole number from " + least + " to " + most);
    }

    double number(String key, double least, double most) {
        String value = text(key);
        if (value.matches("[0-9]{1,9}([.][0-9]{1,9})?")
                && Double.parseDouble(value) >= least
                && Double.parseDouble(value) <= most) {
            return Double.parseDouble(value);
        }
        throw bad(key, "a number from " + least + " to " + most);
    }

    Channels colour(String key) {
        return switch (text(key)) {
            case "RGB" -> Channels.RGB;
            case "BGR" -> Channels.BGR;
            case String other -> throw bad(key, "RGB or BGR");
        };
    }

    String sum(String part) {
        String sum = text(part + ".sha256");
        if (!SHA_256.matcher(sum).matches()) {
            throw bad(part + ".sha256", "64 hexadecimal digits in lower case");
        }
        return sum;
    }

    /// The bytes of the file that `part.file` names, after their sum has been compared with `part.sha256`.
    byte[] verified(String part, int byteCountMax) {
        Path file = folder.resolve(plainName(part + ".file"));
        byte[] bytes = bytes(file, byteCountMax);
        String expected = sum(part);
        String found = HexFormat.of().formatHex(Sha256.of(bytes));
        if (!found.equals(expected)) {
            throw new DamagedModelPack(
                    file + " is damaged: expected SHA-256 " + expected + ", found " + found + ". " + mend());
        }
        return bytes;
    }

    Path file() {
        return folder.resolve(FILE);
    }

    DamagedModelPack bad(String key, String expected) {
        return new DamagedModelPack(
                file() + ": " + key + " is '" + values.getProperty(key) + "', expected " + expected + ". " + mend());
    }

    static String mend() {
        return "Fetch the model pack again, or name another with its folder.";
    }

    private static byte[] bytes(Path file, int byteCountMax) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new DamagedModelPack(file + " is missing. " + mend());
            }
            long size = Files.size(file);
            if (size > byteCountMax) {
                throw new DamagedModelPack(
                        file + " has " + size + " bytes, expected at most " + byteCountMax + ". " + mend());
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DamagedModelPack(file + " cannot be read (" + e + "). " + mend(), e);
        }
    }
}

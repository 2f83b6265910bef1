package org.facelane.face.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.UnusableData;

/// Copies a pack that comes from outside, as a folder or a zip file, into a folder of its own. A pack is flat and
/// small: names of letters and digits, no links, no folders but one around all, and limits on how many files and bytes
/// it may unpack to. Whatever breaks a rule refuses the whole.
final class PackFolder {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int FILES_MAX = 64;
    private static final long BYTES_MAX = 1L << 30;

    private final Path target;
    private final long bytesMax;
    private int fileCount;
    private long byteCount;

    private PackFolder(Path target, long bytesMax) {
        this.target = target;
        this.bytesMax = bytesMax;
    }

    /// @param source a folder or a zip file
    /// @param target an empty folder
    /// @throws UnusableData if the source is no pack or breaks a rule
    static void copy(Path source, Path target) throws IOException {
        copy(source, target, BYTES_MAX);
    }

    static void copy(Path source, Path target, long bytesMax) throws IOException {
        PackFolder folder = new PackFolder(target, bytesMax);
        if (Files.isDirectory(source)) {
            folder.fromFolder(source);
        } else {
            folder.fromZip(source);
        }
        if (Files.notExists(target.resolve("manifest.properties"))) {
            throw new UnusableData(source + " is no model pack: it has no manifest.properties.");
        }
    }

    /// Removes a folder and the files in it.
    static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
            Files.delete(folder);
        }
    }

    private void fromFolder(Path source) throws IOException {
        for (Path file : DataSet.listed(source)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnusableData(file + " is no plain file; a model pack is a flat folder of files.");
            }
            try (InputStream input = Files.newInputStream(file)) {
                add(String.valueOf(file.getFileName()), input);
            }
        }
    }

    private void fromZip(Path source) throws IOException {
        String around = "";
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(source))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                int slash = name.indexOf('/');
                String folder = slash < 0 ? "" : name.substring(0, slash);
                if (fileCount == 0 && around.isEmpty()) {
                    around = folder;
                }
                if (!folder.equals(around)
                        || (!folder.isEmpty() && !PLAIN.matcher(folder).matches())) {
                    throw new UnusableData(
                            source + " has the entry '" + shown(name) + "'; a model pack is flat, or in one folder.");
                }
                if (!entry.isDirectory()) {
                    add(name.substring(slash + 1), zip);
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnusableData(source + " is not a zip file that can be read: " + e.getMessage() + ".", e);
        }
    }

    private void add(String name, InputStream input) throws IOException {
        if (!PLAIN.matcher(name).matches()) {
            throw new UnusableData("A model pack has files with plain names; '" + shown(name) + "' is none.");
        }
        if (++fileCount > FILES_MAX) {
            throw new UnusableData("A model pack has " + FILES_MAX + " files at most.");
        }
        Path file = target.resolve(name);
        if (Files.exists(file)) {
            throw new UnusableData("The pack has two files '" + name + "'.");
        }
        try (OutputStream output = Files.newOutputStream(file)) {
            byte[] part = new byte[1 << 16];
            for (int read = input.read(part); read >= 0; read = input.read(part)) {
                byteCount += read;
                if (byteCount > bytesMax) {
                    throw new UnusableData("A model pack has " + bytesMax + " bytes at most.");
                }
                output.write(part, 0, read);
            }
        }
    }

    /// Moves a finished folder to its place, which must be free.
    static void publish(Path finished, Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableData("There is a pack " + place
                    + " already; remove it first, or give this one another name" + " in its manifest.");
        }
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^ -~]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}

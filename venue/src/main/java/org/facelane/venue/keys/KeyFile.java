package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A file that only its owner may read, written whole or not at all.
final class KeyFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;

    /// What tells one content of the file from the next: every change is a new file under the old name.
    record Stamp(String inode, long modifiedMillis, long size) {}

    KeyFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(
                String.valueOf(attributes.fileKey()),
                attributes.lastModifiedTime().toMillis(),
                attributes.size());
    }

    /// @throws MasterKey.Unusable if others may read it
    String read() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (!OWNER.containsAll(permissions)) {
            throw new MasterKey.Unusable("The key file " + path + " may be read by others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "). Run: chmod 600 " + path
                    + "; if others had access to it, give the installation a new key (facelane keys rotate).");
        }
        return Files.readString(path, UTF_8);
    }

    /// Writes the first content.
    ///
    /// @throws MasterKey.Unusable if another process has written it just now
    void create(String content) throws IOException {
        Path draft = draft(content);
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw new MasterKey.Unusable("Another process wrote " + path + " just now; start again.", e);
        } finally {
            Files.delete(draft);
        }
    }

    /// Puts `content` in the place of what is there. The old content is overwritten on the disk first, as far as
    /// the file system lets us: a journal, a snapshot or a worn cell of a solid-state disk may keep it.
    void replace(String content) throws IOException {
        Path old = beside(".old");
        if (Files.exists(old) && !Files.isSameFile(old, path)) {
            overwrite(old);
        }
        Files.deleteIfExists(old);
        Files.createLink(old, path);
        Files.move(draft(content), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        overwrite(old);
        Files.delete(old);
    }

    /// Overwrites what is there, and what a crash may have left beside it, and takes it away. Doing it again
    /// changes nothing.
    void destroy() throws IOException {
        boolean any = false;
        for (Path each : List.of(path, beside(".old"), beside(".new"))) {
            if (Files.exists(each)) {
                overwrite(each);
                Files.delete(each);
                any = true;
            }
        }
        if (any) {
            forceFolder();
        }
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /// The new name must be on the disk before the old content is overwritten: a power cut between the two would
    /// leave neither.
    private void forceFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void overwrite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            channel.force(true);
        }
    }

    private Path draft(String content) throws IOException {
        Path draft = beside(".new");
        Files.deleteIfExists(draft);
        ByteBuffer bytes = UTF_8.encode(content);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(draft, options, PosixFilePermissions.asFileAttribute(OWNER))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return draft;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package org.facelane.venue.camera;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The pictures of a folder, sorted by name, read one at a time. A file that cannot be read, or is too large, becomes a
/// picture without bytes, which no decoder accepts. Not thread-safe.
final class FolderPictures implements Iterator<byte[]> {
    private static final System.Logger LOG = System.getLogger(FolderPictures.class.getName());
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp");

    private final Iterator<Path> files;
    private final int bytesMax;

    FolderPictures(Path folder, int bytesMax) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            List<Path> pictures =
                    list.filter(FolderPictures::isPicture).sorted().toList();
            files = pictures.iterator();
        }
        this.bytesMax = bytesMax;
    }

    @Override
    public boolean hasNext() {
        return files.hasNext();
    }

    @Override
    public byte[] next() {
        Path file = files.next();
        try {
            if (Files.size(file) > bytesMax) {
                LOG.log(WARNING, "{0} is larger than {1} bytes and is left out", file, bytesMax);
                return new byte[0];
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            LOG.log(WARNING, "cannot read " + file, e);
            return new byte[0];
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}

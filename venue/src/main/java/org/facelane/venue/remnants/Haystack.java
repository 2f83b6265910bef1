package org.facelane.venue.remnants;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.facelane.venue.remnants.Needles.Form;

/// Reads every byte of a place, in pieces that overlap, so that nothing hides at a seam.
final class Haystack {
    private static final int PIECE_BYTES = 8 << 20;
    private static final int OVERLAP_BYTES = 1 << 18;

    private final Needles needles;

    Haystack(Needles needles) {
        this.needles = needles;
    }

    /// What lies in the files below `folder`: each form with where it was found.
    Map<Form, Set<String>> files(Path folder) throws IOException {
        Map<Form, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                    range(file, 0, file.length(), folder.relativize(path).toString(), found);
                } catch (FileNotFoundException e) {
                    continue; // removed meanwhile
                }
            }
        }
        return found;
    }

    /// What lies in the memory of a process, on Linux, whose memory this process may read.
    Map<Form, Set<String>> memory(long pid) throws IOException {
        Map<Form, Set<String>> found = new TreeMap<>();
        Path maps = Path.of("/proc/" + pid + "/maps");
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (String line : Files.readAllLines(maps)) {
                String[] words = line.split("\\s+", 6);
                String[] ends = words[0].split("-");
                boolean isWritten = words[1].startsWith("rw");
                if (isWritten && ends[1].length() < 16) {
                    String place = words.length == 6 && !words[5].isEmpty() ? words[5] : "anonymous memory";
                    range(memory, Long.parseLong(ends[0], 16), Long.parseLong(ends[1], 16), place, found);
                }
            }
        }
        return found;
    }

    private void range(RandomAccessFile from, long start, long end, String place, Map<Form, Set<String>> found)
            throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (long at = start; at < end; at += PIECE_BYTES - OVERLAP_BYTES) {
            int count;
            try {
                from.seek(at);
                count = from.read(piece, 0, (int) Math.min(PIECE_BYTES, end - at));
            } catch (IOException e) {
                return; // a guarded page, or one that was given back meanwhile
            }
            if (count > 0) {
                needles.in(piece, count)
                        .forEach(form -> found.computeIfAbsent(form, _ -> new TreeSet<>())
                                .add(place));
            }
        }
    }
}

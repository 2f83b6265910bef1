package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Reads every byte of a place, in pieces that overlap, so that nothing hides at a seam.
final class Haystack {
    private static final int PIECE_BYTES = 8 << 20;
    private static final int OVERLAP_BYTES = 1 << 14;
    private static final byte[] PG_DUMP = "PGDMP".getBytes(US_ASCII);

    private final SearchList list;

    Haystack(SearchList list) {
        this.list = requireNonNull(list, "list is null");
    }

    /// What lies in the files below `folder`, or in the file itself: each form with where it was found.
    Map<Trace, Set<String>> files(Path folder) throws IOException {
        Map<Trace, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(path)) {
                    stream(
                            in,
                            path.equals(folder)
                                    ? path.toString()
                                    : folder.relativize(path).toString(),
                            found);
                } catch (NoSuchFileException | FileNotFoundException e) {
                    continue; // removed meanwhile
                }
            }
        }
        return found;
    }

    /// What lies in a dump of a database: SQL or any other file in the clear, or one that gzip has packed.
    ///
    /// @throws IOException if it is of a form whose packed parts cannot be looked into
    Map<Trace, Set<String>> dump(Path file) throws IOException {
        Map<Trace, Set<String>> found = new TreeMap<>();
        try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(PG_DUMP.length);
            byte[] head = raw.readNBytes(PG_DUMP.length);
            raw.reset();
            if (Arrays.equals(head, PG_DUMP)) {
                throw new IOException(
                        file + " is a packed dump of pg_dump: unpack it first by pg_restore --file=FILE.sql " + file);
            }
            boolean isPacked = head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b;
            stream(isPacked ? new GZIPInputStream(raw) : raw, file.toString(), found);
        }
        return found;
    }

    /// What lies in the memory of a process, on Linux, whose memory this process may read.
    Map<Trace, Set<String>> memory(long pid) throws IOException {
        Map<Trace, Set<String>> found = new TreeMap<>();
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

    private void stream(InputStream in, String place, Map<Trace, Set<String>> found) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(piece, kept, PIECE_BYTES - kept);
            look(piece, kept + read, place, found);
            if (kept + read < PIECE_BYTES) {
                return;
            }
            System.arraycopy(piece, PIECE_BYTES - OVERLAP_BYTES, piece, 0, OVERLAP_BYTES);
            kept = OVERLAP_BYTES;
        }
    }

    private void range(RandomAccessFile from, long start, long end, String place, Map<Trace, Set<String>> found)
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
            look(piece, count, place, found);
        }
    }

    private void look(byte[] piece, int count, String place, Map<Trace, Set<String>> found) {
        list.in(piece, count)
                .forEach(trace ->
                        found.computeIfAbsent(trace, _ -> new TreeSet<>()).add(place));
    }
}

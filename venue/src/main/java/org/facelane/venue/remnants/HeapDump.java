package org.facelane.venue.remnants;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// A running server's heap.
final class HeapDump {
    private HeapDump() {}

    /// Searches a dump of the heap, which is deleted at once: it holds everybody who is not erased, and the keys.
    /// The server collects its garbage first, so that what is found is what really stays, and stands still
    /// meanwhile, for about a second a gigabyte.
    ///
    /// @param folder an empty one
    /// @throws IOException if there is no such process, it is no Java, or it is another account's
    static Map<Trace, Set<String>> search(long pid, Path folder, Haystack haystack)
            throws IOException, InterruptedException {
        Path file = folder.resolve("server.hprof");
        try {
            Process dump = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            "GC.heap_dump",
                            file.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (dump.waitFor() != 0 || Files.notExists(file)) {
                throw new IOException("the heap of process " + pid + " could not be dumped; it has to be a Java of the"
                        + " same account, on this machine, and this Java needs its jcmd");
            }
            return haystack.files(folder);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

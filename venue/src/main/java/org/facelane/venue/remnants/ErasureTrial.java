package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.facelane.face.Features;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.remnants.Needles.Form;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.Sql;

/// Enrols a sample person in a throw-away installation, erases them, and looks for what is left: in the database's
/// files and its write-ahead log, in a dump of the server's heap, and in the server's memory outside it.
///
/// It looks before the erasure as well, and once for a template that was planted on purpose: a search that finds
/// nothing there would prove nothing.
public final class ErasureTrial {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration GALLERY_HEARS_WITHIN = Duration.ofSeconds(3);
    private static final String TICKET = "E-1";
    private static final String FILES = "database files and write-ahead log";

    private final Path folder;
    private final Path home;
    private final Path models;
    private final InstantSource time;

    /// @param folder an empty folder, for whoever deletes it afterwards
    /// @param home where the program lies
    public ErasureTrial(Path folder, Path home, Path models, InstantSource time) {
        this.folder = requireNonNull(folder, "folder is null");
        this.home = requireNonNull(home, "home is null");
        this.models = requireNonNull(models, "models is null");
        this.time = requireNonNull(time, "time is null");
    }

    /// Where each form was found, by place and then form.
    ///
    /// @param before while the guest was enrolled
    /// @param planted with a template put into the data folder on purpose
    /// @param after when the guest was erased and the files were scrubbed
    public record Findings(
            Map<String, Map<String, Set<String>>> before,
            Set<String> planted,
            Map<String, Map<String, Set<String>>> after) {
        /// True if the search can find, and afterwards nothing is in any file and nothing but sealed bytes in
        /// memory.
        ///
        /// Those lie in the buffers of the server's connections to its database until other traffic takes their
        /// place; the key that opens them is needed as well, and is destroyed with the event.
        public boolean isClean() {
            boolean canFind = planted.size() == Form.values().length
                    && before.values().stream().noneMatch(Map::isEmpty);
            boolean isSealedAtMost = after.values().stream()
                    .allMatch(found -> Set.of(Form.SEALED.says()).containsAll(found.keySet()));
            return canFind
                    && isSealedAtMost
                    && after.getOrDefault(FILES, Map.of()).isEmpty();
        }
    }

    /// Takes about a minute.
    ///
    /// @param picture of a sample person
    /// @param features the same picture's features, as the server computes them
    /// @throws IOException if the server or its memory cannot be reached
    public Findings run(byte[] picture, Function<byte[], Features> features) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ThrowAwayServer server = ThrowAwayServer.start(data, home, models)) {
            String event = openEvent(server, time.instant());
            WebSocket lane = server.openLane(server.post("/api/events/" + event + "/lanes", Map.of("name", "North"))
                    .path("url")
                    .asString());
            server.post("/api/events/" + event + "/tickets", ("code\n" + TICKET + "\n").getBytes(UTF_8), "text/csv");
            String link = server.api(server.post("/api/events/" + event + "/tickets/" + TICKET + "/link", Map.of())
                    .path("url")
                    .asString());
            int version = server.get(link).path("consent").path("version").asInt();
            server.post(link + "?consent=" + version + "&language=en", picture, "image/jpeg");
            Thread.sleep(GALLERY_HEARS_WITHIN);
            Needles needles = needles(data, event, features.apply(picture));
            Haystack haystack = new Haystack(needles);
            Map<String, Map<String, Set<String>>> before = look(haystack, data, server.pid(), "before");

            server.post(link + "/withdraw", Map.of());
            await(() -> server.get(link).path("state").asString().equals("ERASED"));
            await(() -> isScrubbed(data));
            Map<String, Map<String, Set<String>>> after = look(haystack, data, server.pid(), "after");
            lane.abort();
            return new Findings(before, planted(haystack, needles), after);
        }
    }

    private static String openEvent(ThrowAwayServer server, Instant now) throws IOException, InterruptedException {
        Instant starts = now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", "Trial");
        event.put("venue", "Nowhere");
        event.put("startsAt", starts.toString());
        event.put("endsAt", starts.plus(Duration.ofHours(1)).toString());
        event.put("eraseAfter", starts.plus(Duration.ofHours(2)).toString());
        event.put("mode", "HANDS_FREE");
        event.put(
                "legalBasis",
                Map.of(
                        "jurisdiction", "none",
                        "dpiaReference", "a trial with a person who does not exist",
                        "accountablePerson", "nobody",
                        "releaseText", "none"));
        return server.post("/api/events", event).path("id").asString();
    }

    /// The guest's template as it lies there, read as the server itself reads it.
    private static Needles needles(Path data, String event, Features features) {
        EventId id = new EventId(UUID.fromString(event));
        MasterKey master = MasterKey.open(data.resolve("master.key"));
        return inDatabase(data, tx -> {
            EventKeys keys = EventKeyStore.find(tx, id, master).orElseThrow();
            record Row(UUID reference, byte[] sealed) {}
            Row row = Sql.first(
                            tx,
                            "select id, sealed from reference where event_id = ?",
                            found -> new Row(Sql.uuid(found, "id"), found.getBytes("sealed")),
                            id.value())
                    .orElseThrow();
            float[] rotated = keys.open(row.sealed(), new ReferenceId(row.reference()))
                    .rotated()
                    .values();
            return new Needles(row.sealed(), features.values(), rotated);
        });
    }

    private static boolean isScrubbed(Path data) {
        return inDatabase(data, tx -> !ErasureStore.needsScrub(tx));
    }

    private static <T> T inDatabase(Path data, Database.Work<T> work) {
        try (Database database =
                Database.open(EmbeddedDatabase.running(data.resolve("database")).orElseThrow(), 1)) {
            return database.read(work);
        }
    }

    private Map<String, Map<String, Set<String>>> look(Haystack haystack, Path data, long pid, String when)
            throws IOException, InterruptedException {
        Map<String, Map<String, Set<String>>> found = new LinkedHashMap<>();
        Path dump = Files.createDirectories(folder.resolve("heap-" + when));
        // collects garbage first, so that what is found in memory afterwards is what really stays
        dumpHeap(pid, dump.resolve("server.hprof"));
        found.put(FILES, words(haystack.files(data.resolve("database"))));
        found.put("heap dump", words(haystack.files(dump)));
        found.put("memory of the server's process", words(haystack.memory(pid)));
        Files.delete(dump.resolve("server.hprof"));
        return found;
    }

    private static void dumpHeap(long pid, Path file) throws IOException, InterruptedException {
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        "GC.heap_dump",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (dump.waitFor() != 0 || Files.notExists(file)) {
            throw new IOException("the heap of process " + pid + " could not be dumped; is there a jcmd?");
        }
    }

    /// Puts the template into a file on purpose, and finds it.
    private Set<String> planted(Haystack haystack, Needles needles) throws IOException {
        Path place = Files.createDirectories(folder.resolve("planted"));
        Files.write(place.resolve("leak.bin"), needles.planted());
        return words(haystack.files(place)).keySet();
    }

    private static Map<String, Set<String>> words(Map<Form, Set<String>> found) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        found.forEach((form, places) -> words.put(form.says(), places));
        return words;
    }

    /// What is asked again and again.
    @FunctionalInterface
    private interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    private void await(Question question) throws IOException, InterruptedException {
        Instant end = time.instant().plus(PATIENCE);
        while (!question.isSo()) {
            if (time.instant().isAfter(end)) {
                throw new IOException("the erasure was not complete within " + PATIENCE);
            }
            Thread.sleep(PAUSE);
        }
    }
}

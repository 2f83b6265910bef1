package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;

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
    private static final String MEMORY = "memory of the server's process";

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

    /// What was found at which time.
    ///
    /// @param before while the guest was enrolled
    /// @param missed what the search did not find of a template that was left lying about on purpose
    /// @param after when the guest was erased and the files were scrubbed
    public record Course(Findings before, List<String> missed, Findings after) {
        public Course {
            requireNonNull(before, "before is null");
            missed = List.copyOf(missed);
            requireNonNull(after, "after is null");
        }

        /// True if the search can find, found the guest while there was one, and afterwards nothing is in any
        /// file and nothing but sealed bytes in memory.
        public boolean isClean() {
            boolean foundBefore = before.places().entrySet().stream()
                    .allMatch(place -> place.getValue().found().keySet().containsAll(expected(place.getKey())));
            return missed.isEmpty() && foundBefore && after.isClean();
        }

        private static List<String> expected(String place) {
            return switch (place) {
                case FILES -> List.of(Form.SEALED.says());
                case MEMORY -> List.of(Form.ROTATED.says(), Form.CODES_SPREAD.says());
                default -> List.of();
            };
        }
    }

    /// Takes about a minute.
    ///
    /// @param picture of a sample person
    /// @throws IOException if the server or its memory cannot be reached
    public Course run(byte[] picture) throws IOException, InterruptedException {
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
            Haystack haystack = new Haystack(searchList(data, event));
            Findings before = look(haystack, data, server.pid(), "before");

            server.post(link + "/withdraw", Map.of());
            await(() -> server.get(link).path("state").asString().equals("ERASED"));
            await(() -> inDatabase(data, tx -> !ErasureStore.needsScrub(tx)));
            Findings after = look(haystack, data, server.pid(), "after");
            lane.abort();
            return new Course(before, Control.missed(Files.createDirectories(folder.resolve("planted"))), after);
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

    private SearchList searchList(Path data, String event) throws IOException {
        MasterKey master = MasterKey.open(data.resolve("master.key"));
        return inDatabase(
                data,
                tx -> ErasureSearch.listOf(
                        tx,
                        master,
                        new ErasureSearch.Wanted(new EventId(UUID.fromString(event)), TICKET, Optional.empty()),
                        time.instant()));
    }

    private static <T> T inDatabase(Path data, Database.Work<T> work) {
        try (Database database =
                Database.open(EmbeddedDatabase.running(data.resolve("database")).orElseThrow(), 1)) {
            return database.read(work);
        }
    }

    private Findings look(Haystack haystack, Path data, long pid, String when)
            throws IOException, InterruptedException {
        Map<String, Findings.Place> found = new LinkedHashMap<>();
        Path dump = Files.createDirectories(folder.resolve("heap-" + when));
        found.put("heap dump", Findings.Place.memory(HeapDump.search(pid, dump, haystack)));
        found.put(FILES, Findings.Place.files(haystack.files(data.resolve("database"))));
        found.put(MEMORY, Findings.Place.memory(haystack.memory(pid)));
        return new Findings(found);
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

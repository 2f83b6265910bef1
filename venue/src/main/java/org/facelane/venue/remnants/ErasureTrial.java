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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.Mode;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ErasureStore;
import tools.jackson.databind.JsonNode;

/// Enrols a sample person in a throw-away installation, erases them, and looks for what is left: in the database's
/// files and its write-ahead log, in a dump of the server's heap, and in the server's memory outside it. Once in an
/// event of each mode.
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

    /// What was found at which time, of a guest in an event of one mode.
    ///
    /// @param before while the guest was enrolled
    /// @param after when the guest was erased and the files were scrubbed
    public record Course(Mode mode, Findings before, Findings after) {
        public Course {
            requireNonNull(mode, "mode is null");
            requireNonNull(before, "before is null");
            requireNonNull(after, "after is null");
        }

        /// True if the guest was found where there has to be something, and nowhere else in a file; and if
        /// afterwards nothing is in any file and nothing but sealed bytes in memory.
        public boolean isClean() {
            return after.isClean() && before.places().entrySet().stream().allMatch(this::isAsExpected);
        }

        private boolean isAsExpected(Map.Entry<String, Findings.Place> place) {
            Set<String> found = place.getValue().found().keySet();
            return switch (place.getKey()) {
                case FILES -> mode == Mode.PASS ? found.isEmpty() : found.contains(Form.SEALED.says());
                case MEMORY ->
                    mode != Mode.HANDS_FREE
                            || found.containsAll(List.of(Form.ROTATED.says(), Form.CODES_SPREAD.says()));
                default -> true;
            };
        }
    }

    /// All of it.
    ///
    /// @param courses one for each mode
    /// @param missed what the search did not find of a template that was left lying about on purpose
    public record Result(List<Course> courses, List<String> missed) {
        public Result {
            courses = List.copyOf(courses);
            missed = List.copyOf(missed);
        }

        /// True if the search can find, and every course is clean.
        public boolean isClean() {
            return missed.isEmpty() && courses.stream().allMatch(Course::isClean);
        }
    }

    /// Takes a few minutes.
    ///
    /// @param picture of a sample person
    /// @throws IOException if the server or its memory cannot be reached
    public Result run(byte[] picture) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ThrowAwayServer server = ThrowAwayServer.start(data, home, models)) {
            List<Course> courses = new ArrayList<>();
            for (Mode mode : Mode.values()) {
                courses.add(course(server, data, mode, picture));
            }
            return new Result(courses, Control.missed(Files.createDirectories(folder.resolve("planted"))));
        }
    }

    /// A guest of the trial.
    ///
    /// @param link the path of the JSON interface behind the enrolment link
    /// @param pass what the pass says, where there is one
    record Enrolled(String event, String link, Optional<String> pass, WebSocket lane) {}

    /// Enrols the sample person in an event of its own, whose lane is open.
    Enrolled enrol(ThrowAwayServer server, Mode mode, byte[] picture) throws IOException, InterruptedException {
        String event = openEvent(server, mode, time.instant());
        WebSocket lane = server.openLane(server.post("/api/events/" + event + "/lanes", Map.of("name", "North"))
                .path("url")
                .asString());
        server.post("/api/events/" + event + "/tickets", ("code\n" + TICKET + "\n").getBytes(UTF_8), "text/csv");
        String link = server.api(server.post("/api/events/" + event + "/tickets/" + TICKET + "/link", Map.of())
                .path("url")
                .asString());
        int version = server.get(link).path("consent").path("version").asInt();
        JsonNode enrolled = server.post(link + "?consent=" + version + "&language=en", picture, "image/jpeg");
        Optional<String> pass = mode == Mode.HANDS_FREE
                ? Optional.empty()
                : Optional.of(enrolled.path("pass").path("text").asString());
        return new Enrolled(event, link, pass, lane);
    }

    private Course course(ThrowAwayServer server, Path data, Mode mode, byte[] picture)
            throws IOException, InterruptedException {
        Enrolled guest = enrol(server, mode, picture);
        Thread.sleep(GALLERY_HEARS_WITHIN);
        Haystack haystack = new Haystack(searchList(data, guest.event(), guest.pass()));
        Findings before = look(haystack, data, server.pid(), mode + "-before");

        server.post(guest.link() + "/withdraw", Map.of());
        await(() -> isErased(server, guest));
        await(() -> inDatabase(data, tx -> !ErasureStore.needsScrub(tx)));
        Findings after = look(haystack, data, server.pid(), mode + "-after");
        guest.lane().abort();
        return new Course(mode, before, after);
    }

    /// Whether every lane has let go of the guest.
    static boolean isErased(ThrowAwayServer server, Enrolled guest) throws IOException, InterruptedException {
        return server.get(guest.link()).path("state").asString().equals("ERASED");
    }

    private static String openEvent(ThrowAwayServer server, Mode mode, Instant now)
            throws IOException, InterruptedException {
        Instant starts = now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", "Trial");
        event.put("venue", "Nowhere");
        event.put("startsAt", starts.toString());
        event.put("endsAt", starts.plus(Duration.ofHours(1)).toString());
        event.put("eraseAfter", starts.plus(Duration.ofHours(2)).toString());
        event.put("mode", mode.name());
        event.put(
                "legalBasis",
                Map.of(
                        "jurisdiction", "none",
                        "dpiaReference", "a trial with a person who does not exist",
                        "accountablePerson", "nobody",
                        "releaseText", "none"));
        return server.post("/api/events", event).path("id").asString();
    }

    private SearchList searchList(Path data, String event, Optional<String> pass) throws IOException {
        MasterKey master = MasterKey.open(data.resolve("master.key"));
        return inDatabase(
                data,
                tx -> ErasureSearch.listOf(
                        tx,
                        master,
                        new ErasureSearch.Wanted(new EventId(UUID.fromString(event)), TICKET, pass),
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

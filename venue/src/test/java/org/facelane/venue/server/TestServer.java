package org.facelane.venue.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.testing.TestDatabase;

/// The server as it ships, on a free port with a database of its own, and an organiser who is signed in.
final class TestServer implements AutoCloseable {
    static final Path MODELS = Path.of("../models/default");

    private final TestDatabase database = TestDatabase.fresh();
    private final Server server;
    private final Visitor organiser;

    TestServer(Path data, Map<String, String> settings) {
        server = Server.start(Settings.in(data, settings(database.address(), settings)));
        organiser = new Visitor(server.url());
        organiser.becomesOrganiser(server);
    }

    static Map<String, String> settings(DatabaseAddress address, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("port", "0");
        settings.put("models", MODELS.toString());
        settings.put("database-url", address.url());
        settings.put("database-name", address.name());
        settings.put("database-password", address.password());
        settings.putAll(others);
        return settings;
    }

    TestDatabase database() {
        return database;
    }

    Server server() {
        return server;
    }

    Visitor organiser() {
        return organiser;
    }

    Visitor anybody() {
        return new Visitor(server.url());
    }

    /// Signed in as a steward of that name, whose account is made for it.
    Visitor steward(String name) {
        return staff(name, "STEWARD");
    }

    /// Signed in with these roles, by an account that is made for it.
    Visitor staff(String name, String... roles) {
        String password = organiser
                .post("/api/staff", Map.of("name", name, "roles", List.of(roles)))
                .text("password");
        return anybody().as(name, password);
    }

    /// The id of a new event that begins soon.
    String event() {
        return event("HANDS_FREE");
    }

    /// @param mode where its guests' templates are
    String event(String mode) {
        Instant starts = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        return organiser
                .post(
                        "/api/events",
                        Map.of(
                                "name", "Cup final",
                                "venue", "North stadium",
                                "startsAt", starts.toString(),
                                "endsAt", starts.plus(Duration.ofHours(3)).toString(),
                                "eraseAfter", starts.plus(Duration.ofHours(24)).toString(),
                                "mode", mode,
                                "legalBasis",
                                        Map.of(
                                                "jurisdiction", "US-GA",
                                                "dpiaReference", "DPIA-7",
                                                "accountablePerson", "A. Body",
                                                "releaseText", "I agree to be recognised at this event.")))
                .text("id");
    }

    /// Valid tickets with these codes.
    void tickets(String event, String... codes) {
        String csv = "code,holder\n"
                + String.join(
                        "",
                        java.util.stream.Stream.of(codes)
                                .map(code -> code + ",Holder of " + code + "\n")
                                .toList());
        organiser.post(
                "/api/events/" + event + "/tickets", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/csv");
    }

    /// The path of the JSON interface behind a new enrolment link of the ticket.
    String link(String event, String code) {
        String url = organiser
                .post("/api/events/" + event + "/tickets/" + code + "/link")
                .text("url");
        return "/api" + url.substring(server.url().length());
    }

    /// Asks again and again until it is so.
    static void eventually(String what, Supplier<Boolean> isSo) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!isSo.get()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within 30 s: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}

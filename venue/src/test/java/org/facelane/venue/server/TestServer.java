package org.facelane.venue.server;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.LanePage;
import org.facelane.venue.trial.Office;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Waiting;

/// The server as it ships, on a free port with a database of its own, and an organiser who is signed in. A password is
/// enough, unless a test says otherwise.
final class TestServer implements AutoCloseable {
    static final Path MODELS = Path.of("../models/default");

    private final TestDatabase database = TestDatabase.fresh();
    private final Server server;
    private final Visitor organiser;
    private final Office office;

    TestServer(Path data, Map<String, String> settings) {
        server = Server.start(Settings.in(data, settings(database.address(), settings)));
        organiser = new Visitor(server.url());
        organiser.becomesOrganiser(server.organiserLink().orElseThrow());
        office = new Office(organiser);
    }

    static Map<String, String> settings(DatabaseAddress address, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>();
        settings.put("port", "0");
        settings.put("models", MODELS.toString());
        settings.put("staff-sign-in", "password");
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
        return office.event("Cup final", mode, Instant.now());
    }

    /// Valid tickets with these codes.
    void tickets(String event, String... codes) {
        office.tickets(event, codes);
    }

    /// The path of the JSON interface behind a new enrolment link of the ticket.
    String link(String event, String code) {
        return office.link(event, code).orElseThrow();
    }

    /// Asks again and again until it is so.
    static void eventually(String what, BooleanSupplier isSo) {
        Waiting.until(what, isSo);
    }

    /// Nobody stands before the lane any more, for so long that it takes whoever comes next for somebody new.
    static void leave(LanePage lane) {
        lane.see(Pictures.empty());
        eventually("nobody is there", () -> lane.lastScreen().equals("IDLE"));
        Waiting.pause(LaneLimits.DEFAULT.trackAgeMax().plusMillis(200));
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}

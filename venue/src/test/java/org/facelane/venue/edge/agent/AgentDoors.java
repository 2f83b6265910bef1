package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.testing.TestFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For each test of a class an event of its own and the doors that it opens, on one database for all of them; to be
/// kept in a static field.
final class AgentDoors implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final List<AgentDoor> opened = new ArrayList<>();
    private @Nullable TestDatabase database;
    private @Nullable Evening evening;

    private record Evening(TestFolder folder, SettableClock clock, Event event) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        database = TestDatabase.fresh();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        test().clear();
        evening = new Evening(TestFolder.fresh("doors"), new SettableClock(Guests.NOW), Guests.event(test()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(AgentDoor::close);
        opened.clear();
        now().folder().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
    }

    TestDatabase test() {
        return requireNonNull(database, "it is not open");
    }

    SettableClock clock() {
        return now().clock();
    }

    Event event() {
        return now().event();
    }

    /// Those of the test that runs.
    List<AgentDoor> all() {
        return opened;
    }

    /// The door of a new lane.
    AgentDoor open() throws IOException {
        return open(Guests.lane(test(), event()));
    }

    AgentDoor open(Lane lane) throws IOException {
        AgentDoor door = new AgentDoor(
                test(),
                event(),
                lane,
                Guests.ownTickets(test()),
                clock(),
                now().folder().path());
        opened.add(door);
        return door;
    }

    private Evening now() {
        return requireNonNull(evening, "no test runs");
    }
}

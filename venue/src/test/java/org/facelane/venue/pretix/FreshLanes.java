package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.facelane.venue.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// [ConnectedLanes] of its own for each test of a class, on one database for all of them; to be kept in a static field.
final class FreshLanes implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable TestDatabase database;
    private @Nullable ConnectedLanes lanes;

    @Override
    public void beforeAll(ExtensionContext context) {
        database = TestDatabase.fresh();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        lanes = new ConnectedLanes(requireNonNull(database, "it is not open"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (lanes != null) {
            lanes.close();
            lanes = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
    }

    /// Those of the test that runs.
    ConnectedLanes now() {
        return requireNonNull(lanes, "no test runs");
    }
}

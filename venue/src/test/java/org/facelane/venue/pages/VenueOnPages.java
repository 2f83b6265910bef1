package org.facelane.venue.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.testing.TestFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server of a test's own with the real model, browsers before it, and an organiser who has signed in. In a static
/// field it is the same one for all tests of a class. After each test nothing may have happened on any page that should
/// not.
final class VenueOnPages implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Wish wish;
    private final Set<String> asked = new HashSet<>();
    private boolean ofAll;
    private @Nullable Open open;

    /// How its server is set.
    @FunctionalInterface
    interface Wish {
        /// @param folder for what settings name
        /// @return settings besides port and models
        Map<String, String> in(Path folder) throws Exception;
    }

    /// @param room the film of an empty one
    private record Open(
            TestFolder folder,
            Path room,
            Chromium chromium,
            TestDatabase database,
            Server server,
            OrganiserAtWork organiser) {}

    private VenueOnPages(Wish wish) {
        this.wish = requireNonNull(wish, "wish is null");
    }

    /// @param settings besides port and models
    static VenueOnPages with(Map<String, String> settings) {
        return new VenueOnPages(_ -> settings);
    }

    static VenueOnPages with(Wish wish) {
        return new VenueOnPages(wish);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ofAll = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (!ofAll) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints = open == null ? List.of() : open.chromium().complaints();
        if (!ofAll) {
            close();
        } else if (open != null) {
            open.chromium().closeAllBut(open.organiser().page());
        }
        assertThat(complaints)
                .filteredOn(complaint -> asked.stream().noneMatch(complaint::startsWith))
                .isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    String url() {
        return server().url();
    }

    Server server() {
        return now().server();
    }

    OrganiserAtWork organiser() {
        return now().organiser();
    }

    /// For its data, its films, and what a test keeps.
    Path folder() {
        return now().folder().path();
    }

    /// A browser of somebody's own, whose camera sees an empty room.
    BrowserContext browser() {
        return browser(now().room());
    }

    /// The same, with a camera that plays a film.
    BrowserContext browser(Path film) {
        return now().chromium().withCamera(film, ColorScheme.LIGHT);
    }

    /// Pages may ask there, and nowhere else but this server.
    ///
    /// @param address what it begins with
    void mayAsk(String address) {
        asked.add("a page asked " + address);
    }

    private Open now() {
        return requireNonNull(open, "it is not open");
    }

    private void open() throws Exception {
        Chromium chromium = Chromium.installed();
        TestFolder folder = TestFolder.fresh("venue");
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> settings = new HashMap<>(wish.in(folder.path()));
        settings.put("database-url", database.address().url());
        settings.put("database-name", database.address().name());
        settings.put("database-password", database.address().password());
        settings.put("port", "0");
        settings.put("models", "../models/default");
        Server server = Server.start(Settings.in(folder.path().resolve("data"), settings));
        Path room = Film.empty(folder.path().resolve("room.mjpeg"));
        OrganiserAtWork organiser =
                new OrganiserAtWork(chromium.withCamera(room, ColorScheme.LIGHT).newPage(), server.url());
        open = new Open(folder, room, chromium, database, server, organiser);
        organiser.signsIn(server);
    }

    private void close() {
        if (open != null) {
            open.chromium().close();
            open.server().close();
            open.database().close();
            open.folder().close();
            open = null;
        }
    }
}

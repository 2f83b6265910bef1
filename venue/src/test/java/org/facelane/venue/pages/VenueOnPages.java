package org.facelane.venue.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.facelane.venue.server.Server;
import org.facelane.venue.server.Settings;

/// A server of a test's own with the real model, browsers before it, and an organiser who has signed in.
final class VenueOnPages implements AutoCloseable {
    private final Path folder;
    private final Chromium chromium;
    private final Server server;
    private final OrganiserAtWork organiser;

    private VenueOnPages(Path folder, Chromium chromium, Server server) {
        this.folder = requireNonNull(folder, "folder is null");
        this.chromium = requireNonNull(chromium, "chromium is null");
        this.server = requireNonNull(server, "server is null");
        organiser = new OrganiserAtWork(browser().newPage(), server.url());
        organiser.signsIn(server);
    }

    /// @param folder for its data and its films
    /// @param settings besides port and models
    static VenueOnPages open(Path folder, Map<String, String> settings) {
        Chromium chromium = Chromium.installed();
        Map<String, String> all = new HashMap<>(settings);
        all.put("port", "0");
        all.put("models", "../models/default");
        return new VenueOnPages(folder, chromium, Server.start(Settings.in(folder.resolve("data"), all)));
    }

    String url() {
        return server.url();
    }

    OrganiserAtWork organiser() {
        return organiser;
    }

    /// A browser of somebody's own, whose camera sees an empty room.
    BrowserContext browser() {
        return browser(Film.empty(folder.resolve("room.mjpeg")));
    }

    /// The same, with a camera that plays a film.
    BrowserContext browser(Path film) {
        return chromium.withCamera(film, ColorScheme.LIGHT);
    }

    /// Nothing happened on any page that should not.
    @Override
    public void close() {
        assertThat(chromium.complaints()).isEmpty();
        chromium.close();
        server.close();
    }
}

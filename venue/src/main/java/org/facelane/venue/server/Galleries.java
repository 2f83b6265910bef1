package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.facelane.venue.EventId;
import org.facelane.venue.store.GalleryFeed;

/// The gallery feeds of this process, one for each event that has a lane here or in
/// which somebody enrolled here. Safe for use by several threads.
final class Galleries implements AutoCloseable {
    private final Function<EventId, GalleryFeed> open;
    private final Map<EventId, GalleryFeed> feeds = new ConcurrentHashMap<>();

    /// @param open loads an event's gallery and follows it
    Galleries(Function<EventId, GalleryFeed> open) {
        this.open = requireNonNull(open, "open is null");
    }

    /// The feed of an event; the first call loads the gallery.
    GalleryFeed of(EventId event) {
        return feeds.computeIfAbsent(event, open);
    }

    @Override
    public void close() {
        feeds.values().forEach(GalleryFeed::close);
    }
}

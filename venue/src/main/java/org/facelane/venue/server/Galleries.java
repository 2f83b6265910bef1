package org.facelane.venue.server;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.facelane.face.model.ModelPack;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.ReferenceStore.Slice;

/// The gallery feeds of this process, one for each event that has a lane here or in which somebody enrolled here, and
/// where its gallery is split one for each slice that a lane here searches. Safe for use by several threads.
final class Galleries implements AutoCloseable {
    private final Database database;
    private final MasterKey master;
    private final GalleryFeed.Model model;
    private final Slices slices;
    private final InstantSource time;
    private final Map<Part, GalleryFeed> feeds = new ConcurrentHashMap<>();

    /// What a feed follows.
    private record Part(EventId event, Slice slice) {}

    Galleries(Database database, MasterKey master, GalleryFeed.Model model, Slices slices, InstantSource time) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.model = requireNonNull(model, "model is null");
        this.slices = requireNonNull(slices, "slices is null");
        this.time = requireNonNull(time, "time is null");
    }

    /// What galleries of this process compare.
    ///
    /// @throws CannotStart if the pack is not calibrated
    static GalleryFeed.Model model(Settings settings, ModelPack pack) {
        return pack.calibration()
                .map(calibration -> new GalleryFeed.Model(pack.version(), pack.dimension(), calibration))
                .orElseThrow(() -> new CannotStart("The model pack in " + settings.models()
                        + " is not calibrated, so no error rate can be promised at a door; calibrate it by"
                        + " `facelane calibrate`, or use another."));
    }

    /// The feed of an event's whole gallery; the first call loads it.
    GalleryFeed of(EventId event) {
        return feeds.computeIfAbsent(new Part(event, Slice.WHOLE), this::open);
    }

    /// The feed of what a lane searches; the first call loads it.
    GalleryFeed of(Lane lane) {
        return feeds.computeIfAbsent(new Part(lane.event(), slices.of(lane)), this::open);
    }

    private GalleryFeed open(Part part) {
        return GalleryFeed.open(database, master, part.event(), model, part.slice(), time);
    }

    @Override
    public void close() {
        feeds.values().forEach(GalleryFeed::close);
    }
}

package org.facelane.bench.loading;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.facelane.bench.Arguments;
import org.facelane.face.model.ModelPack;
import org.facelane.face.template.MadeUpFeatures;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.embedded.EmbeddedDatabase;
import org.facelane.venue.enrol.EventOpening;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.rehearsal.Rehearsal;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.GalleryFeed;

/// Fills an event with made-up people, loads its gallery from the database, and enrols more while a feed follows. Run
/// by `bench/load-gallery`.
public final class GalleryLoading {
    private static final String USAGE = "--pack <model pack> --data <empty folder> [--references <number>]";
    private static final int CONNECTION_COUNT_MAX = 8;
    private static final int ROUNDS = 5;
    private static final double NANOS = 1e9;

    private GalleryLoading() {}

    public static void main(String... commandLine) throws InterruptedException {
        Arguments arguments = Arguments.parse(USAGE, commandLine);
        Path data = Path.of(arguments.text("--data"));
        int count = arguments.number("--references", 60_000);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"));
                EmbeddedDatabase server = EmbeddedDatabase.start(data.resolve("database"), data.resolve("programs"));
                Database database = Database.open(server.address(), CONNECTION_COUNT_MAX)) {
            MasterKey master = MasterKey.open(data.resolve("master.key"));
            Event event = event();
            new EventOpening(database, master).openRehearsal(event, "bench", Instant.now());
            Rehearsal rehearsal = new Rehearsal(database, master, new MadeUpFeatures(pack));
            rehearsal.fill(event.id(), count, 1, Instant.now());
            GalleryFeed.Model model = new GalleryFeed.Model(
                    pack.version(), pack.dimension(), pack.calibration().orElseThrow());
            for (int round = 0; round < ROUNDS; round++) {
                Duration worked = worked();
                long start = System.nanoTime();
                try (GalleryFeed feed = open(database, master, event, model)) {
                    double seconds = (System.nanoTime() - start) / NANOS;
                    System.out.printf(
                            Locale.ROOT,
                            "%,d references of %d dimensions in %.2f s: %,.0f a second, %.1f µs of processor time"
                                    + " each%n",
                            feed.current().gallery().count(),
                            pack.dimension(),
                            seconds,
                            feed.current().gallery().count() / seconds,
                            worked().minus(worked).toNanos()
                                    / 1e3
                                    / feed.current().gallery().count());
                }
            }
            try (GalleryFeed feed = open(database, master, event, model)) {
                follow(feed, rehearsal, event.id(), count);
            }
        }
    }

    /// What this process has used of the processors; the database's own work is not in it.
    private static Duration worked() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static GalleryFeed open(Database database, MasterKey master, Event event, GalleryFeed.Model model) {
        return GalleryFeed.open(database, master, event.id(), model, InstantSource.system());
    }

    /// From the commit of an enrolment to the snapshot that has it.
    private static void follow(GalleryFeed feed, Rehearsal rehearsal, EventId event, int count)
            throws InterruptedException {
        long longest = 0;
        for (int i = 1; i <= 50; i++) {
            rehearsal.fill(event, 1, 1 + i, Instant.now());
            long committed = System.nanoTime();
            if (!feed.awaitVersion(new GalleryVersion(count + i), Duration.ofSeconds(10))) {
                throw new IllegalStateException("an enrolment did not appear");
            }
            longest = Math.max(longest, System.nanoTime() - committed);
        }
        System.out.printf(
                Locale.ROOT, "50 enrolments were in the next snapshot after %.1f ms at most%n", longest / 1e6);
    }

    static Event event() {
        Instant starts = Instant.now().plus(Duration.ofHours(2));
        return new Event(
                EventId.random(),
                "Rehearsal",
                "Bench",
                starts,
                starts.plus(Duration.ofHours(3)),
                Mode.HANDS_FREE,
                starts.plus(Duration.ofHours(24)),
                Optional.of(new LegalBasis("US-GA", "DPIA-0", "Bench", "Nobody: these people are made up.")));
    }
}

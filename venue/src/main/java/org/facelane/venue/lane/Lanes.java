package org.facelane.venue.lane;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LightWatch;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.Mode;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.code.CodeFinder;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.ShownPass;
import org.facelane.venue.redeem.Redemptions;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;

/// The lanes that run in this process: starts them, stops them, tells how they are. Safe for use by several threads.
public final class Lanes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Lanes.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final LaneRules rules;
    private final Place place;
    private final Eyes eyes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<LaneId, Running> running = new HashMap<>();
    private volatile Set<LaneId> paused = Set.of();

    /// Where lanes run and what they share.
    ///
    /// @param galleries what a lane may look at; asked once for each start of a lane
    /// @param passes opens what guests of the lane's event hold up; empty where they are searched in a gallery
    public record Place(
            Function<Lane, LaneGallery> galleries,
            LaneDesk desk,
            Function<Lane, Optional<PassDesk>> passes,
            InstantSource clock) {
        public Place {
            requireNonNull(galleries, "galleries is null");
            requireNonNull(desk, "desk is null");
            requireNonNull(passes, "passes is null");
            requireNonNull(clock, "clock is null");
        }
    }

    /// A server, where the database is.
    ///
    /// @param galleries the feed of what a lane searches now, opened on first use
    /// @param passes opens what guests hold up
    public record Office(
            Database database,
            Admissions admissions,
            Redemptions redemptions,
            Erasures erasures,
            Function<Lane, GalleryFeed> galleries,
            PassDesk passes,
            InstantSource clock) {
        public Office {
            requireNonNull(database, "database is null");
            requireNonNull(admissions, "admissions is null");
            requireNonNull(redemptions, "redemptions is null");
            requireNonNull(erasures, "erasures is null");
            requireNonNull(galleries, "galleries is null");
            requireNonNull(passes, "passes is null");
            requireNonNull(clock, "clock is null");
        }

        /// Where lanes have tickets admitted that run here, and those that ask from elsewhere.
        public LaneDesk desk() {
            return new DatabaseDesk(database, admissions, redemptions);
        }

        private Place place(Duration galleryAgeMax) {
            return new Place(lane -> hold(lane, galleryAgeMax), desk(), this::passes, clock);
        }

        /// Loads the lane's gallery, so that it need not do so at its first look.
        private GalleryHold hold(Lane lane, Duration galleryAgeMax) {
            GalleryFeed _ = galleries.apply(lane);
            return new GalleryHold(lane, erasures, () -> galleries.apply(lane), galleryAgeMax, clock);
        }

        private Optional<PassDesk> passes(Lane lane) {
            return database.read(tx -> EventStore.find(tx, lane.event()))
                    .filter(event -> event.mode() != Mode.HANDS_FREE)
                    .map(_ -> passes);
        }
    }

    /// What lanes look with.
    ///
    /// @param acquisitions a new one for a lane, each time it is started
    /// @param codes finds what guests of a lane hold up, asked each time it is started
    /// @param vision a fixed pool of platform threads, shared by all lanes; closed by whoever made it
    public record Eyes(
            FrameDecoder decoder,
            Function<Lane, LaneAcquisition> acquisitions,
            Function<Lane, CodeFinder> codes,
            LightWatch light,
            ExecutorService vision) {
        public Eyes {
            requireNonNull(decoder, "decoder is null");
            requireNonNull(acquisitions, "acquisitions is null");
            requireNonNull(codes, "codes is null");
            requireNonNull(light, "light is null");
            requireNonNull(vision, "vision is null");
        }
    }

    private record Running(LaneLoop loop, Thread thread) {}

    private Lanes(LaneRules rules, Place place, Eyes eyes) {
        this.rules = requireNonNull(rules, "rules is null");
        this.place = requireNonNull(place, "place is null");
        this.eyes = requireNonNull(eyes, "eyes is null");
    }

    /// Lets go of the galleries that lanes of an earlier process on this node held: that process is gone, and so is
    /// its memory. Rows of other nodes stay; nobody here knows whether those still run.
    ///
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer
    public static Lanes open(LaneRules rules, Office office, Eyes eyes) {
        office.erasures().nodeStarted(office.clock().instant());
        return new Lanes(rules, office.place(rules.galleryAgeMax()), eyes);
    }

    /// Lanes of a process that has no database.
    public static Lanes at(Place place, LaneRules rules, Eyes eyes) {
        return new Lanes(rules, place, eyes);
    }

    /// Starts a lane; one that runs already is stopped first. The source is closed when the lane ends, or if it
    /// cannot start.
    ///
    /// @param listener told on the lane's thread, in order; must not block for long
    public void start(Lane lane, FrameSource frames, Gate gate, Consumer<LaneEvent> listener) {
        lock.lock();
        boolean started = false;
        try {
            stop(lane.id());
            Passage passage = new Passage(lane, place.desk(), gate, place.clock());
            LaneLoop loop = new LaneLoop(
                    lane,
                    frames,
                    new LaneSight(
                            lane,
                            new LaneSight.Eye(
                                    eyes.decoder(),
                                    eyes.acquisitions().apply(lane),
                                    eyes.codes().apply(lane),
                                    eyes.light()),
                            eyes.vision(),
                            rules.policy(),
                            pass(lane)),
                    new PausableGallery(place.galleries().apply(lane), () -> paused.contains(lane.id())),
                    new LaneTurn(rules, passage, place.clock(), RANDOM),
                    new LaneLoop.Voice(listener, place.clock()));
            running.put(
                    lane.id(),
                    new Running(
                            loop, Thread.ofVirtual().name("lane " + lane.name()).start(loop)));
            started = true;
        } finally {
            if (!started) {
                frames.close();
            }
            lock.unlock();
        }
    }

    /// A pass that was read waits twice as long for a face as the lane waits for a usable picture: the guest lowers
    /// the phone first.
    ///
    /// @return empty where guests are searched in a gallery
    private Optional<ShownPass> pass(Lane lane) {
        return place.passes()
                .apply(lane)
                .map(desk -> new ShownPass(lane, desk, rules.patience().multipliedBy(2)));
    }

    /// Tells a lane how many come along with the guest who was asked. What nobody asked for, or asks for no more,
    /// says nothing.
    ///
    /// @param ask as the lane's screen was given it
    /// @param count at most so many further tickets are used
    public void comeAlong(LaneId lane, UUID ask, int count) {
        lock.lock();
        try {
            Optional.ofNullable(running.get(lane)).ifPresent(each -> each.loop().say(new Companions.Said(ask, count)));
        } finally {
            lock.unlock();
        }
    }

    /// Stops a lane and waits until it has let go of its gallery. Does nothing if it does not run here.
    public void stop(LaneId lane) {
        lock.lock();
        try {
            Running left = running.remove(lane);
            if (left != null) {
                left.loop().stop();
                if (!left.thread().join(STOP_PATIENCE)) {
                    LOG.log(
                            WARNING,
                            "{0} is still busy after {1}",
                            left.thread().getName(),
                            STOP_PATIENCE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// These lanes stand still, all others go on; lanes that do not run here may be among them. A lane looks at it
    /// before each frame.
    public void pause(Set<LaneId> lanes) {
        paused = Set.copyOf(lanes);
    }

    /// How the lanes of an event are that were started here, ordered by name; those whose frames have ended are
    /// offline.
    public List<LaneState> states(EventId event) {
        lock.lock();
        try {
            return running.values().stream()
                    .map(each -> each.loop().state())
                    .filter(state -> state.lane().event().equals(event))
                    .sorted(Comparator.comparing(state -> state.lane().name()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// Stops every lane.
    @Override
    public void close() {
        lock.lock();
        try {
            List.copyOf(running.keySet()).forEach(this::stop);
        } finally {
            lock.unlock();
        }
    }
}

package org.facelane.venue.http.screen;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.camera.CameraFrames;
import org.facelane.venue.camera.CameraLimits;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.http.screen.ScreenStream.News;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.setup.LaneSetup;
import org.facelane.venue.setup.LaneSetups;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseUnreachable;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs lanes whose camera has an address, for as long as a screen shows them.
///
/// ```
///            a page comes                        looked after every 2 s: started anew if it has stopped or is set
///  nothing ───────────────► lane runs, pages told ◄─┐ to something else
///     ▲                        │       └────────────┘
///     └────────────────────────┘ no page for 10 s, or the lane was revoked, has an agent, or a tablet is its camera
/// ```
///
/// Safe for use by several threads.
public final class LaneScreens implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneScreens.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /// A page that is loaded anew comes back sooner.
    private static final Duration WITHOUT_PAGE_MAX = Duration.ofSeconds(10);

    private final Parts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<LaneId, Run> runs = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /// What it is made of.
    ///
    /// @param hasAgent whether a lane's camera is read by a machine of its own
    public record Parts(
            Database database,
            LaneSetups setups,
            Lanes lanes,
            Function<Lane, Gate> gates,
            CameraLimits camera,
            Predicate<LaneId> hasAgent,
            InstantSource time) {
        public Parts {
            requireNonNull(database, "database is null");
            requireNonNull(setups, "setups is null");
            requireNonNull(lanes, "lanes is null");
            requireNonNull(gates, "gates is null");
            requireNonNull(camera, "camera is null");
            requireNonNull(hasAgent, "hasAgent is null");
            requireNonNull(time, "time is null");
        }
    }

    /// Who reads a lane's camera.
    public enum Reader {
        SERVER,
        TABLET,
        AGENT
    }

    /// The first thing that a page is told.
    ///
    /// @param reader of the lane's camera
    record Ready(String event, String lane, Reader reader) {}

    private record Run(ShownLane shown, Lane lane, LaneSetup setup, Reader reader) {}

    private LaneScreens(Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
    }

    public static LaneScreens start(Parts parts) {
        LaneScreens screens = new LaneScreens(parts);
        Thread.ofVirtual().name("lane screens").start(screens::lookAfter);
        return screens;
    }

    /// The lanes that are shown now.
    public Collection<? extends ToldScreen> shown() {
        return runs.values().stream().map(Run::shown).toList();
    }

    /// What somebody has said on a lane's screen, wherever it is shown.
    void comeAlong(LaneId lane, UUID ask, int count) {
        parts.lanes().comeAlong(lane, ask, count);
    }

    /// Whose key it is.
    Optional<Lane> known(LaneId lane, byte[] keyHash) {
        return parts.database().read(tx -> LaneStore.byKey(tx, lane, keyHash));
    }

    /// A page that follows a lane, which is started if need be.
    ScreenStream follow(Lane lane) {
        lock.lock();
        try {
            Run run = runs.get(lane.id());
            if (run == null) {
                run = begin(lane, new ShownLane(lane, parts.time().instant()));
            }
            return run.shown().follow();
        } finally {
            lock.unlock();
        }
    }

    void leave(LaneId lane, ScreenStream stream) {
        Optional.ofNullable(runs.get(lane))
                .ifPresent(run -> run.shown().leave(stream, parts.time().instant()));
    }

    /// Ends every stream; the lanes are stopped by whoever made them.
    @Override
    public void close() {
        closing.countDown();
        runs.values().forEach(run -> run.shown().end(Optional.empty()));
    }

    private Run begin(Lane lane, ShownLane shown) {
        LaneSetup setup = parts.setups().of(lane);
        Event event =
                parts.database().read(tx -> EventStore.find(tx, lane.event())).orElseThrow();
        Reader reader = reader(lane, setup);
        Run run = new Run(shown, lane, setup, reader);
        runs.put(lane.id(), run);
        shown.tell(new News("ready", new Ready(event.name(), lane.name(), reader)));
        if (reader == Reader.SERVER && closing.getCount() > 0) {
            CameraAddress address = setup.camera().orElseThrow();
            Gate gate = parts.gates().apply(lane);
            parts.lanes().start(lane, CameraFrames.open(address, parts.camera(), parts.time()), gate, shown::hear);
            LOG.info("event=lane-shown lane={}", lane.id());
        }
        return run;
    }

    private Reader reader(Lane lane, LaneSetup setup) {
        if (parts.hasAgent().test(lane.id())) {
            return Reader.AGENT;
        }
        return setup.camera().isPresent() ? Reader.SERVER : Reader.TABLET;
    }

    private void lookAfter() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Run run : List.copyOf(runs.values())) {
                    lookAfter(run);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAfter(Run run) {
        lock.lock();
        try {
            Optional<Lane> stands = parts.database()
                    .read(tx -> LaneStore.find(tx, run.lane().id()))
                    .filter(listed -> listed.revokedAt().isEmpty())
                    .map(LaneStore.Listed::lane);
            Instant now = parts.time().instant();
            boolean left = run.shown()
                    .leftAt()
                    .filter(at -> !now.isBefore(at.plus(WITHOUT_PAGE_MAX)))
                    .isPresent();
            if (stands.isEmpty() || left) {
                end(run, stands.isEmpty() ? Optional.of(new News("revoked", Map.of())) : Optional.empty());
            } else if (!isAsItShouldBe(run, stands.get())) {
                stop(run);
                begin(stands.get(), run.shown());
            }
        } catch (DatabaseUnreachable e) {
            LOG.debug("event=lane-screen-waits why=database-unreachable");
        } catch (RuntimeException e) {
            LOG.error("event=lane-screen-failed lane={}", run.lane().id(), e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isAsItShouldBe(Run run, Lane lane) {
        LaneSetup setup = parts.setups().of(lane);
        boolean same = run.equals(new Run(run.shown(), lane, setup, reader(lane, setup)));
        return same && (run.reader() != Reader.SERVER || runsHere(lane));
    }

    private boolean runsHere(Lane lane) {
        return parts.lanes().states(lane.event()).stream()
                .filter(state -> state.activity() != Activity.OFFLINE)
                .anyMatch(state -> state.lane().id().equals(lane.id()));
    }

    private void end(Run run, Optional<News> last) {
        runs.remove(run.lane().id());
        stop(run);
        run.shown().end(last);
        LOG.info("event=lane-no-longer-shown lane={}", run.lane().id());
    }

    /// A lane that a tablet runs is left alone.
    private void stop(Run run) {
        if (run.reader() == Reader.SERVER) {
            parts.lanes().stop(run.lane().id());
        }
    }
}

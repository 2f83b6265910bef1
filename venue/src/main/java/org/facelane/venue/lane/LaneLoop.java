package org.facelane.venue.lane;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.pad.LightChallenge;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.camera.CameraState;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameArrival;
import org.facelane.venue.camera.FrameArrival.Ended;
import org.facelane.venue.camera.FrameArrival.FrameArrived;
import org.facelane.venue.camera.FrameArrival.LightFilmed;
import org.facelane.venue.camera.FrameArrival.Lit;
import org.facelane.venue.camera.FrameArrival.Quiet;
import org.facelane.venue.camera.FrameSource;
import org.facelane.venue.lane.LaneEvent.CameraChanged;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.ScreenChanged;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.lane.LaneScreen.Idle;
import org.facelane.venue.lane.LaneScreen.NotRecognising;
import org.facelane.venue.lane.LaneSight.Look;
import org.facelane.venue.store.DatabaseUnreachable;
import org.jspecify.annotations.Nullable;

/// One lane from its first frame to its last: takes the newest frame, looks, decides, lets in. One virtual thread a
/// lane; pictures are computed with on other threads.
///
/// ```
///            gallery fresh and acknowledged
///  STARTING ────────────────────────────────► RECOGNISING ◄──────────────┐
///      │                                       │        │                │ heard again
///      │                     server not heard, ▼        │                │
///      └──────────────────────────────► NOT_RECOGNISING ┼────────────────┘
///                                              │        │ frames end, or stopped
///                                              ▼        ▼
///                                            OFFLINE: the gallery is let go, and the gate guarded
/// ```
///
/// While it is not recognising it holds no gallery and computes no features; frames are taken and forgotten, or looked
/// through for tickets' codes alone. Whatever goes wrong with one frame costs that frame. [#run] is called once;
/// [#stop] and [#state] by any thread.
final class LaneLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(LaneLoop.class.getName());

    /// How long a frame is waited for before the gallery is looked after all the same.
    private static final Duration FRAME_PATIENCE = Duration.ofMillis(100);

    /// So long without a frame means that nobody is seen; cameras down to two frames a second are fast enough.
    private static final Duration QUIET_MIN = Duration.ofMillis(1_000);

    /// So long without a frame means that something is wrong with the camera.
    private static final Duration CAMERA_PATIENCE = Duration.ofSeconds(5);

    /// A step takes milliseconds, and seconds where a gate or a database does not answer; all of these have an end.
    static final Duration STEP_MAX = Duration.ofSeconds(10);

    private final Lane lane;
    private final FrameSource frames;
    private final LaneSight sight;
    private final LaneGallery gallery;
    private final LaneTurn turn;
    private final Voice voice;

    private volatile boolean stopped;
    private volatile Instant steppedAt;
    private volatile State state =
            new State(Activity.NOT_RECOGNISING, Optional.of(Why.STARTING.says()), Optional.empty(), 0, 0);
    private @Nullable LaneScreen shown;
    private @Nullable CameraState camera;
    private final AtomicReference<Companions.@Nullable Said> said = new AtomicReference<>();
    private Instant lastFrameAt = Instant.MIN;
    private Instant lastArrivalAt = Instant.MIN;

    /// Whom the loop tells, and by which clock.
    record Voice(Consumer<LaneEvent> listener, InstantSource clock) {
        Voice {
            requireNonNull(listener, "listener is null");
            requireNonNull(clock, "clock is null");
        }
    }

    private record State(
            Activity activity,
            Optional<String> why,
            Optional<GalleryVersion> gallery,
            long unrecognisedCount,
            long damagedCount) {
        State now(Activity next, Optional<String> because, Optional<GalleryVersion> version) {
            return new State(next, because, version, unrecognisedCount, damagedCount);
        }

        State oneMoreUnrecognised() {
            return new State(activity, why, gallery, unrecognisedCount + 1, damagedCount);
        }

        State oneMoreDamaged() {
            return new State(activity, why, gallery, unrecognisedCount, damagedCount + 1);
        }
    }

    LaneLoop(Lane lane, FrameSource frames, LaneSight sight, LaneGallery gallery, LaneTurn turn, Voice voice) {
        this.lane = requireNonNull(lane, "lane is null");
        this.frames = requireNonNull(frames, "frames is null");
        this.sight = requireNonNull(sight, "sight is null");
        this.gallery = requireNonNull(gallery, "gallery is null");
        this.turn = requireNonNull(turn, "turn is null");
        this.voice = requireNonNull(voice, "voice is null");
        steppedAt = voice.clock().instant();
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more && !stopped) {
                more = safely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            frames.close();
            gallery.leave();
            state = state.now(Activity.OFFLINE, Optional.of(Why.NOT_CONNECTED.says()), Optional.empty());
        }
        guardGate();
    }

    /// A gate that lets everybody pass is not left so: it is guarded at once if the lane was stopped, and else as
    /// soon as the database answers, which its doorway waits for.
    private void guardGate() {
        try {
            while (turn.free().isOn() && !stopped) {
                try {
                    turn.free().decides();
                } catch (DatabaseUnreachable e) {
                    LOG.log(DEBUG, "event=gate-left-free", e);
                }
                Thread.sleep(FRAME_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn.free().ends();
    }

    /// Ends the loop after the frame it is at.
    void stop() {
        stopped = true;
        frames.close();
    }

    /// What somebody has said on the lane's screen; the last word counts.
    void say(Companions.Said answer) {
        said.set(answer);
    }

    LaneState state() {
        State now = state;
        if (now.activity() != Activity.OFFLINE && !voice.clock().instant().isBefore(steppedAt.plus(STEP_MAX))) {
            now = now.now(Activity.NOT_RECOGNISING, Optional.of(Why.STANDS_STILL.says()), now.gallery());
        }
        Optional<String> blind = frames.state().says().map(says -> Why.NO_PICTURES.says() + " " + says);
        boolean isAboutPictures = now.why().map(Why.NO_PICTURES.says()::equals).orElse(true);
        return new LaneState(
                lane,
                blind.isPresent() && now.activity() == Activity.RECOGNISING ? Activity.NOT_RECOGNISING : now.activity(),
                isAboutPictures ? blind.or(now::why) : now.why(),
                now.gallery(),
                now.unrecognisedCount(),
                frames.droppedCount(),
                now.damagedCount());
    }

    private boolean safely() throws InterruptedException {
        steppedAt = voice.clock().instant();
        try {
            return step();
        } catch (DatabaseUnreachable e) {
            notRecognising(Why.DATABASE_UNREACHABLE);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "lane " + lane.name() + " gives up a frame", e);
            turn.forget();
            Thread.sleep(FRAME_PATIENCE);
        }
        return true;
    }

    /// One frame, or one wait for it.
    ///
    /// @return false if no frame will come any more
    private boolean step() throws InterruptedException {
        FrameArrival arrival = frames.next(FRAME_PATIENCE);
        watchCamera();
        Held held = gallery.current();
        if (turn.isWithParty() && mayGoOn(held)) {
            tell(turn.along(
                    Optional.ofNullable(said.getAndSet(null)), voice.clock().instant()));
            return !(arrival instanceof Ended);
        }
        switch (held) {
            case Held.Nothing(Why why) -> {
                turn.forget();
                sight.forget();
                notRecognising(why);
            }
            case Held.TicketsOnly(Why why) -> readTickets(why, arrival);
            case Held.Current(Gallery references, GalleryVersion version) -> {
                turn.free().decides();
                state = state.now(Activity.RECOGNISING, camera(arrival), Optional.of(version));
                switch (arrival) {
                    case FrameArrived(Frame frame) -> look(frame, references);
                    case LightFilmed(List<Lit> film) -> {
                        Optional<LightChallenge> asked = turn.challenge();
                        if (asked.isPresent()) {
                            sight.answer(asked.get(), film);
                            turn.lit();
                        }
                    }
                    case Quiet _ -> quiet(voice.clock().instant());
                    case Ended _ -> {}
                }
            }
        }
        return !(arrival instanceof Ended);
    }

    /// Whether a party that was asked about may still come in: what lasts for a moment only is waited for.
    private static boolean mayGoOn(Held held) {
        return switch (held) {
            case Held.Current _, Held.TicketsOnly _ -> true;
            case Held.Nothing(Why why) -> why == Why.STARTING || why == Why.DATABASE_UNREACHABLE;
        };
    }

    /// Nobody's face is looked at. A gate that is set to let everybody pass meanwhile does.
    private void readTickets(Why why, FrameArrival arrival) throws InterruptedException {
        sight.forget();
        boolean begins = state.activity() == Activity.RECOGNISING;
        if (begins) {
            turn.forget();
        }
        state = state.now(Activity.NOT_RECOGNISING, Optional.of(why.says()), Optional.empty());
        if (why.isOutage() && turn.free().undecided()) {
            show(new LaneScreen.FreePassage());
            return;
        }
        switch (arrival) {
            case FrameArrived(Frame frame) -> {
                lastFrameAt = voice.clock().instant();
                switch (sight.lookForTicket(frame)) {
                    case Look.NoPicture _ -> state = state.oneMoreDamaged();
                    case Look.TicketShown(String code) ->
                        tell(turn.ticketShown(code, frame.at()), () -> new NotRecognising(why));
                    case Look.NoPass _, Look.PassStillShown _, Look.Sighted _ ->
                        tell(turn.nobody(frame.at()), () -> new NotRecognising(why));
                }
            }
            case Quiet _, LightFilmed _, Ended _ ->
                tell(turn.nobody(voice.clock().instant()), () -> new NotRecognising(why));
        }
    }

    private void watchCamera() {
        CameraState now = frames.state();
        if (!now.equals(camera)) {
            camera = now;
            voice.listener().accept(new CameraChanged(now, voice.clock().instant()));
        }
    }

    /// What the board says of the camera: a page that sends nothing for long has lost it.
    private Optional<String> camera(FrameArrival arrival) {
        Instant now = voice.clock().instant();
        if (arrival instanceof FrameArrived || lastArrivalAt.equals(Instant.MIN) || now.isBefore(lastArrivalAt)) {
            lastArrivalAt = now;
        }
        return now.isBefore(lastArrivalAt.plus(CAMERA_PATIENCE))
                ? Optional.empty()
                : Optional.of(Why.NO_PICTURES.says());
    }

    /// A slow camera is not an empty lane: only after a while without a frame is nobody there.
    private void quiet(Instant now) {
        if (now.isBefore(lastFrameAt) || !now.isBefore(lastFrameAt.plus(QUIET_MIN))) {
            tell(turn.nobody(now));
        }
    }

    private void look(Frame frame, Gallery held) throws InterruptedException {
        Instant begun = voice.clock().instant();
        lastFrameAt = begun;
        switch (sight.look(frame, held)) {
            case Look.NoPicture _ -> state = state.oneMoreDamaged();
            case Look.NoPass _ -> tell(turn.nobody(frame.at()));
            case Look.PassStillShown _ -> tell(turn.stillShown(frame.at()));
            case Look.TicketShown(String code) -> tell(turn.ticketShown(code, frame.at()));
            case Look.Sighted(Sighting sighting) -> {
                Duration computed = Duration.between(begun, voice.clock().instant());
                LaneTurn.Step step = turn.take(sighting, frame.at(), computed.isNegative() ? Duration.ZERO : computed);
                if (sighting.observation() instanceof Seen && step.ended().isEmpty()) {
                    frames.hurry();
                }
                tell(step);
            }
        }
    }

    private void tell(LaneTurn.Step step) {
        tell(step, () -> sight.waiting(lastFrameAt));
    }

    /// @param waiting what the screen says while nobody's turn is on
    private void tell(LaneTurn.Step step, Supplier<LaneScreen> waiting) {
        step.settled().ifPresent(track -> sight.settle(track, voice.clock().instant()));
        if (step.ended()
                .map(TurnEnded::ending)
                .filter(Ending.Unrecognised.class::isInstance)
                .isPresent()) {
            state = state.oneMoreUnrecognised();
        }
        step.ended().ifPresent(voice.listener());
        show(step.screen() instanceof Idle ? waiting.get() : step.screen());
    }

    private void notRecognising(Why why) {
        state = state.now(Activity.NOT_RECOGNISING, Optional.of(why.says()), Optional.empty());
        boolean free = why.isOutage() && turn.free().undecided();
        if (!why.isOutage() && why != Why.STARTING) {
            turn.free().guarded();
        }
        show(free ? new LaneScreen.FreePassage() : new NotRecognising(why));
    }

    private void show(LaneScreen screen) {
        if (!screen.equals(shown)) {
            shown = screen;
            voice.listener().accept(new ScreenChanged(screen, voice.clock().instant()));
        }
    }
}

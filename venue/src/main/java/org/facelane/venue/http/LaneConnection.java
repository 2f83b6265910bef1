package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.Mode;
import org.facelane.venue.http.screen.ScreenMessage;
import org.facelane.venue.http.screen.ToldScreen;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneScreen;
import org.facelane.venue.setup.LaneSetup;
import org.facelane.venue.steward.LaneOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;
import tools.jackson.databind.json.JsonMapper;

/// One page that shows a lane, from its connection to its end. Safe for use by several threads.
final class LaneConnection implements ToldScreen {
    private static final Logger LOG = LoggerFactory.getLogger(LaneConnection.class);

    /// A page that takes nothing for so long is gone.
    private static final int SEND_MILLISECONDS_MAX = 5_000;

    /// Screens are a few hundred bytes each.
    private static final int WAITING_BYTES_MAX = 64_000;

    /// What is said to a page; `type` tells the messages apart.
    sealed interface Message {
        /// The key is right; frames may come when asked for.
        ///
        /// @param frameWidth pixels across that a frame is to have: a code needs more of them than a face
        record Ready(String type, String event, String lane, int frameWidth) implements Message {
            private static final int FOR_FACES = 640;
            private static final int FOR_CODES = 1_280;

            Ready(Event event, Lane lane) {
                this("ready", event.name(), lane.name(), event.mode() == Mode.HANDS_FREE ? FOR_FACES : FOR_CODES);
            }
        }

        /// `next`: send one frame. `alive`: the connection still stands.
        record Word(String type) implements Message {}

        /// Show these colours one after the other and film whoever stands there.
        ///
        /// @param milliseconds each is shown
        record Light(String type, List<String> colours, long milliseconds) implements Message {
            Light(LightChallenge challenge) {
                this(
                        "light",
                        challenge.colours().stream().map(LightColour::css).toList(),
                        challenge.each().toMillis());
            }
        }
    }

    private final WebSocketSession session;
    private final JsonMapper json;
    private final ScreenFrames frames;
    private volatile Optional<Lane> lane = Optional.empty();
    private volatile Optional<LaneSetup> setup = Optional.empty();
    private volatile OptionalLong milliseconds = OptionalLong.empty();

    private Optional<LaneOrder.Message> told = Optional.empty();

    LaneConnection(WebSocketSession session, JsonMapper json, int framesPerSecondMax, InstantSource time) {
        this.session = new ConcurrentWebSocketSessionDecorator(session, SEND_MILLISECONDS_MAX, WAITING_BYTES_MAX);
        this.json = requireNonNull(json, "json is null");
        this.frames = new ScreenFrames(() -> send(new Message.Word("next")), framesPerSecondMax, time);
    }

    /// Whose page it is; empty until its key was checked.
    @Override
    public Optional<Lane> lane() {
        return lane;
    }

    void isOf(Lane known) {
        lane = Optional.of(known);
    }

    /// What the lane was set to when it was started; empty until then.
    Optional<LaneSetup> setup() {
        return setup;
    }

    void isSetUpAs(LaneSetup known) {
        setup = Optional.of(known);
    }

    ScreenFrames frames() {
        return frames;
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /// Called on the lane's thread, in order.
    void hear(LaneEvent event) {
        switch (event) {
            case LaneEvent.TurnEnded ended ->
                milliseconds = OptionalLong.of(ended.waited().toMillis());
            case LaneEvent.ScreenChanged changed -> {
                if (changed.screen() instanceof LaneScreen.Light(LightChallenge challenge)) {
                    send(new Message.Light(challenge));
                }
                send(ScreenMessage.of(changed.screen(), milliseconds));
                milliseconds = OptionalLong.empty();
            }
            case LaneEvent.CameraChanged _ -> {}
        }
    }

    /// What stewards say on this screen; said once, and taken back once it is over.
    @Override
    public synchronized void isTold(Optional<LaneOrder.Message> message, Instant now) {
        if (!message.equals(told)) {
            told = message;
            send(ToldScreen.Told.of(message, now));
        }
    }

    /// A page that cannot be told anything any more is closed; its lane stops then.
    ///
    /// @param message a [Message], or one that every screen of a lane is told
    void send(Object message) {
        if (!session.isOpen()) {
            return;
        }
        try {
            session.sendMessage(new TextMessage(json.writeValueAsString(message)));
        } catch (IOException | SessionLimitExceededException | IllegalStateException e) {
            LOG.debug("event=lane-page-gone", e);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    void close(CloseStatus status) {
        frames.close();
        try {
            session.close(status);
        } catch (IOException e) {
            LOG.debug("event=lane-page-gone", e);
        }
    }
}

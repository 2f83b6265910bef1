package org.facelane.venue.http.screen;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.lane.LaneOpening;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.SseBuilder;

/// The screen of a lane whose camera the server reads follows it live, and says what somebody has said on it.
public final class ScreenRoutes {
    /// Where a screen follows its lane; an agent serves the same beside the camera.
    public static final String PATH = "/api/lane/screen";

    private static final String BEARER = "Bearer ";
    private static final Problem UNKNOWN_LANE_KEY = new Problem(
            401,
            "UNKNOWN_LANE_KEY",
            "This lane key is not known.",
            "Open the lane's link from the organiser's page again.");

    /// The page takes the connection for dead after 15 s without a word.
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(4);

    /// The container ends no stream by itself.
    private static final Duration NO_TIMEOUT = Duration.ZERO;

    private final LaneScreens screens;

    public ScreenRoutes(LaneScreens screens) {
        this.screens = requireNonNull(screens, "screens is null");
    }

    public List<Route> routes() {
        return List.of(Route.get(PATH, this::follow), Route.post(PATH + "/party", this::party));
    }

    /// @param ask as the screen was given it
    record Said(Optional<UUID> ask, Optional<Integer> count) {}

    private ServerResponse follow(ServerRequest request) {
        Optional<Lane> lane = lane(request);
        if (lane.isEmpty()) {
            return UNKNOWN_LANE_KEY.answer();
        }
        ScreenStream news = screens.follow(lane.get());
        return ServerResponse.sse(
                stream -> {
                    stream.onComplete(news::end);
                    stream.onError(_ -> news.end());
                    Thread.ofVirtual()
                            .name("screen of " + lane.get().name())
                            .start(() -> send(lane.get(), news, stream));
                },
                NO_TIMEOUT);
    }

    private void send(Lane lane, ScreenStream news, SseBuilder stream) {
        try {
            while (!news.isOver()) {
                Optional<ScreenStream.News> next = news.next(SIGN_OF_LIFE);
                stream.event(next.map(ScreenStream.News::kind).orElse("alive"))
                        .data(next.map(ScreenStream.News::data).orElseGet(Map::of));
            }
            stream.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // The page went away: it connects again by itself.
            stream.error(e);
        } finally {
            screens.leave(lane.id(), news);
        }
    }

    private ServerResponse party(ServerRequest request) throws Exception {
        Optional<Lane> lane = lane(request);
        if (lane.isEmpty()) {
            return UNKNOWN_LANE_KEY.answer();
        }
        Said said = Json.body(request, Said.class);
        if (said.ask().isEmpty() || said.count().isEmpty()) {
            return Problems.BAD_JSON.answer();
        }
        screens.comeAlong(lane.get().id(), said.ask().get(), said.count().get());
        return ServerResponse.noContent().build();
    }

    /// The lane whose id and key, with a dot between them, the page has.
    private Optional<Lane> lane(ServerRequest request) {
        String header = request.headers().firstHeader("Authorization") instanceof String given ? given : "";
        int dot = header.indexOf('.');
        if (!header.startsWith(BEARER) || dot < 0) {
            return Optional.empty();
        }
        try {
            LaneId id = new LaneId(UUID.fromString(header.substring(BEARER.length(), dot)));
            return screens.known(id, LaneOpening.hash(header.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

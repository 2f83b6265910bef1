package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.pretix.PretixConnection;
import org.facelane.venue.pretix.PretixSetup;
import org.facelane.venue.pretix.RollOutcome;
import org.facelane.venue.pretix.SetupOutcome;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// An organiser connects an event to pretix and makes each lane a device there.
final class PretixRoutes {
    private static final int TOKEN_LENGTH_MAX = 200;

    private static final Problem PRETIX_UNREACHABLE =
            new Problem(502, "PRETIX_UNREACHABLE", "Pretix does not answer.", "Check the address and try again.");

    private static final Problem KEY_NOT_KNOWN = new Problem(
            409, "PRETIX_KEY_NOT_KNOWN", "Pretix does not know this device any more.", "Give the lane another token.");

    private static final Problem KEY_LOST = new Problem(
            502,
            "PRETIX_KEY_LOST",
            "The key was changed, and the new one was lost on the way.",
            "Give the lane another token; until then it asks nobody.");

    private static final Problem KEY_UNCLEAR = new Problem(
            502,
            "PRETIX_KEY_UNCLEAR",
            "Pretix does not say whether the key was changed.",
            "Wait a minute: the lane's line then says whether it needs another token.");

    private final Http.Parts parts;
    private final PretixSetup pretix;

    PretixRoutes(Http.Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
        pretix = parts.pretix();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events/{event}/pretix", this::show),
                Route.get("/api/events/{event}/pretix/lists", this::lists),
                Route.post("/api/events/{event}/pretix", this::connect),
                Route.delete("/api/events/{event}/pretix", this::disconnect),
                Route.post("/api/events/{event}/lanes/{lane}/pretix", this::addDevice),
                Route.post("/api/events/{event}/lanes/{lane}/pretix/key", this::changeKey),
                Route.delete("/api/events/{event}/lanes/{lane}/pretix", this::revokeDevice));
    }

    /// @param devices one a lane
    /// @param leaving those that pretix has not revoked yet
    /// @param answeredAt when what happened at its own doors was read last
    /// @param failing why it could not be read the last time
    /// @param untold what it was not told of yet
    record Shown(
            boolean connected,
            Optional<Connection> connection,
            List<PretixSetup.DeviceLine> devices,
            List<PretixSetup.LeavingLine> leaving,
            Optional<Instant> answeredAt,
            Optional<String> failing,
            long untold,
            List<RefusedLine> refused) {
        static Shown of(PretixSetup.Shown shown) {
            return new Shown(
                    true,
                    Optional.of(PretixRoutes.connection(shown.connection())),
                    shown.devices(),
                    shown.leaving(),
                    shown.answeredAt(),
                    shown.failing(),
                    shown.untold(),
                    shown.refused().stream().map(RefusedLine::of).toList());
        }

        static Shown nothing(List<PretixSetup.LeavingLine> leaving) {
            return new Shown(
                    false, Optional.empty(), List.of(), leaving, Optional.empty(), Optional.empty(), 0, List.of());
        }
    }

    /// @param says why, in words for the organiser
    record RefusedLine(String code, Optional<LaneId> lane, ReferReason reason, String says, Instant at) {
        static RefusedLine of(PretixSetup.Refused refused) {
            return new RefusedLine(
                    refused.code(),
                    refused.lane(),
                    refused.reason(),
                    refused.reason().says(),
                    refused.at());
        }
    }

    record Connection(URI url, String organizer, String event, long list) {}

    record NewConnection(
            Optional<String> url, Optional<String> organizer, Optional<String> event, Optional<Long> list) {}

    record Token(Optional<String> token) {}

    record Device(LaneId lane, long device) {}

    private ServerResponse show(ServerRequest request) {
        return Routes.event(request)
                .map(event -> Json.ok(
                        pretix.shown(event).map(Shown::of).orElseGet(() -> Shown.nothing(pretix.leaving(event)))))
                .orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private ServerResponse lists(ServerRequest request) {
        return Routes.event(request)
                .map(event -> pretix.lists(event).map(Json::ok).orElseGet(PRETIX_UNREACHABLE::answer))
                .orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private static Connection connection(PretixConnection to) {
        return new Connection(to.url(), to.organizer(), to.slug(), to.list());
    }

    private ServerResponse connect(ServerRequest request) throws Exception {
        NewConnection wish = Json.body(request, NewConnection.class);
        Optional<EventId> event = Routes.event(request);
        PretixConnection to;
        try {
            to = new PretixConnection(
                    URI.create(Json.text(wish.url()).orElse("")),
                    Json.text(wish.organizer()).orElse(""),
                    Json.text(wish.event()).orElse(""),
                    wish.list().orElse(0L));
        } catch (IllegalArgumentException e) {
            return Problems.value(
                            "This is not where an event is at pretix.",
                            "Give the address of the server, the short names of organiser and event, and the number of"
                                    + " the list.")
                    .answer();
        }
        boolean connected = event.isPresent() && pretix.connect(event.get(), to, by(request), now());
        return connected ? show(request) : Problems.NO_SUCH_EVENT.answer();
    }

    private ServerResponse disconnect(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        boolean was = event.isPresent() && pretix.disconnect(event.get(), by(request), now());
        return was ? ServerResponse.noContent().build() : Problems.NO_SUCH_EVENT.answer();
    }

    private ServerResponse addDevice(ServerRequest request) throws Exception {
        Optional<String> token = Json.text(Json.body(request, Token.class).token());
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        if (event.isEmpty() || lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        if (token.isEmpty() || token.get().length() > TOKEN_LENGTH_MAX) {
            return Problems.value("The initialisation token is missing.", "Copy it from the device's page in pretix.")
                    .answer();
        }
        return switch (pretix.devices().add(event.get(), lane.get(), token.get(), by(request), now())) {
            case SetupOutcome.Added(long device) -> Json.created(new Device(lane.get(), device));
            case SetupOutcome.NotConnected _ -> Problems.NO_SUCH_LANE.answer();
            case SetupOutcome.NotAccepted _ ->
                new Problem(
                                409,
                                "TOKEN_NOT_ACCEPTED",
                                "Pretix does not accept this token; each is good once.",
                                "Make another device in pretix and take its token.")
                        .answer();
            case SetupOutcome.OtherOrganizer(String organizer) ->
                new Problem(
                                409,
                                "OTHER_ORGANIZER",
                                "The token is of the organiser " + organizer + ".",
                                "See that the device is revoked there, and take a token of this event's organiser.")
                        .answer();
            case SetupOutcome.Unreachable _ -> PRETIX_UNREACHABLE.answer();
        };
    }

    private ServerResponse changeKey(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        if (event.isEmpty() || lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        return switch (pretix.devices().roll(event.get(), lane.get(), by(request), now())) {
            case RollOutcome.Rolled _ -> ServerResponse.noContent().build();
            case RollOutcome.NoDevice _ -> Problems.NO_SUCH_LANE.answer();
            case RollOutcome.NotKnown _ -> KEY_NOT_KNOWN.answer();
            case RollOutcome.Lost _ -> KEY_LOST.answer();
            case RollOutcome.Unclear _ -> KEY_UNCLEAR.answer();
            case RollOutcome.Unchanged _ -> PRETIX_UNREACHABLE.answer();
        };
    }

    private ServerResponse revokeDevice(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        boolean was = event.isPresent()
                && lane.isPresent()
                && pretix.devices().revoke(event.get(), lane.get(), by(request), now());
        return was ? ServerResponse.noContent().build() : Problems.NO_SUCH_LANE.answer();
    }

    private static String by(ServerRequest request) {
        return "staff " + StaffSession.name(request);
    }

    private Instant now() {
        return parts.time().instant();
    }
}

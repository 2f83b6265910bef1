package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.LegalBasis;
import org.facelane.venue.Mode;
import org.facelane.venue.gate.GateAddress;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.lane.LaneOpening;
import org.facelane.venue.setup.LaneChange;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// An organiser opens events and sets their lanes up.
final class EventRoutes {
    private static final int NAME_LENGTH_MAX = 200;
    private static final int LANE_NAME_LENGTH_MAX = 100;

    private final Http.Parts parts;
    private final Supplier<String> url;

    /// @param url how browsers reach the server
    EventRoutes(Http.Parts parts, Supplier<String> url) {
        this.parts = requireNonNull(parts, "parts is null");
        this.url = requireNonNull(url, "url is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events", this::list),
                Route.post("/api/events", this::open),
                Route.get("/api/events/{event}", this::show),
                Route.post("/api/events/{event}/lanes", this::addLane),
                Route.post("/api/events/{event}/lanes/{lane}", this::changeLane),
                Route.delete("/api/events/{event}/lanes/{lane}", this::revokeLane));
    }

    record Line(EventId id, String name, String venue, Instant startsAt, Instant endsAt, Mode mode) {
        static Line of(Event event) {
            return new Line(event.id(), event.name(), event.venue(), event.startsAt(), event.endsAt(), event.mode());
        }
    }

    record Page(
            EventId id,
            String name,
            String venue,
            Instant startsAt,
            Instant endsAt,
            Mode mode,
            Instant eraseAfter,
            Optional<LegalBasis> legalBasis,
            EventStore.Counts counts,
            List<LaneLine> lanes) {}

    record LaneLine(
            LaneId id,
            String name,
            Optional<String> entrance,
            Optional<URI> gateUrl,
            OnSuspicion onSuspicion,
            boolean lightOnSuspicion,
            Activity state,
            boolean revoked) {}

    record NewEvent(
            Optional<String> name,
            Optional<String> venue,
            Optional<Instant> startsAt,
            Optional<Instant> endsAt,
            Optional<Mode> mode,
            Optional<Instant> eraseAfter,
            Optional<NewLegalBasis> legalBasis,
            Optional<Integer> minimumAge,
            Optional<Integer> guardianBelow) {}

    record NewLegalBasis(
            Optional<String> jurisdiction,
            Optional<String> dpiaReference,
            Optional<String> accountablePerson,
            Optional<String> releaseText) {}

    record NewLane(
            Optional<String> name,
            Optional<String> entrance,
            Optional<String> gateUrl,
            Optional<OnSuspicion> onSuspicion,
            Optional<Boolean> lightOnSuspicion) {}

    record ChangedLane(Optional<OnSuspicion> onSuspicion, Optional<Boolean> lightOnSuspicion) {}

    record LaneKey(LaneId id, String key, String url) {}

    private ServerResponse list(ServerRequest request) {
        Instant now = parts.time().instant();
        return Json.ok(parts.database().read(tx -> EventStore.list(tx, now)).stream()
                .map(Line::of)
                .toList());
    }

    private ServerResponse open(ServerRequest request) throws Exception {
        NewEvent wish = Json.body(request, NewEvent.class);
        Event event;
        try {
            event = event(wish);
        } catch (IllegalArgumentException e) {
            return Problems.value("The event is not complete: " + e.getMessage() + ".", "Correct it and try again.")
                    .answer();
        }
        Instant now = parts.time().instant();
        return Json.created(Line.of(parts.opening().open(event, "staff " + StaffSession.name(request), now)));
    }

    /// @throws IllegalArgumentException saying what is missing or impossible
    private static Event event(NewEvent wish) {
        return new Event(
                EventId.random(),
                text(wish.name(), "name", NAME_LENGTH_MAX),
                text(wish.venue(), "venue", NAME_LENGTH_MAX),
                needed(wish.startsAt(), "start"),
                needed(wish.endsAt(), "end"),
                wish.mode().orElse(Mode.PASS),
                needed(wish.eraseAfter(), "retention deadline"),
                wish.legalBasis()
                        .map(basis -> new LegalBasis(
                                basis.jurisdiction().orElse(""),
                                basis.dpiaReference().orElse(""),
                                basis.accountablePerson().orElse(""),
                                basis.releaseText().orElse(""))),
                new Consent.Rule(
                        wish.minimumAge().orElse(Consent.Rule.DEFAULT.minimumAge()),
                        wish.guardianBelow().map(OptionalInt::of).orElseGet(OptionalInt::empty)));
    }

    private static String text(Optional<String> given, String what, int lengthMax) {
        String text = needed(Json.text(given), what);
        if (text.length() > lengthMax) {
            throw new IllegalArgumentException("its " + what + " has more than " + lengthMax + " characters");
        }
        return text;
    }

    private static <T> T needed(Optional<T> given, String what) {
        return given.orElseThrow(() -> new IllegalArgumentException("its " + what + " is missing"));
    }

    private ServerResponse show(ServerRequest request) {
        Optional<EventId> id = Routes.event(request);
        return id.flatMap(this::page).map(Json::ok).orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private Optional<Page> page(EventId id) {
        Map<LaneId, Activity> states = parts.lanes().states(id).stream()
                .collect(Collectors.toMap(state -> state.lane().id(), LaneState::activity));
        return parts.database().read(tx -> {
            Optional<Event> event = EventStore.find(tx, id);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            EventStore.Counts counts = EventStore.counts(tx, id);
            List<LaneLine> lanes =
                    LaneStore.list(tx, id).stream().map(line(states)).toList();
            return event.map(found -> new Page(
                    found.id(),
                    found.name(),
                    found.venue(),
                    found.startsAt(),
                    found.endsAt(),
                    found.mode(),
                    found.eraseAfter(),
                    found.legalBasis(),
                    counts,
                    lanes));
        });
    }

    private static Function<LaneStore.Listed, LaneLine> line(Map<LaneId, Activity> states) {
        return listed -> new LaneLine(
                listed.lane().id(),
                listed.lane().name(),
                listed.lane().entrance(),
                listed.lane().gateUrl(),
                listed.lane().onSuspicion(),
                listed.lane().lightOnSuspicion(),
                states.getOrDefault(listed.lane().id(), Activity.OFFLINE),
                listed.revokedAt().isPresent());
    }

    private ServerResponse addLane(ServerRequest request) throws Exception {
        NewLane wish = Json.body(request, NewLane.class);
        Optional<EventId> event = Routes.event(request);
        Optional<String> name = Json.text(wish.name());
        if (name.isEmpty() || name.get().length() > LANE_NAME_LENGTH_MAX) {
            return Problems.value("A lane has a name of 1 to 100 characters.", "Give the lane a name.")
                    .answer();
        }
        Optional<String> gateUrl = Json.text(wish.gateUrl());
        if (gateUrl.isPresent() && gate(gateUrl.get()).isEmpty()) {
            return Problems.value("The gate's address is not one.", GateAddress.FORMS)
                    .answer();
        }
        if (event.isEmpty()
                || parts.database().read(tx -> EventStore.find(tx, event.get())).isEmpty()) {
            return Problems.NO_SUCH_EVENT.answer();
        }
        Lane lane = new Lane(
                LaneId.random(),
                event.get(),
                name.get(),
                Json.text(wish.entrance()),
                gateUrl.flatMap(EventRoutes::gate),
                wish.onSuspicion().orElse(OnSuspicion.REFER),
                wish.lightOnSuspicion().orElse(false));
        return insert(lane, StaffSession.name(request));
    }

    private ServerResponse insert(Lane lane, String by) {
        return new LaneOpening(parts.database())
                .open(lane, "staff " + by, parts.time().instant())
                .map(opened -> Json.created(new LaneKey(
                        lane.id(), opened.key(), url.get() + "/lane#lane=" + lane.id() + "&key=" + opened.key())))
                .orElseGet(Problems.NAME_TAKEN::answer);
    }

    private ServerResponse changeLane(ServerRequest request) throws Exception {
        ChangedLane wish = Json.body(request, ChangedLane.class);
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> id = Routes.lane(request.pathVariable("lane"));
        if (wish.onSuspicion().isEmpty() || wish.lightOnSuspicion().isEmpty()) {
            return Problems.value("What the lane does on a suspicion is missing.", "Choose one of the three.")
                    .answer();
        }
        boolean stands = event.isPresent()
                && id.isPresent()
                && new LaneChange(parts.database())
                        .change(
                                event.get(),
                                id.get(),
                                wish.onSuspicion().get(),
                                wish.lightOnSuspicion().get(),
                                "staff " + StaffSession.name(request),
                                parts.time().instant());
        return stands ? ServerResponse.noContent().build() : Problems.NO_SUCH_LANE.answer();
    }

    private ServerResponse revokeLane(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> id = Routes.lane(request.pathVariable("lane"));
        Instant now = parts.time().instant();
        boolean revoked = event.isPresent()
                && id.isPresent()
                && parts.database().transact(tx -> {
                    boolean isOfEvent = LaneStore.find(tx, id.get())
                            .filter(listed -> listed.lane().event().equals(event.get()))
                            .isPresent();
                    boolean done = isOfEvent && LaneStore.revoke(tx, id.get(), now);
                    if (done) {
                        String by = "staff " + StaffSession.name(request);
                        AuditLog.write(tx, new AuditLog.Line(now, by, "revoked lane", "lane " + id.get()));
                    }
                    return done;
                });
        if (!revoked) {
            return Problems.NO_SUCH_LANE.answer();
        }
        parts.lanes().stop(id.get());
        return ServerResponse.noContent().build();
    }

    private static Optional<URI> gate(String text) {
        return GateAddress.parse(text).map(_ -> URI.create(text));
    }
}

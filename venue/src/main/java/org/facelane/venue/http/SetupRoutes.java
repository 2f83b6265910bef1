package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.acquire.CaptureZone;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.setup.LaneSetup;
import org.facelane.venue.store.LaneStore;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A technician sets a lane's camera, and where before it somebody must stand.
final class SetupRoutes {
    private final Http.Parts parts;

    SetupRoutes(Http.Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/events/{event}/lanes/{lane}/setup", this::show),
                Route.post("/api/events/{event}/lanes/{lane}/setup", this::set));
    }

    /// @param camera without name and password
    record SetupLine(Optional<String> camera, CaptureZone zone, double eyeDistanceMin, List<Symbology> codes) {
        static SetupLine of(LaneSetup setup) {
            return new SetupLine(
                    setup.camera().map(CameraAddress::shown),
                    setup.zone(),
                    setup.eyeDistanceMin(),
                    setup.codes().stream().sorted().toList());
        }
    }

    /// What is not given stays.
    ///
    /// @param camera empty text: the screen's own
    record NewSetup(
            Optional<String> camera,
            Optional<CaptureZone> zone,
            Optional<Double> eyeDistanceMin,
            Optional<Set<Symbology>> codes) {}

    private ServerResponse show(ServerRequest request) {
        return lane(request)
                .map(lane -> Json.ok(SetupLine.of(parts.setups().of(lane))))
                .orElseGet(Problems.NO_SUCH_LANE::answer);
    }

    private ServerResponse set(ServerRequest request) throws Exception {
        NewSetup wish = Json.body(request, NewSetup.class);
        Optional<Lane> lane = lane(request);
        if (lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        LaneSetup before = parts.setups().of(lane.get());
        Optional<CameraAddress> camera = before.camera();
        if (wish.camera().isPresent()) {
            camera = CameraAddress.parse(wish.camera().get().strip());
            if (camera.isEmpty() && !wish.camera().get().isBlank()) {
                return Problems.value("This is no camera's address.", CameraAddress.FORMS)
                        .answer();
            }
        }
        double eyeDistance = wish.eyeDistanceMin().orElse(before.eyeDistanceMin());
        if (!(eyeDistance >= 20 && eyeDistance <= 400)) {
            return Problems.value("The least eye distance is 20 to 400 pixels.", "Correct it and try again.")
                    .answer();
        }
        Set<Symbology> codes = wish.codes().orElse(before.codes());
        if (codes.isEmpty()) {
            return Problems.value("A lane looks for at least one kind of code.", "Choose one.")
                    .answer();
        }
        LaneSetup next = new LaneSetup(camera, wish.zone().orElse(before.zone()), eyeDistance, codes);
        String by = "staff " + StaffSession.name(request);
        return parts.setups().set(lane.get(), next, by, parts.time().instant())
                ? Json.ok(SetupLine.of(next))
                : Problems.NO_SUCH_LANE.answer();
    }

    private Optional<Lane> lane(ServerRequest request) {
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> id = Routes.lane(request.pathVariable("lane"));
        return event.isEmpty() || id.isEmpty()
                ? Optional.empty()
                : parts.database()
                        .read(tx -> LaneStore.find(tx, id.get()))
                        .filter(listed -> listed.revokedAt().isEmpty())
                        .map(LaneStore.Listed::lane)
                        .filter(found -> found.event().equals(event.get()));
    }
}

package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.facelane.venue.steward.LaneOrder;
import org.facelane.venue.steward.LaneOrders;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// A steward pauses a lane, lets it go on, and puts a sentence on its screen.
final class LaneOrderRoutes {
    private final Http.Parts parts;

    LaneOrderRoutes(Http.Parts parts) {
        this.parts = requireNonNull(parts, "parts is null");
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/events/{event}/lanes/{lane}/pause", request -> order(request, LaneOrders::pause)),
                Route.post("/api/events/{event}/lanes/{lane}/resume", request -> order(request, LaneOrders::resume)),
                Route.post("/api/events/{event}/lanes/{lane}/message", this::say));
    }

    record NewMessage(Optional<String> text) {}

    @FunctionalInterface
    private interface Order {
        /// @return false if there is no such lane
        boolean give(LaneOrders orders, EventId event, LaneId lane, String by, Instant now);
    }

    private ServerResponse say(ServerRequest request) throws Exception {
        Optional<String> text = Json.text(Json.body(request, NewMessage.class).text());
        if (text.isEmpty() || text.get().length() > LaneOrder.Message.LENGTH_MAX) {
            return Problems.value(
                            "A message has 1 to " + LaneOrder.Message.LENGTH_MAX + " characters.", "Say it shorter.")
                    .answer();
        }
        return order(request, (orders, event, lane, by, now) -> orders.say(event, lane, text.get(), by, now));
    }

    private ServerResponse order(ServerRequest request, Order order) {
        Optional<EventId> event = Routes.event(request);
        Optional<LaneId> lane = Routes.lane(request.pathVariable("lane"));
        boolean stands = event.isPresent()
                && lane.isPresent()
                && order.give(
                        parts.orders(),
                        event.get(),
                        lane.get(),
                        StaffSession.name(request),
                        parts.time().instant());
        return stands ? ServerResponse.noContent().build() : Problems.NO_SUCH_LANE.answer();
    }
}

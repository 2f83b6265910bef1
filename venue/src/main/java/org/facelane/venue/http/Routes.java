package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;
import static org.springframework.web.servlet.function.RequestPredicates.method;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferralId;
import org.facelane.venue.access.RateLimit;
import org.facelane.venue.http.route.AccessTable;
import org.facelane.venue.http.route.AccessTable.Caller;
import org.facelane.venue.http.route.AccessTable.Row;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.store.DatabaseUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Every route, each with its row in the [AccessTable]. Both the router and the security rules are made from it, so a
/// route that is not in the table does not exist.
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Route, Row> table = new LinkedHashMap<>();
    private final Doorkeeper doorkeeper;

    /// @throws IllegalStateException if a route has no row
    Routes(List<List<Route>> groups, Doorkeeper doorkeeper) {
        groups.forEach(group -> group.forEach(route -> table.put(route, AccessTable.of(route))));
        this.doorkeeper = requireNonNull(doorkeeper, "doorkeeper is null");
    }

    /// The row of every route, without the last one that answers what no route answers.
    Collection<Row> rows() {
        return table.values();
    }

    RouterFunction<ServerResponse> router() {
        RouterFunctions.Builder router = RouterFunctions.route();
        table.forEach(
                (route, row) -> router.route(method(route.method()).and(path(route.path())), guarded(route, row)));
        return router.route(path("/**"), _ -> Problems.NO_SUCH_PAGE.answer()).build();
    }

    private HandlerFunction<ServerResponse> guarded(Route route, Row row) {
        return request -> {
            try {
                Optional<Problem> problem = doorkeeper.holdsBack(request, row);
                return problem.isPresent()
                        ? problem.get().answer()
                        : route.answer().handle(request);
            } catch (Exception e) {
                return failed(e, route);
            }
        };
    }

    /// What is thrown is a broken environment, a request that is not what it says, or a bug. Bugs are logged under
    /// an id and never shown. The log has the pattern and not the path, for paths carry tokens.
    private static ServerResponse failed(Exception failure, Route route) {
        switch (failure) {
            case HttpMessageNotReadableException _, HttpMediaTypeNotSupportedException _ -> {
                return Problems.BAD_JSON.answer();
            }
            case DatabaseUnreachable _ -> {
                LOG.warn("event=database-unreachable route=\"{} {}\"", route.method(), route.path());
                return Problems.DATABASE_UNREACHABLE.answer();
            }
            default -> {
                byte[] id = new byte[4];
                RANDOM.nextBytes(id);
                String number = HexFormat.of().formatHex(id);
                LOG.error("event=internal-error id={} route=\"{} {}\"", number, route.method(), route.path(), failure);
                return Problems.internal(number).answer();
            }
        }
    }

    /// The event in the path; what is no identifier names nothing.
    static Optional<EventId> event(ServerRequest request) {
        return uuid(request.pathVariable("event")).map(EventId::new);
    }

    static Optional<LaneId> lane(String text) {
        return uuid(text).map(LaneId::new);
    }

    static Optional<ReferralId> referral(ServerRequest request) {
        return uuid(request.pathVariable("referral")).map(ReferralId::new);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What is asked before a route answers, beyond the role.
    static final class Doorkeeper {
        /// Guests of one household or one mobile network share an address.
        private static final int GUESTS_PER_ADDRESS = 20;

        private final RateLimit byLink;
        private final RateLimit byAddress;
        private final InstantSource time;

        Doorkeeper(int guestRequestsMax, InstantSource time) {
            this.byLink = new RateLimit(guestRequestsMax, Duration.ofMinutes(1));
            this.byAddress =
                    new RateLimit(Math.multiplyExact(guestRequestsMax, GUESTS_PER_ADDRESS), Duration.ofMinutes(1));
            this.time = requireNonNull(time, "time is null");
        }

        /// Whoever holds a link may not try too often.
        Optional<Problem> holdsBack(ServerRequest request, Row row) {
            return row.callers().contains(Caller.LINK) ? tooOften(request) : Optional.empty();
        }

        private Optional<Problem> tooOften(ServerRequest request) {
            Instant now = time.instant();
            boolean within = byAddress.count(request.servletRequest().getRemoteAddr(), now)
                    && byLink.count(request.pathVariable("token"), now);
            return within ? Optional.empty() : Optional.of(Problems.TOO_MANY_REQUESTS);
        }
    }
}

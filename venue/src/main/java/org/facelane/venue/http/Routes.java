package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;
import static org.springframework.web.servlet.function.RequestPredicates.method;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferralId;
import org.facelane.venue.access.RateLimit;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.http.Route.Access;
import org.facelane.venue.http.SecurityRules.Grant;
import org.facelane.venue.store.DatabaseUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// The table of every route and who may call it. Both the router and the security rules are made from it, so a route
/// that is not in the table does not exist.
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What answers without being a route: the lanes' socket and the actuator.
    private static final List<Grant> OTHERS = List.of(
            new Grant(Optional.of(HttpMethod.GET), LaneSocket.PATH, Access.LANE_KEY),
            new Grant(Optional.of(HttpMethod.GET), "/actuator/health", Access.ANYBODY),
            new Grant(Optional.empty(), "/actuator/**", Access.ORGANISER));

    private final List<Route> table;
    private final Doorkeeper doorkeeper;

    Routes(List<List<Route>> groups, Doorkeeper doorkeeper) {
        this.table = groups.stream().flatMap(List::stream).toList();
        this.doorkeeper = requireNonNull(doorkeeper, "doorkeeper is null");
    }

    /// Every route, without the last one that answers what no route answers.
    List<Route> table() {
        return table;
    }

    /// Who may call what; the first that fits counts.
    List<Grant> grants() {
        return Stream.of(
                        table.stream()
                                .map(route -> new Grant(Optional.of(route.method()), route.path(), route.access())),
                        OTHERS.stream(),
                        Stream.of(new Grant(Optional.empty(), "/**", Access.ANYBODY)))
                .flatMap(grants -> grants)
                .toList();
    }

    RouterFunction<ServerResponse> router() {
        RouterFunctions.Builder router = RouterFunctions.route();
        for (Route route : table) {
            router.route(method(route.method()).and(path(route.path())), guarded(route));
        }
        return router.route(path("/**"), _ -> Problems.NO_SUCH_PAGE.answer()).build();
    }

    private HandlerFunction<ServerResponse> guarded(Route route) {
        return request -> {
            try {
                Optional<Problem> problem = switch (route.access()) {
                    case ANYBODY, LANE_KEY -> Optional.empty();
                    case LINK -> doorkeeper.holdsBack(request);
                    case STEWARD, ORGANISER, OFFICER, STAFF -> doorkeeper.knowsNot(request);
                };
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

        private final StaffAccounts accounts;
        private final RateLimit byLink;
        private final RateLimit byAddress;
        private final InstantSource time;

        Doorkeeper(StaffAccounts accounts, int guestRequestsMax, InstantSource time) {
            this.accounts = requireNonNull(accounts, "accounts is null");
            this.byLink = new RateLimit(guestRequestsMax, Duration.ofMinutes(1));
            this.byAddress =
                    new RateLimit(Math.multiplyExact(guestRequestsMax, GUESTS_PER_ADDRESS), Duration.ofMinutes(1));
            this.time = requireNonNull(time, "time is null");
        }

        /// Whoever holds a link may not try too often.
        Optional<Problem> holdsBack(ServerRequest request) {
            Instant now = time.instant();
            boolean within = byAddress.count(request.servletRequest().getRemoteAddr(), now)
                    && byLink.count(request.pathVariable("token"), now);
            return within ? Optional.empty() : Optional.of(Problems.TOO_MANY_REQUESTS);
        }

        /// A session outlives its account by nothing.
        Optional<Problem> knowsNot(ServerRequest request) {
            return accounts.find(StaffRoutes.name(request)).isPresent()
                    ? Optional.empty()
                    : Optional.of(Problems.NOT_SIGNED_IN);
        }
    }
}

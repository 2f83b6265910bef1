package org.facelane.venue.http.edge;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.access.RateLimit;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.AlongAsk;
import org.facelane.venue.edge.FindAsk;
import org.facelane.venue.edge.Join;
import org.facelane.venue.edge.Leave;
import org.facelane.venue.edge.NewsWait;
import org.facelane.venue.edge.SignedCall;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.TicketAsk;
import org.facelane.venue.edge.WireText;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentOffice.Caller;
import org.facelane.venue.edge.office.AgentOpening;
import org.facelane.venue.edge.office.Agents;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.StaffSession;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Agents call here: each call signed, each number once. And an organiser gives out the code by which a program becomes
/// a lane's agent, sees how agents are, and revokes them.
public final class AgentRoutes {
    private static final int BODY_BYTES_MAX = 200_000;

    /// Somebody who guesses codes from one address gets nowhere; twelve letters of 32 are a million million
    /// million.
    private static final int JOINS_MAX = 20;

    private final AgentOffice office;
    private final AgentOpening opening;
    private final Agents agents;
    private final Supplier<String> url;
    private final InstantSource time;
    private final RateLimit joins = new RateLimit(JOINS_MAX, Duration.ofMinutes(1));

    /// @param url how agents reach the server
    public AgentRoutes(Agents agents, Supplier<String> url, InstantSource time) {
        this.agents = requireNonNull(agents, "agents is null");
        this.office = agents.office();
        this.opening = agents.opening();
        this.url = requireNonNull(url, "url is null");
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.post(Join.PATH, this::join),
                Route.post(SyncAsk.PATH, this::sync),
                Route.post(AdmitAsk.PATH, this::admit),
                Route.post(TicketAsk.PATH, this::admitTicket),
                Route.post(FindAsk.PATH, this::find),
                Route.post(AlongAsk.PATH, this::admitAlong),
                Route.post(NewsWait.PATH, this::awaitNews),
                Route.post(Leave.PATH, this::leave),
                Route.get("/api/events/{event}/agents", this::list),
                Route.post("/api/events/{event}/lanes/{lane}/agent", this::invite),
                Route.delete("/api/events/{event}/lanes/{lane}/agent", this::revoke),
                Route.get("/api/events/{event}/lanes/{lane}/agent/last-words", this::lastWords),
                Route.post("/api/events/{event}/lanes/{lane}/agent/last-words", this::decide));
    }

    /// @param code to be typed
    /// @param server to be typed with it
    /// @param square both, to be scanned
    record Invited(String code, Instant expiresAt, String server, JoinCode square) {}

    private ServerResponse join(ServerRequest request) throws IOException {
        Instant now = time.instant();
        if (!joins.count(request.servletRequest().getRemoteAddr(), now)) {
            return Problems.TOO_MANY_REQUESTS.answer();
        }
        try {
            Optional<Join.Answer> answer = opening.join(WireText.read(body(request), Join.Ask.class), now);
            return answer.map(AgentRoutes::answered).orElseGet(Problems.NO_SUCH_CODE::answer);
        } catch (IllegalArgumentException e) {
            return Problems.BAD_JSON.answer();
        }
    }

    private ServerResponse sync(ServerRequest request) throws IOException {
        return called(
                request,
                SyncAsk.PATH,
                (caller, body) -> office.sync(caller, WireText.read(body, SyncAsk.class), time.instant()),
                (revoked, body) -> office.keep(revoked, WireText.read(body, SyncAsk.class), time.instant()));
    }

    private ServerResponse admit(ServerRequest request) throws IOException {
        return called(
                request,
                AdmitAsk.PATH,
                (caller, body) -> office.admit(caller, WireText.read(body, AdmitAsk.class), time.instant()),
                (_, _) -> 0);
    }

    private ServerResponse admitTicket(ServerRequest request) throws IOException {
        return called(
                request,
                TicketAsk.PATH,
                (caller, body) -> office.admit(caller, WireText.read(body, TicketAsk.class), time.instant()),
                (_, _) -> 0);
    }

    private ServerResponse find(ServerRequest request) throws IOException {
        return called(
                request,
                FindAsk.PATH,
                (caller, body) -> office.find(caller, WireText.read(body, FindAsk.class)),
                (_, _) -> 0);
    }

    private ServerResponse admitAlong(ServerRequest request) throws IOException {
        return called(
                request,
                AlongAsk.PATH,
                (caller, body) -> office.admitAlong(caller, WireText.read(body, AlongAsk.class), time.instant()),
                (_, _) -> 0);
    }

    private ServerResponse awaitNews(ServerRequest request) throws IOException {
        return called(request, NewsWait.PATH, this::awaitNews, (_, _) -> 0);
    }

    private NewsWait awaitNews(Caller.Known caller, byte[] body) {
        long known = WireText.read(body, NewsWait.class).rung();
        try {
            return new NewsWait(agents.bell().await(caller.lane().id(), known, NewsWait.HOLD));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NewsWait(known);
        }
    }

    /// An agent that is revoked, too, is heard when it says that it holds nothing any more.
    private ServerResponse leave(ServerRequest request) throws IOException {
        byte[] body = body(request);
        return switch (caller(request, Leave.PATH, body)) {
            case Caller.Known known -> left(known.agent(), known.lane().id());
            case Caller.Revoked revoked -> left(revoked.agent(), revoked.lane());
            case Caller.OutOfTurn outOfTurn -> outOfTurn(outOfTurn);
            case Caller.Unknown _ -> Problems.NOT_SIGNED_IN.answer();
        };
    }

    private ServerResponse left(AgentId agent, LaneId lane) {
        office.leave(agent, lane, time.instant());
        return ServerResponse.ok().build();
    }

    private ServerResponse list(ServerRequest request) {
        return event(request)
                .map(event -> Json.ok(agents.watch().lines(event, time.instant())))
                .orElseGet(Problems.NO_SUCH_EVENT::answer);
    }

    private ServerResponse invite(ServerRequest request) {
        Optional<AgentOpening.Invitation> invitation = event(request)
                .flatMap(event ->
                        lane(request).flatMap(lane -> opening.invite(event, lane, actor(request), time.instant())));
        if (invitation.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        Join.Scan scan = new Join.Scan(URI.create(url.get()), invitation.get().code());
        return Json.created(new Invited(
                scan.code(), invitation.get().expiresAt(), scan.server().toString(), JoinCode.of(scan)));
    }

    private ServerResponse revoke(ServerRequest request) {
        boolean revoked = event(request)
                .flatMap(
                        event -> lane(request).map(lane -> opening.revoke(event, lane, actor(request), time.instant())))
                .orElse(false);
        return revoked ? ServerResponse.noContent().build() : Problems.NO_SUCH_LANE.answer();
    }

    record Decided(Optional<Boolean> takeIn) {}

    private ServerResponse lastWords(ServerRequest request) {
        return event(request)
                .flatMap(event -> lane(request).map(lane -> office.lastWords().waiting(event, lane)))
                .map(Json::ok)
                .orElseGet(Problems.NO_SUCH_LANE::answer);
    }

    private ServerResponse decide(ServerRequest request) throws Exception {
        Optional<Boolean> takeIn = Json.body(request, Decided.class).takeIn();
        Optional<EventId> event = event(request);
        Optional<LaneId> lane = lane(request);
        if (event.isEmpty() || lane.isEmpty()) {
            return Problems.NO_SUCH_LANE.answer();
        }
        if (takeIn.isEmpty()) {
            return Problems.BAD_JSON.answer();
        }
        office.lastWords().decide(event.get(), lane.get(), takeIn.get(), actor(request), time.instant());
        return ServerResponse.noContent().build();
    }

    /// What an agent asks and is answered.
    @FunctionalInterface
    private interface Use {
        /// @throws IllegalArgumentException if what is asked is not whole
        Object with(Caller.Known caller, byte[] body);
    }

    /// What an agent that was revoked says, and how far it is kept.
    @FunctionalInterface
    private interface Farewell {
        /// @throws IllegalArgumentException if what is said is not whole
        long with(Caller.Revoked caller, byte[] body);
    }

    private ServerResponse called(ServerRequest request, String path, Use use, Farewell farewell) throws IOException {
        byte[] body = body(request);
        return switch (caller(request, path, body)) {
            case Caller.Known known -> {
                try {
                    yield answered(use.with(known, body));
                } catch (IllegalArgumentException e) {
                    yield Problems.BAD_JSON.answer();
                }
            }
            case Caller.Revoked revoked -> {
                try {
                    String kept = Long.toString(farewell.with(revoked, body));
                    yield ServerResponse.status(410)
                            .contentType(MediaType.TEXT_PLAIN)
                            .body(kept);
                } catch (IllegalArgumentException e) {
                    yield Problems.BAD_JSON.answer();
                }
            }
            case Caller.OutOfTurn outOfTurn -> outOfTurn(outOfTurn);
            case Caller.Unknown _ -> Problems.NOT_SIGNED_IN.answer();
        };
    }

    private Caller caller(ServerRequest request, String path, byte[] body) {
        return Optional.ofNullable(request.headers().firstHeader(SignedCall.HEADER))
                .flatMap(SignedCall::parse)
                .map(call -> office.caller(call, path, body))
                .orElseGet(Caller.Unknown::new);
    }

    private static ServerResponse outOfTurn(Caller.OutOfTurn caller) {
        return ServerResponse.status(409).contentType(MediaType.TEXT_PLAIN).body(Long.toString(caller.last()));
    }

    private static ServerResponse answered(Object record) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(WireText.write(record));
    }

    private static byte[] body(ServerRequest request) throws IOException {
        byte[] body = request.servletRequest().getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        return body.length > BODY_BYTES_MAX ? new byte[0] : body;
    }

    private static String actor(ServerRequest request) {
        return "staff " + StaffSession.name(request);
    }

    private static Optional<EventId> event(ServerRequest request) {
        return uuid(request.pathVariable("event")).map(EventId::new);
    }

    private static Optional<LaneId> lane(ServerRequest request) {
        return uuid(request.pathVariable("lane")).map(LaneId::new);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

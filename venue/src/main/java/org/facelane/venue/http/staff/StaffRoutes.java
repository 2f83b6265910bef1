package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.facelane.venue.access.RateLimit;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffAccounts.Change;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Staff sign in and out, and an organiser keeps the list of accounts.
public final class StaffRoutes {
    private static final int NAME_LENGTH_MAX = 100;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /// Several stewards sign in from one address.
    private static final int NAMES_PER_ADDRESS = 5;

    /// High, or anybody could lock an account from far away; low enough that a password cannot be guessed.
    private static final int ADDRESSES_PER_NAME = 20;

    private final StaffAccounts accounts;
    private final RateLimit failedByNameAndAddress;
    private final RateLimit failedByAddress;
    private final RateLimit failedByName;
    private final InstantSource time;

    public StaffRoutes(StaffAccounts accounts, int signInAttemptsMax, InstantSource time) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.failedByNameAndAddress = new RateLimit(signInAttemptsMax, WINDOW);
        this.failedByAddress = new RateLimit(Math.multiplyExact(signInAttemptsMax, NAMES_PER_ADDRESS), WINDOW);
        this.failedByName = new RateLimit(Math.multiplyExact(signInAttemptsMax, ADDRESSES_PER_NAME), WINDOW);
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/sign-in", this::signIn),
                Route.post("/api/sign-out", StaffRoutes::signOut),
                Route.get("/api/me", this::me),
                Route.get("/api/staff", this::list),
                Route.post("/api/staff", this::create),
                Route.post("/api/staff/{name}/password", this::renewPassword),
                Route.post("/api/staff/{name}/roles", this::changeRoles),
                Route.post("/api/staff/{name}/lock", this::lock),
                Route.post("/api/staff/{name}/unlock", this::unlock),
                Route.delete("/api/staff/{name}", this::delete));
    }

    record SignIn(Optional<String> name, Optional<String> password) {}

    record Account(String name, Set<Role> roles) {}

    record Listed(String name, Set<Role> roles, boolean locked) {}

    record Me(String name, Set<Role> roles, Csrf csrf) {}

    record Csrf(String header, String token) {}

    record NewAccount(Optional<String> name, Optional<Set<Role>> roles) {}

    record NewRoles(Optional<Set<Role>> roles) {}

    record Created(String name, Set<Role> roles, String password) {}

    record NewPassword(String name, String password) {}

    private ServerResponse signIn(ServerRequest request) throws Exception {
        SignIn given = Json.body(request, SignIn.class);
        String name = given.name().orElse("");
        if (name.length() > NAME_LENGTH_MAX) {
            return Problems.WRONG_SIGN_IN.answer();
        }
        String address = request.servletRequest().getRemoteAddr();
        Instant now = time.instant();
        boolean within = failedByNameAndAddress.allows(name + " from " + address, now)
                && failedByAddress.allows(address, now)
                && failedByName.allows(name, now);
        if (!within) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<Staff> staff = accounts.signIn(name, given.password().orElse(""));
        if (staff.isEmpty()) {
            failedByNameAndAddress.count(name + " from " + address, now);
            failedByAddress.count(address, now);
            failedByName.count(name, now);
            return Problems.WRONG_SIGN_IN.answer();
        }
        failedByNameAndAddress.clear(name + " from " + address);
        StaffSession.start(request.servletRequest(), staff.get(), now);
        return Json.ok(new Account(staff.get().name(), staff.get().roles()));
    }

    private static ServerResponse signOut(ServerRequest request) {
        StaffSession.end(request.servletRequest());
        return ServerResponse.noContent().build();
    }

    private ServerResponse me(ServerRequest request) {
        Optional<Staff> staff = accounts.find(StaffSession.name(request));
        if (staff.isEmpty()) {
            return Problems.NOT_SIGNED_IN.answer();
        }
        CsrfToken token = (CsrfToken) requireNonNull(
                request.servletRequest().getAttribute(CsrfToken.class.getName()), "there is no page token");
        return Json.ok(
                new Me(staff.get().name(), staff.get().roles(), new Csrf(token.getHeaderName(), token.getToken())));
    }

    private ServerResponse list(ServerRequest request) {
        return Json.ok(accounts.list().stream()
                .map(staff ->
                        new Listed(staff.name(), staff.roles(), staff.lockedAt().isPresent()))
                .toList());
    }

    private ServerResponse create(ServerRequest request) throws Exception {
        NewAccount given = Json.body(request, NewAccount.class);
        Optional<String> name = Json.text(given.name());
        if (name.isEmpty() || name.get().length() > NAME_LENGTH_MAX) {
            return Problems.value("A name has 1 to 100 characters.", "Give the account a name.")
                    .answer();
        }
        Set<Role> roles = given.roles().orElse(Set.of(Role.STEWARD));
        if (roles.isEmpty()) {
            return Problems.NO_ROLE.answer();
        }
        return accounts.create(name.get(), roles, by(request), time.instant())
                .map(password -> Json.created(new Created(name.get(), roles, password)))
                .orElseGet(Problems.NAME_TAKEN::answer);
    }

    private ServerResponse renewPassword(ServerRequest request) {
        String name = request.pathVariable("name");
        return accounts.renewPassword(name, by(request), time.instant())
                .map(password -> Json.ok(new NewPassword(name, password)))
                .orElseGet(Problems.NO_SUCH_STAFF::answer);
    }

    private ServerResponse changeRoles(ServerRequest request) throws Exception {
        Set<Role> roles = Json.body(request, NewRoles.class).roles().orElse(Set.of());
        if (roles.isEmpty()) {
            return Problems.NO_ROLE.answer();
        }
        return others(request, name -> accounts.changeRoles(name, roles, by(request), time.instant()));
    }

    private ServerResponse lock(ServerRequest request) {
        return others(request, name -> accounts.lock(name, by(request), time.instant()));
    }

    private ServerResponse unlock(ServerRequest request) {
        return others(request, name -> accounts.unlock(name, by(request), time.instant()));
    }

    private ServerResponse delete(ServerRequest request) {
        return others(request, name -> accounts.delete(name, by(request), time.instant()));
    }

    /// Nobody shuts themselves out.
    private static ServerResponse others(ServerRequest request, Function<String, Change> change) {
        String name = request.pathVariable("name");
        if (name.equals(StaffSession.name(request))) {
            return Problems.OWN_ACCOUNT.answer();
        }
        return switch (change.apply(name)) {
            case DONE -> ServerResponse.noContent().build();
            case NO_SUCH_ACCOUNT -> Problems.NO_SUCH_STAFF.answer();
            case LAST_ORGANISER -> Problems.LAST_ORGANISER.answer();
        };
    }

    private static String by(ServerRequest request) {
        return "staff " + StaffSession.name(request);
    }
}

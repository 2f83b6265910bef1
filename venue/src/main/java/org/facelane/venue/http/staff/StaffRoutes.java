package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffAccounts.Change;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.SignInRoutes.Ways;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// An organiser keeps the list of accounts.
public final class StaffRoutes {
    private final Ways ways;
    private final StaffAccounts accounts;
    private final InstantSource time;

    public StaffRoutes(Ways ways, InstantSource time) {
        this.ways = requireNonNull(ways, "ways is null");
        this.accounts = ways.accounts();
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/staff", this::list),
                Route.post("/api/staff", this::create),
                Route.post("/api/staff/{name}/password", this::renewPassword),
                Route.post("/api/staff/{name}/roles", this::changeRoles),
                Route.post("/api/staff/{name}/lock", this::lock),
                Route.post("/api/staff/{name}/unlock", this::unlock),
                Route.delete("/api/staff/{name}/factors", this::removeFactors),
                Route.delete("/api/staff/{name}", this::delete));
    }

    record Listed(String name, Set<Role> roles, boolean locked) {}

    record NewAccount(Optional<String> name, Optional<Set<Role>> roles) {}

    record NewRoles(Optional<Set<Role>> roles) {}

    record Created(String name, Set<Role> roles, String password) {}

    record NewPassword(String name, String password) {}

    private ServerResponse list(ServerRequest request) {
        return Json.ok(accounts.list().stream()
                .map(staff ->
                        new Listed(staff.name(), staff.roles(), staff.lockedAt().isPresent()))
                .toList());
    }

    private ServerResponse create(ServerRequest request) throws Exception {
        NewAccount given = Json.body(request, NewAccount.class);
        Optional<String> name = Json.text(given.name());
        if (name.isEmpty() || name.get().length() > SignInRoutes.NAME_LENGTH_MAX) {
            return SignInRoutes.BAD_NAME.answer();
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

    /// For somebody who has lost the phone with the app and the passkeys; the password stays.
    private ServerResponse removeFactors(ServerRequest request) {
        String name = request.pathVariable("name");
        Optional<Staff> staff = accounts.find(name);
        if (staff.isEmpty()) {
            return Problems.NO_SUCH_STAFF.answer();
        }
        ways.second().remove(staff.get().id(), name, by(request), time.instant());
        ways.passkeys()
                .of(staff.get().id())
                .forEach(
                        passkey -> ways.passkeys().remove(staff.get().id(), passkey.id(), by(request), time.instant()));
        return ServerResponse.noContent().build();
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

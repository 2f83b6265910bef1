package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.access.RateLimit;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.http.Route.Access;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Staff sign in and out, and an organiser keeps the list of accounts.
final class StaffRoutes {
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

    StaffRoutes(StaffAccounts accounts, int signInAttemptsMax, InstantSource time) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.failedByNameAndAddress = new RateLimit(signInAttemptsMax, WINDOW);
        this.failedByAddress = new RateLimit(Math.multiplyExact(signInAttemptsMax, NAMES_PER_ADDRESS), WINDOW);
        this.failedByName = new RateLimit(Math.multiplyExact(signInAttemptsMax, ADDRESSES_PER_NAME), WINDOW);
        this.time = requireNonNull(time, "time is null");
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/sign-in", Access.ANYBODY, this::signIn),
                Route.post("/api/sign-out", Access.STAFF, StaffRoutes::signOut),
                Route.get("/api/me", Access.STAFF, this::me),
                Route.get("/api/staff", Access.ORGANISER, this::list),
                Route.post("/api/staff", Access.ORGANISER, this::create),
                Route.post("/api/staff/{name}/password", Access.ORGANISER, this::renewPassword),
                Route.delete("/api/staff/{name}", Access.ORGANISER, this::delete));
    }

    record SignIn(Optional<String> name, Optional<String> password) {}

    record Account(String name, Role role) {}

    record Me(String name, Role role, Csrf csrf) {}

    record Csrf(String header, String token) {}

    record NewAccount(Optional<String> name, Optional<Role> role) {}

    record Created(String name, Role role, String password) {}

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
        startSession(request.servletRequest(), staff.get());
        return Json.ok(new Account(staff.get().name(), staff.get().role()));
    }

    /// A session that existed before is thrown away, so nobody can have planted it.
    private static void startSession(HttpServletRequest request, Staff staff) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(
                staff.name(),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + staff.role().name()));
        request.getSession(true)
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        new SecurityContextImpl(authentication));
    }

    private static ServerResponse signOut(ServerRequest request) {
        HttpSession session = request.servletRequest().getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return ServerResponse.noContent().build();
    }

    private ServerResponse me(ServerRequest request) {
        Optional<Staff> staff = accounts.find(name(request));
        if (staff.isEmpty()) {
            return Problems.NOT_SIGNED_IN.answer();
        }
        CsrfToken token = (CsrfToken) requireNonNull(
                request.servletRequest().getAttribute(CsrfToken.class.getName()), "there is no page token");
        return Json.ok(
                new Me(staff.get().name(), staff.get().role(), new Csrf(token.getHeaderName(), token.getToken())));
    }

    private ServerResponse list(ServerRequest request) {
        return Json.ok(accounts.list().stream()
                .map(staff -> new Account(staff.name(), staff.role()))
                .toList());
    }

    private ServerResponse create(ServerRequest request) throws Exception {
        NewAccount given = Json.body(request, NewAccount.class);
        Optional<String> name = Json.text(given.name());
        if (name.isEmpty() || name.get().length() > NAME_LENGTH_MAX) {
            return Problems.value("A name has 1 to 100 characters.", "Give the account a name.")
                    .answer();
        }
        Role role = given.role().orElse(Role.STEWARD);
        return accounts.create(name.get(), role, "staff " + name(request), time.instant())
                .map(password -> Json.created(new Created(name.get(), role, password)))
                .orElseGet(Problems.NAME_TAKEN::answer);
    }

    private ServerResponse renewPassword(ServerRequest request) {
        String name = request.pathVariable("name");
        return accounts.renewPassword(name, "staff " + name(request), time.instant())
                .map(password -> Json.ok(new NewPassword(name, password)))
                .orElseGet(Problems.NO_SUCH_STAFF::answer);
    }

    private ServerResponse delete(ServerRequest request) {
        String name = request.pathVariable("name");
        if (name.equals(name(request))) {
            return Problems.OWN_ACCOUNT.answer();
        }
        boolean deleted = accounts.delete(name, "staff " + name(request), time.instant());
        return deleted ? ServerResponse.noContent().build() : Problems.NO_SUCH_STAFF.answer();
    }

    /// Who is signed in.
    static String name(ServerRequest request) {
        return request.principal().map(Principal::getName).orElse("");
    }
}

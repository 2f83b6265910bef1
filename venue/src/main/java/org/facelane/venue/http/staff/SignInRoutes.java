package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.facelane.venue.access.OrganiserLinks;
import org.facelane.venue.access.Passkeys;
import org.facelane.venue.access.SecondFactor;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problem;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Staff sign in and out.
///
/// ```
///            password                       code of the app, or a recovery code
///  nobody ────────────► password was right ─────────────────────────────────────────► signed in
///    │                        │ more is demanded and there is nothing: set an app or a passkey up ▲
///    │                        └───────────────────────────────────────────────────────────────────┤
///    └── passkey ─────────────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// Where more than a password is demanded, a password that is right sets something up only for an account that has
/// nothing, and has nothing still when it is finished: whoever learns the password of one with a passkey gets no
/// further.
public final class SignInRoutes {
    static final int NAME_LENGTH_MAX = 100;
    static final Problem BAD_NAME =
            Problems.value("A name has 1 to " + NAME_LENGTH_MAX + " characters.", "Give the account a name.");
    static final Problem BAD_PASSWORD = Problems.value(
            "A password has " + StaffAccounts.PASSWORD_LENGTH_MIN + " to " + StaffAccounts.PASSWORD_BYTES_MAX
                    + " characters.",
            "Several words are easy to remember and hard to guess.");
    private static final String PENDING = "facelane.pending";
    private static final String CHALLENGE = "facelane.challenge";
    private static final String NEW_PASSKEY = "facelane.first-passkey";
    private static final Duration PENDING_LIFE = Duration.ofMinutes(5);

    private final Ways ways;
    private final StaffCookie cookie;
    private final SignInLimits limits;
    private final Supplier<String> url;
    private final InstantSource time;

    /// By what somebody may sign in.
    public record Ways(
            StaffAccounts accounts, SecondFactor second, Passkeys passkeys, OrganiserLinks links, SignInDemand demand) {
        public Ways {
            requireNonNull(accounts, "accounts is null");
            requireNonNull(second, "second is null");
            requireNonNull(passkeys, "passkeys is null");
            requireNonNull(links, "links is null");
            requireNonNull(demand, "demand is null");
        }
    }

    /// @param url how browsers reach the server
    public SignInRoutes(Ways ways, StaffCookie cookie, int attemptsMax, Supplier<String> url, InstantSource time) {
        this.ways = requireNonNull(ways, "ways is null");
        this.cookie = requireNonNull(cookie, "cookie is null");
        this.limits = new SignInLimits(attemptsMax);
        this.url = requireNonNull(url, "url is null");
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/sign-in", this::password),
                Route.post("/api/sign-in/code", this::code),
                Route.post("/api/sign-in/link", this::link),
                Route.post("/api/sign-in/set-up/passkey/options", this::firstPasskeyOptions),
                Route.post("/api/sign-in/set-up/passkey", this::firstPasskey),
                Route.post("/api/sign-in/passkey/options", this::passkeyOptions),
                Route.post("/api/sign-in/passkey", this::passkey),
                Route.post("/api/sign-out", this::signOut),
                Route.get("/api/me", SignInRoutes::me));
    }

    record SignIn(Optional<String> name, Optional<String> password) {}

    /// What comes after a right password: nothing more (`SIGNED_IN`), a code (`CODE`), a passkey or a recovery code
    /// (`PASSKEY`), or the set-up of one of both (`SET_UP`).
    ///
    /// @param app to set up
    record Next(String name, Set<Role> roles, String next, Optional<AppOffer> app, List<String> recoveryCodes) {
        static Next signedIn(Staff staff, List<String> recoveryCodes) {
            return new Next(staff.name(), staff.roles(), "SIGNED_IN", Optional.empty(), recoveryCodes);
        }
    }

    record AppOffer(String secret, String uri, String path, int side) {
        static AppOffer of(SecondFactor.Offer offer) {
            return new AppOffer(offer.text(), offer.uri(), offer.path(), offer.side());
        }
    }

    record OpenedLink(Optional<String> token, Optional<String> name, Optional<String> password) {}

    record Code(Optional<String> code) {}

    record PasskeyAnswer(Optional<String> answer) {}

    record FirstPasskey(Optional<String> name, Optional<String> answer) {}

    record RequestOptions(String challenge, String rpId, String userVerification, long timeout) {}

    record Me(String name, Set<Role> roles, Csrf csrf) {}

    record Csrf(String header, String token) {}

    /// Whose password was right, and the app that may be set up, if the account has nothing yet.
    private record Pending(String name, Instant since, Optional<SecondFactor.Offer> app) {}

    /// The same, with the account as it is now.
    private record Waiting(Pending pending, Staff staff) {}

    private ServerResponse password(ServerRequest request) throws Exception {
        SignIn given = Json.body(request, SignIn.class);
        String name = given.name().orElse("");
        if (name.length() > NAME_LENGTH_MAX) {
            return Problems.WRONG_SIGN_IN.answer();
        }
        Instant now = time.instant();
        if (!limits.allow(name, request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<Staff> staff = ways.accounts().signIn(name, given.password().orElse(""));
        if (staff.isEmpty()) {
            limits.failed(name, request, now);
            return Problems.WRONG_SIGN_IN.answer();
        }
        return afterPassword(request, staff.get(), now);
    }

    private ServerResponse afterPassword(ServerRequest request, Staff staff, Instant now) {
        boolean hasApp = ways.second().isSetUp(staff.id());
        if (!hasApp && ways.demand() == SignInDemand.PASSWORD) {
            limits.succeeded(staff.name(), request);
            return signedIn(request, staff, List.of());
        }
        boolean hasPasskey = !ways.passkeys().credentialIds(staff.id()).isEmpty();
        Optional<SecondFactor.Offer> app =
                hasApp || hasPasskey ? Optional.empty() : Optional.of(SecondFactor.offer(staff.name()));
        String next = hasApp ? "CODE" : hasPasskey ? "PASSKEY" : "SET_UP";
        Ceremony.forget(request);
        Ceremony.keep(request, PENDING, new Pending(staff.name(), now, app));
        return Json.ok(new Next(staff.name(), Set.of(), next, app.map(AppOffer::of), List.of()));
    }

    /// Whoever was given a link at the server's machine names the account and its password.
    private ServerResponse link(ServerRequest request) throws Exception {
        OpenedLink given = Json.body(request, OpenedLink.class);
        Instant now = time.instant();
        if (!limits.allow("", request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<String> name = Json.text(given.name()).filter(text -> text.length() <= NAME_LENGTH_MAX);
        if (name.isEmpty()) {
            return BAD_NAME.answer();
        }
        OrganiserLinks.Opened opened = ways.links()
                .open(given.token().orElse(""), name.get(), given.password().orElse(""), now);
        return switch (opened) {
            case OrganiserLinks.Opened.Appointed(Staff staff) -> afterPassword(request, staff, now);
            case OrganiserLinks.Opened.BadPassword _ -> BAD_PASSWORD.answer();
            case OrganiserLinks.Opened.NameTaken _ -> Problems.NAME_TAKEN.answer();
            case OrganiserLinks.Opened.NotValid _ -> {
                limits.failed("", request, now);
                yield Problems.LINK_NOT_VALID.answer();
            }
        };
    }

    private ServerResponse code(ServerRequest request) throws Exception {
        String code = Json.body(request, Code.class).code().orElse("");
        Instant now = time.instant();
        Optional<Waiting> waiting = waiting(request, now);
        if (waiting.isEmpty()) {
            return Problems.SIGN_IN_AGAIN.answer();
        }
        Staff staff = waiting.get().staff();
        if (!limits.allow(staff.name(), request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<SecondFactor.Offer> app = waiting.get().pending().app();
        Optional<List<String>> recovery = app.isPresent()
                ? ways.second().setUpFirst(staff, app.get().secret(), code, now)
                : Optional.of(List.<String>of()).filter(_ -> ways.second().accepts(staff, code, now));
        if (recovery.isEmpty()) {
            limits.failed(staff.name(), request, now);
            return again(request, waiting.get(), Problems.WRONG_CODE);
        }
        limits.succeeded(staff.name(), request);
        return signedIn(request, staff, recovery.get());
    }

    private Optional<Waiting> waiting(ServerRequest request, Instant now) {
        return Ceremony.take(request, PENDING, Pending.class)
                .filter(since -> now.isBefore(since.since().plus(PENDING_LIFE)))
                .flatMap(pending -> ways.accounts().find(pending.name()).map(staff -> new Waiting(pending, staff)));
    }

    private ServerResponse firstPasskeyOptions(ServerRequest request) {
        Optional<Waiting> waiting = waiting(request, time.instant())
                .filter(known -> known.pending().app().isPresent());
        if (waiting.isEmpty()) {
            return Problems.SIGN_IN_AGAIN.answer();
        }
        byte[] challenge = Passkeys.newChallenge();
        Ceremony.keep(request, PENDING, waiting.get().pending());
        Ceremony.keep(request, NEW_PASSKEY, challenge);
        return Json.ok(CreationOptions.of(waiting.get().staff(), challenge, url.get(), List.of()));
    }

    /// Whoever had nothing but a password has a passkey now, and recovery codes for the day on which it is lost.
    private ServerResponse firstPasskey(ServerRequest request) throws Exception {
        FirstPasskey given = Json.body(request, FirstPasskey.class);
        Instant now = time.instant();
        Optional<Waiting> waiting =
                waiting(request, now).filter(known -> known.pending().app().isPresent());
        Optional<byte[]> challenge = Ceremony.take(request, NEW_PASSKEY, byte[].class);
        if (waiting.isEmpty() || challenge.isEmpty()) {
            return Problems.SIGN_IN_AGAIN.answer();
        }
        Staff staff = waiting.get().staff();
        String name = Json.text(given.name())
                .filter(text -> text.length() <= NAME_LENGTH_MAX)
                .orElse("Passkey");
        String answer = given.answer().orElse("");
        Optional<List<String>> recovery =
                ways.passkeys().addFirst(staff, name, url.get(), challenge.get(), answer, now);
        if (recovery.isEmpty()) {
            return again(request, waiting.get(), Problems.WRONG_PASSKEY);
        }
        limits.succeeded(staff.name(), request);
        return signedIn(request, staff, recovery.get());
    }

    /// They may try again, unless they were to set something up for an account that has something by now.
    private ServerResponse again(ServerRequest request, Waiting waiting, Problem wrong) {
        UUID staff = waiting.staff().id();
        boolean setsUp = waiting.pending().app().isPresent();
        if (setsUp
                && (ways.second().isSetUp(staff)
                        || !ways.passkeys().credentialIds(staff).isEmpty())) {
            return Problems.SIGN_IN_AGAIN.answer();
        }
        Ceremony.keep(request, PENDING, waiting.pending());
        return wrong.answer();
    }

    private ServerResponse passkeyOptions(ServerRequest request) {
        byte[] challenge = Passkeys.newChallenge();
        Ceremony.keep(request, CHALLENGE, challenge);
        return Json.ok(new RequestOptions(
                Base64.getUrlEncoder().withoutPadding().encodeToString(challenge),
                Passkeys.party(url.get()),
                "required",
                PENDING_LIFE.toMillis()));
    }

    private ServerResponse passkey(ServerRequest request) throws Exception {
        String answer = Json.body(request, PasskeyAnswer.class).answer().orElse("");
        Instant now = time.instant();
        if (!limits.allow("", request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<byte[]> challenge = Ceremony.take(request, CHALLENGE, byte[].class);
        Optional<Staff> staff = challenge.flatMap(signed -> ways.passkeys().signIn(url.get(), signed, answer, now));
        if (staff.isEmpty()) {
            limits.failed("", request, now);
            return Problems.WRONG_PASSKEY.answer();
        }
        return signedIn(request, staff.get(), List.of());
    }

    private ServerResponse signedIn(ServerRequest request, Staff staff, List<String> recoveryCodes) {
        return ServerResponse.ok()
                .cookie(cookie.begin(request, staff, time.instant()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Next.signedIn(staff, recoveryCodes));
    }

    private ServerResponse signOut(ServerRequest request) {
        return ServerResponse.noContent().cookie(cookie.end(request)).build();
    }

    private static ServerResponse me(ServerRequest request) {
        Optional<Staff> staff = StaffSession.of(request).map(StaffSession::staff);
        if (staff.isEmpty()) {
            return Problems.NOT_SIGNED_IN.answer();
        }
        CsrfToken token = (CsrfToken) requireNonNull(
                request.servletRequest().getAttribute(CsrfToken.class.getName()), "there is no page token");
        return Json.ok(
                new Me(staff.get().name(), staff.get().roles(), new Csrf(token.getHeaderName(), token.getToken())));
    }
}

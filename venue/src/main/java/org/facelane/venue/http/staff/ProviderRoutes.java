package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.SignInRoutes.Next;
import org.facelane.venue.openid.OpenIdRenewal;
import org.facelane.venue.openid.OpenIdSignIn;
import org.facelane.venue.openid.OpenIdSignIn.Answer;
import org.facelane.venue.openid.OpenIdSignIn.Asked;
import org.facelane.venue.openid.OpenIdSignIn.Brought;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Staff sign in by the identity provider of their house, if one is set. The browser comes back to the sign-in page,
/// and the page brings what the provider gave it: so the answer comes from our own page, and finds what was kept for
/// its browser.
public final class ProviderRoutes {
    private static final String ASKED = "facelane.asked";

    private final Optional<OpenIdSignIn> provider;
    private final Optional<OpenIdRenewal> renewal;
    private final StaffCookie cookie;
    private final SignInLimits limits;
    private final Supplier<String> url;
    private final InstantSource time;

    /// @param url how browsers reach the server
    public ProviderRoutes(
            Optional<OpenIdRenewal> renewal,
            StaffCookie cookie,
            int attemptsMax,
            Supplier<String> url,
            InstantSource time) {
        this.renewal = requireNonNull(renewal, "renewal is null");
        provider = renewal.map(OpenIdRenewal::signIn);
        this.cookie = requireNonNull(cookie, "cookie is null");
        this.limits = new SignInLimits(attemptsMax);
        this.url = requireNonNull(url, "url is null");
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/sign-in/provider", this::show),
                Route.post("/api/sign-in/provider/address", this::ask),
                Route.post("/api/sign-in/provider", this::finish));
    }

    record Shown(Optional<String> name) {}

    record Address(URI address) {}

    record BroughtBack(Optional<String> code, Optional<String> state, Optional<String> iss) {}

    private ServerResponse show(ServerRequest request) {
        return Json.ok(new Shown(provider.map(OpenIdSignIn::name)));
    }

    private ServerResponse ask(ServerRequest request) {
        Instant now = time.instant();
        if (provider.isEmpty()) {
            return Problems.NO_PROVIDER.answer();
        }
        if (!limits.allow("", request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Optional<Asked> asked = provider.get().ask(back(), now);
        if (asked.isEmpty()) {
            limits.failed("", request, now);
            return Problems.PROVIDER_UNREACHABLE.answer();
        }
        Ceremony.keep(request, ASKED, asked.get());
        return Json.ok(new Address(asked.get().address()));
    }

    private ServerResponse finish(ServerRequest request) throws Exception {
        BroughtBack given = Json.body(request, BroughtBack.class);
        Instant now = time.instant();
        Optional<Asked> asked = Ceremony.take(request, ASKED, Asked.class);
        Optional<String> code = Json.text(given.code());
        if (provider.isEmpty()) {
            return Problems.NO_PROVIDER.answer();
        }
        if (asked.isEmpty() || code.isEmpty()) {
            return Problems.SIGN_IN_AGAIN.answer();
        }
        if (!limits.allow("", request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        Brought brought = new Brought(code.get(), given.state().orElse(""), given.iss());
        return switch (provider.get().finish(asked.get(), back(), brought, now)) {
            case Answer.SignedIn signedIn -> begin(request, provider.get(), signedIn, now);
            case Answer.NotBelieved _ -> {
                limits.failed("", request, now);
                yield Problems.PROVIDER_NOT_BELIEVED.answer();
            }
            case Answer.NoRole _ -> Problems.NO_ROLE_FROM_PROVIDER.answer();
            case Answer.Closed _ -> Problems.ACCOUNT_CLOSED.answer();
            case Answer.LastOrganiser _ -> Problems.LAST_ORGANISER.answer();
            case Answer.Unreachable _ -> Problems.PROVIDER_UNREACHABLE.answer();
        };
    }

    private ServerResponse begin(ServerRequest request, OpenIdSignIn by, Answer.SignedIn signedIn, Instant now) {
        Cookie session = cookie.begin(request, signedIn.staff(), now.plus(by.rolesLife()), now);
        renewal.ifPresent(each -> each.keep(session.getValue(), signedIn, now));
        return ServerResponse.ok()
                .cookie(session)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Next.signedIn(signedIn.staff(), List.of()));
    }

    private URI back() {
        return URI.create(url.get() + "/sign-in");
    }
}

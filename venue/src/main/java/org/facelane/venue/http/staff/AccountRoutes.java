package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.facelane.venue.access.Passkeys;
import org.facelane.venue.access.SecondFactor;
import org.facelane.venue.access.SignInDemand;
import org.facelane.venue.access.StaffAccounts.NewPassword;
import org.facelane.venue.http.route.Json;
import org.facelane.venue.http.route.Problems;
import org.facelane.venue.http.route.Route;
import org.facelane.venue.http.staff.SignInRoutes.AppOffer;
import org.facelane.venue.http.staff.SignInRoutes.Code;
import org.facelane.venue.http.staff.SignInRoutes.Ways;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Somebody of staff looks after their own account: password, authenticator app, recovery codes, passkeys, sessions.
public final class AccountRoutes {
    private static final String APP = "facelane.app";
    private static final String CHALLENGE = "facelane.new-passkey";

    private final Ways ways;
    private final StaffCookie cookie;
    private final SignInLimits limits;
    private final Supplier<String> url;
    private final InstantSource time;

    /// @param url how browsers reach the server
    public AccountRoutes(Ways ways, StaffCookie cookie, int attemptsMax, Supplier<String> url, InstantSource time) {
        this.ways = requireNonNull(ways, "ways is null");
        this.cookie = requireNonNull(cookie, "cookie is null");
        this.limits = new SignInLimits(attemptsMax);
        this.url = requireNonNull(url, "url is null");
        this.time = requireNonNull(time, "time is null");
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/account", with(this::show)),
                Route.post("/api/account/password", with(this::changePassword)),
                Route.post("/api/account/app", with(this::offerApp)),
                Route.post("/api/account/app/code", with(this::setUpApp)),
                Route.delete("/api/account/app", with(this::removeApp)),
                Route.post("/api/account/recovery-codes", with(this::renewRecovery)),
                Route.post("/api/account/passkeys/options", with(this::passkeyOptions)),
                Route.post("/api/account/passkeys", with(this::addPasskey)),
                Route.delete("/api/account/passkeys/{passkey}", with(this::removePasskey)),
                Route.post("/api/account/sessions/end", with(this::endSessions)));
    }

    /// @param more whether accounts here need more than a password, so that the last of it cannot be removed
    record Shown(String name, boolean more, boolean app, int recoveryLeft, List<Passkeys.Listed> passkeys) {}

    record PasswordChange(Optional<String> current, Optional<String> next) {}

    record RecoveryCodes(List<String> recoveryCodes) {}

    record NewPasskey(Optional<String> name, Optional<String> answer) {}

    @FunctionalInterface
    private interface Answer {
        ServerResponse to(ServerRequest request, Staff staff, Instant now) throws Exception;
    }

    private HandlerFunction<ServerResponse> with(Answer answer) {
        return request -> {
            Optional<Staff> staff = StaffSession.of(request).map(StaffSession::staff);
            return staff.isEmpty() ? Problems.NOT_SIGNED_IN.answer() : answer.to(request, staff.get(), time.instant());
        };
    }

    private ServerResponse show(ServerRequest request, Staff staff, Instant now) {
        return Json.ok(new Shown(
                staff.name(),
                ways.demand() == SignInDemand.SECOND_FACTOR,
                ways.second().isSetUp(staff.id()),
                ways.second().recoveryLeft(staff.id()),
                ways.passkeys().of(staff.id())));
    }

    /// The other sessions of the account end; this one begins anew.
    private ServerResponse changePassword(ServerRequest request, Staff staff, Instant now) throws Exception {
        PasswordChange given = Json.body(request, PasswordChange.class);
        if (!limits.allow(staff.name(), request, now)) {
            return Problems.TOO_MANY_SIGN_INS.answer();
        }
        NewPassword outcome = ways.accounts()
                .changePassword(staff, given.current().orElse(""), given.next().orElse(""), now);
        return switch (outcome) {
            case TAKEN -> restart(request, staff, now);
            case WRONG_CURRENT -> {
                limits.failed(staff.name(), request, now);
                yield Problems.WRONG_PASSWORD.answer();
            }
            case TOO_SHORT, TOO_LONG -> SignInRoutes.BAD_PASSWORD.answer();
        };
    }

    private ServerResponse offerApp(ServerRequest request, Staff staff, Instant now) {
        SecondFactor.Offer offer = SecondFactor.offer(staff.name());
        Ceremony.keep(request, APP, offer);
        return Json.ok(AppOffer.of(offer));
    }

    private ServerResponse setUpApp(ServerRequest request, Staff staff, Instant now) throws Exception {
        String code = Json.body(request, Code.class).code().orElse("");
        Optional<SecondFactor.Offer> offer = Ceremony.take(request, APP, SecondFactor.Offer.class);
        if (offer.isEmpty()) {
            return Problems.STALE_PAGE.answer();
        }
        Optional<List<String>> codes = ways.second().setUp(staff, offer.get().secret(), code, now);
        if (codes.isEmpty()) {
            Ceremony.keep(request, APP, offer.get());
            return Problems.WRONG_CODE.answer();
        }
        return Json.ok(new RecoveryCodes(codes.get()));
    }

    private ServerResponse removeApp(ServerRequest request, Staff staff, Instant now) {
        return ways.second().removeApp(staff, ways.demand(), now)
                ? ServerResponse.noContent().build()
                : Problems.LAST_FACTOR.answer();
    }

    private ServerResponse renewRecovery(ServerRequest request, Staff staff, Instant now) {
        boolean canBeLost = ways.second().isSetUp(staff.id())
                || !ways.passkeys().credentialIds(staff.id()).isEmpty();
        return canBeLost
                ? Json.ok(new RecoveryCodes(ways.second().renewRecovery(staff, now)))
                : Problems.NO_FACTOR.answer();
    }

    private ServerResponse passkeyOptions(ServerRequest request, Staff staff, Instant now) {
        byte[] challenge = Passkeys.newChallenge();
        Ceremony.keep(request, CHALLENGE, challenge);
        return Json.ok(
                CreationOptions.of(staff, challenge, url.get(), ways.passkeys().credentialIds(staff.id())));
    }

    private ServerResponse addPasskey(ServerRequest request, Staff staff, Instant now) throws Exception {
        NewPasskey given = Json.body(request, NewPasskey.class);
        Optional<byte[]> challenge = Ceremony.take(request, CHALLENGE, byte[].class);
        String name = Json.text(given.name()).orElse("Passkey");
        if (challenge.isEmpty() || name.length() > SignInRoutes.NAME_LENGTH_MAX) {
            return Problems.STALE_PAGE.answer();
        }
        boolean added = ways.passkeys()
                .add(staff, name, url.get(), challenge.get(), given.answer().orElse(""), now);
        return added ? ServerResponse.noContent().build() : Problems.WRONG_PASSKEY.answer();
    }

    private ServerResponse removePasskey(ServerRequest request, Staff staff, Instant now) {
        UUID passkey;
        try {
            passkey = UUID.fromString(request.pathVariable("passkey"));
        } catch (IllegalArgumentException e) {
            return Problems.NO_SUCH_PASSKEY.answer();
        }
        return switch (ways.passkeys().remove(staff, passkey, ways.demand(), now)) {
            case REMOVED -> ServerResponse.noContent().build();
            case LAST -> Problems.LAST_FACTOR.answer();
            case NOT_FOUND -> Problems.NO_SUCH_PASSKEY.answer();
        };
    }

    private ServerResponse endSessions(ServerRequest request, Staff staff, Instant now) {
        ways.accounts().endSessions(staff.name(), now);
        return restart(request, staff, now);
    }

    private ServerResponse restart(ServerRequest request, Staff staff, Instant now) {
        return ServerResponse.noContent()
                .cookie(cookie.begin(request, staff, now))
                .build();
    }
}

package org.facelane.venue.http.staff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.facelane.face.Sha256;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.store.StaffStore.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.web.servlet.function.ServerRequest;

/// The cookie by which a browser is known to be somebody's of staff. No other site can have it sent, no script can read
/// it, and the token of a page is computed from it, so that both outlive a restart of the server.
public final class StaffCookie implements CsrfTokenRepository {
    private static final String NAME = "facelane-staff";
    private static final String HEADER = "X-CSRF-TOKEN";

    private final StaffSessions sessions;
    private final boolean secure;
    private final InstantSource time;

    /// @param secure whether browsers reach the server over TLS
    public StaffCookie(StaffSessions sessions, boolean secure, InstantSource time) {
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.secure = secure;
        this.time = requireNonNull(time, "time is null");
    }

    /// Whose session it is, if the browser has one that stands.
    Optional<StaffSession> read(HttpServletRequest request) {
        return secret(request)
                .flatMap(secret -> sessions.find(secret, time.instant()))
                .map(open -> new StaffSession(open.staff(), open.since()));
    }

    /// Signs somebody in. A session that existed before ends, so nobody can have planted it.
    ///
    /// @return for the browser
    Cookie begin(ServerRequest request, Staff staff, Instant now) {
        end(request);
        return cookie(sessions.begin(staff, now));
    }

    /// As [#begin(ServerRequest, Staff, Instant)], for somebody whom an identity provider knows.
    ///
    /// @param until the session ends then, unless the provider confirms it before
    Cookie begin(ServerRequest request, Staff staff, Instant until, Instant now) {
        end(request);
        return cookie(sessions.begin(staff, until, now));
    }

    /// Whether the browser's session stands, for whoever goes on answering after the request; asking is no use of
    /// it.
    public static BooleanSupplier standing(ServerRequest request, StaffSessions sessions, InstantSource time) {
        Optional<String> secret = secret(request.servletRequest());
        return () ->
                secret.filter(known -> sessions.stands(known, time.instant())).isPresent();
    }

    /// Signs whoever it is out, and forgets how far a sign-in had come.
    ///
    /// @return for the browser, which forgets what it had
    Cookie end(ServerRequest request) {
        Ceremony.forget(request);
        secret(request.servletRequest()).ifPresent(sessions::end);
        Cookie none = cookie("");
        none.setMaxAge(0);
        return none;
    }

    private Cookie cookie(String secret) {
        Cookie cookie = new Cookie(NAME, secret);
        cookie.setHttpOnly(true);
        cookie.setSecure(secure);
        cookie.setPath("/");
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    private static Optional<String> secret(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return secret(request)
                .map(secret -> token(HexFormat.of().formatHex(Sha256.of(("page of " + secret).getBytes(UTF_8)))))
                .orElse(null);
    }

    /// Fits no page: nobody is signed in.
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(UUID.randomUUID().toString());
    }

    /// There is nothing to keep.
    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, "_csrf", value);
    }
}

package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.web.servlet.function.ServerRequest;

/// Who is signed in, and since when.
///
/// @param staff the account as it was when the request came
/// @param since a session that began before the account's sessions were ended is worth nothing
public record StaffSession(Staff staff, Instant since) {
    public StaffSession {
        requireNonNull(staff, "staff is null");
        requireNonNull(since, "since is null");
    }

    /// Who makes a request; empty if nobody is signed in.
    public static Optional<StaffSession> of(ServerRequest request) {
        return request.principal()
                .filter(UsernamePasswordAuthenticationToken.class::isInstance)
                .map(UsernamePasswordAuthenticationToken.class::cast)
                .map(UsernamePasswordAuthenticationToken::getPrincipal)
                .filter(StaffSession.class::isInstance)
                .map(StaffSession.class::cast);
    }

    /// Who is signed in; empty if nobody is.
    public static String name(ServerRequest request) {
        return of(request).map(session -> session.staff().name()).orElse("");
    }
}

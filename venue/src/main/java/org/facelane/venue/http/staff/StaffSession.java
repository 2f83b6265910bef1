package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.store.StaffStore.Staff;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.servlet.function.ServerRequest;

/// Who is signed in, and since when.
///
/// @param since a session that began before the account's sessions were ended is worth nothing
public record StaffSession(String name, Instant since) {
    public StaffSession {
        requireNonNull(name, "name is null");
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
        return of(request).map(StaffSession::name).orElse("");
    }

    /// The account, if it may go on: it stands, and nobody has ended its sessions since this one began.
    public Optional<Staff> standing(StaffAccounts accounts) {
        return accounts.find(name).filter(staff -> !since.isBefore(staff.sessionsFrom()));
    }

    /// Signs somebody in. A session that existed before is thrown away, so nobody can have planted it.
    static void start(HttpServletRequest request, Staff staff, Instant now) {
        end(request);
        StaffSession session = new StaffSession(staff.name(), now);
        String[] roles =
                staff.roles().stream().map(role -> "ROLE_" + role.name()).toArray(String[]::new);
        request.getSession(true)
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                session, null, AuthorityUtils.createAuthorityList(roles))));
    }

    /// Signs whoever it is out.
    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}

package org.facelane.venue.http.staff;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.facelane.venue.store.DatabaseUnreachable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;

/// Tells Spring Security who makes a request, by the [StaffCookie]. The database is asked at most once a request, and
/// only for what is for staff.
public final class StaffFilter extends OncePerRequestFilter {
    private static final String UNREACHABLE = "facelane.unreachable";
    private static final String KNOWN = "facelane.staff";

    private final StaffCookie cookie;

    public StaffFilter(StaffCookie cookie) {
        this.cookie = requireNonNull(cookie, "cookie is null");
    }

    /// Whether it could not be found out who makes the request.
    public static boolean couldNotAsk(HttpServletRequest request) {
        return request.getAttribute(UNREACHABLE) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.setDeferredContext(SingletonSupplier.of(() -> context(request)));
        chain.doFilter(request, response);
    }

    /// The end of a stream comes by here too, and belongs to whoever began it.
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private SecurityContext context(HttpServletRequest request) {
        if (request.getAttribute(KNOWN) instanceof SecurityContext known) {
            return known;
        }
        try {
            Optional<StaffSession> session = cookie.read(request);
            SecurityContext context = session.map(StaffFilter::context).orElseGet(SecurityContextImpl::new);
            request.setAttribute(KNOWN, context);
            return context;
        } catch (DatabaseUnreachable e) {
            request.setAttribute(UNREACHABLE, e);
            return new SecurityContextImpl();
        }
    }

    private static SecurityContext context(StaffSession session) {
        String[] roles = session.staff().roles().stream()
                .map(role -> "ROLE_" + role.name())
                .toArray(String[]::new);
        return new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                session, null, AuthorityUtils.createAuthorityList(roles)));
    }
}

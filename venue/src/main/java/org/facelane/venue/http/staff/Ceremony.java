package org.facelane.venue.http.staff;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;

/// What the server remembers between two steps of signing in, or of setting up a way to: in memory, for minutes.
/// Whoever is between two steps when the server restarts begins again.
public final class Ceremony {
    /// How long a step waits for the next.
    public static final Duration LIFE = Duration.ofMinutes(15);

    private Ceremony() {}

    static void keep(ServerRequest request, String name, Object value) {
        request.servletRequest().getSession(true).setAttribute(name, value);
    }

    /// What was kept, once.
    static <T> Optional<T> take(ServerRequest request, String name, Class<T> type) {
        HttpSession session = request.servletRequest().getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        Object held = session.getAttribute(name);
        session.removeAttribute(name);
        return Optional.ofNullable(held).map(type::cast);
    }

    static void forget(ServerRequest request) {
        HttpSession session = request.servletRequest().getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}

package org.facelane.venue.http;

import static java.util.Objects.requireNonNull;

import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

/// One line of the table of routes.
///
/// @param path a path pattern, for example `/api/events/{id}`
record Route(HttpMethod method, String path, Access access, HandlerFunction<ServerResponse> answer) {
    Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(access, "access is null");
        requireNonNull(answer, "answer is null");
    }

    /// Who may call a route.
    enum Access {
        /// Everybody; nothing personal is behind it.
        ANYBODY,
        /// Whoever holds an enrolment link; the route itself checks the token in its path. Rate limited.
        LINK,
        /// A lane's device; the connection itself checks the key.
        LANE_KEY,
        /// Signed-in stewards and organisers.
        STEWARD,
        /// Signed-in organisers.
        ORGANISER,
        /// Signed-in officers, who look after data protection, and organisers.
        OFFICER,
        /// Whoever is signed in.
        STAFF
    }

    static Route get(String path, Access access, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.GET, path, access, answer);
    }

    static Route post(String path, Access access, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.POST, path, access, answer);
    }

    static Route delete(String path, Access access, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.DELETE, path, access, answer);
    }
}

package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;

import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

/// What answers a method and a path. Who may call it says the [AccessTable], and nothing else.
///
/// @param path a path pattern, for example `/api/events/{id}`
public record Route(HttpMethod method, String path, HandlerFunction<ServerResponse> answer) {
    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(answer, "answer is null");
    }

    public static Route get(String path, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.GET, path, answer);
    }

    public static Route post(String path, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.POST, path, answer);
    }

    public static Route delete(String path, HandlerFunction<ServerResponse> answer) {
        return new Route(HttpMethod.DELETE, path, answer);
    }
}

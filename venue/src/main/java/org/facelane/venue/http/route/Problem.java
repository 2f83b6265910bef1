package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/// What a caller is told when something did not work (RFC 9457, with `code` and `advice` added).
///
/// @param status of HTTP, 400 to 599
/// @param code for programs; stays the same when the words change
/// @param title what is wrong, in one sentence
/// @param advice what to do about it, in one sentence
public record Problem(int status, String code, String title, String advice) {
    public Problem {
        requireNonNull(code, "code is null");
        requireNonNull(title, "title is null");
        requireNonNull(advice, "advice is null");
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has a status from 400 to 599, got " + status);
        }
    }

    public ServerResponse answer() {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}

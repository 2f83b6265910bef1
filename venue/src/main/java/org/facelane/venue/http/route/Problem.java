package org.facelane.venue.http.route;

import static java.util.Objects.requireNonNull;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

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

    /// The same for somebody who has typed an address into a browser.
    public String page() {
        return """
            <!doctype html>
            <html lang="en-GB">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s · Facelane</title>
                <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/facelane.css">
              </head>
              <body>
                <main class="narrow centre"><section class="card"><h1>%1$s</h1><p>%2$s</p></section></main>
              </body>
            </html>
            """.formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(advice));
    }

    public ServerResponse answer() {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}

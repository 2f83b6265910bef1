package org.facelane.venue.pretix;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.facelane.venue.call.TimedCall;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One call after another to a pretix server: JSON up, JSON down, a time-out, and what a server says when it has had
/// enough. Redirects are not followed, so that a token goes nowhere else. Safe for use by several threads.
public final class PretixCalls implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Longer than that nobody is told to wait; a mistaken header must not silence an evening.
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    /// A page of pretix's lists has some hundred kilobytes; no answer may fill the memory.
    private static final long BYTES_MAX = 16L << 20;

    private final HttpClient client;
    private final Duration timeout;

    /// @param timeout of a call, connecting and the whole of the answer included, above 0
    public PretixCalls(Duration timeout) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// What came back.
    sealed interface Reply {
        /// @param json a missing node where the body is no JSON
        record Answered(int status, JsonNode json) implements Reply {}

        /// No answer, or one that says to come back later.
        ///
        /// @param pause at least how long; zero if it does not say
        record Later(String why, Duration pause) implements Reply {}
    }

    /// @param token of a device; empty before it has one
    Reply post(URI address, Optional<String> token, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return send(request, token);
    }

    Reply get(URI address, String token) {
        return send(HttpRequest.newBuilder(address).GET(), Optional.of(token));
    }

    private Reply send(HttpRequest.Builder request, Optional<String> token) {
        request.header("Accept", "application/json");
        token.ifPresent(known -> request.header("Authorization", "Device " + known));
        try {
            return reply(TimedCall.send(
                    client, request, BodyHandlers.limiting(BodyHandlers.ofString(), BYTES_MAX), timeout));
        } catch (IOException e) {
            return new Reply.Later("no answer: " + e, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Later("not waited for", Duration.ZERO);
        }
    }

    private static Reply reply(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            return new Reply.Later("answered " + status, pause(response));
        }
        if (status >= 500) {
            return new Reply.Later("answered " + status, Duration.ZERO);
        }
        try {
            return new Reply.Answered(status, JSON.readTree(response.body()));
        } catch (JacksonException e) {
            return new Reply.Answered(status, JSON.missingNode());
        }
    }

    private static Duration pause(HttpResponse<String> response) {
        try {
            Duration pause = response.headers()
                    .firstValue("Retry-After")
                    .map(text -> Duration.ofSeconds(Math.max(0, Long.parseLong(text.strip()))))
                    .orElse(Duration.ZERO);
            return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

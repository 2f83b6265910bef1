package org.facelane.venue.call;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call over HTTP that ends in time, whatever the other side does.
///
/// The time-out of [HttpRequest] ends when the head of an answer has come: a machine that sends the head and then falls
/// silent would hold its caller for good. Safe for use by several threads.
public final class TimedCall {
    /// The client's own time-out comes first where it applies, because it knows whether a connection was made.
    private static final Duration SLACK = Duration.ofMillis(100);

    private TimedCall() {}

    /// Waits for the whole answer, its body included. What is not there in time is given up and its connection
    /// closed.
    ///
    /// @param request without a time-out; it is given this one
    /// @param within from now to the last byte of the body, above 0
    /// @throws HttpTimeoutException if the answer is not whole in time
    /// @throws IOException as [HttpClient#send] does, for the same causes
    public static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest.Builder request, BodyHandler<T> body, Duration within)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> call =
                client.sendAsync(request.timeout(within).build(), body);
        try {
            return call.get(within.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            HttpTimeoutException late = new HttpTimeoutException("no whole answer within " + within);
            late.initCause(e);
            throw late;
        } finally {
            call.cancel(true);
        }
    }
}

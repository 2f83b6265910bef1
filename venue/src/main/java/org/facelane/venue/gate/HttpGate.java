package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.facelane.venue.Admission;
import org.facelane.venue.call.TimedCall;

/// A gate behind an HTTP address: one `POST` for each admission, 2xx means open.
///
/// The admission's id goes along as `Idempotency-Key`, so that a gate can drop a command it has already had. Nothing
/// else about the guest is sent. The command is never repeated from here and redirects are not followed: after a
/// time-out or a broken connection nobody knows whether the gate opened, and a gate that opens twice lets a second
/// person in.
///
/// Blocks at most for the time-out, connecting and the whole of the answer included. Safe for use by several threads.
public final class HttpGate implements Gate {
    private final HttpClient client;
    private final URI address;
    private final Duration timeout;

    /// @param client must not follow redirects; one client serves all gates
    /// @param address `http` or `https`
    /// @param timeout from the command to the end of the answer, above 0
    public HttpGate(HttpClient client, URI address, Duration timeout) {
        this.client = requireNonNull(client, "client is null");
        this.address = requireNonNull(address, "address is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("a gate's address starts with http:// or https://, got " + address);
        }
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a gate's client must not follow redirects");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a gate's time-out is above 0, got " + timeout);
        }
    }

    @Override
    public GateOutcome open(Admission admission) {
        return send(HttpRequest.newBuilder(address)
                .header("Idempotency-Key", admission.id().toString())
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private GateOutcome send(HttpRequest.Builder command) {
        try {
            int status = TimedCall.send(client, command, BodyHandlers.discarding(), timeout)
                    .statusCode();
            return status / 100 == 2
                    ? new GateOutcome.Opened()
                    : notOpened(GateOutcome.Reason.REFUSED, "answered " + status);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return notOpened(GateOutcome.Reason.UNREACHABLE, "could not be reached");
        } catch (IOException e) {
            return notOpened(GateOutcome.Reason.NO_ANSWER, "did not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notOpened(GateOutcome.Reason.NO_ANSWER, "was not waited for: the lane is stopping");
        }
    }

    /// A `PUT` of `free` or `guarded`, so that a gate which knows the `POST` only says 405 and opens for nobody.
    @Override
    public GateOutcome letAllPass(boolean all) {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(all ? "free" : "guarded")));
    }

    private GateOutcome notOpened(GateOutcome.Reason reason, String what) {
        return new GateOutcome.NotOpened(reason, "gate " + address + " " + what);
    }
}

package org.facelane.venue.http.staff;

import java.time.Duration;
import java.time.Instant;
import org.facelane.venue.access.RateLimit;
import org.springframework.web.servlet.function.ServerRequest;

/// How often signing in may fail within a quarter of an hour, whatever was wrong: name, password or code.
final class SignInLimits {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /// Several stewards sign in from one address.
    private static final int NAMES_PER_ADDRESS = 5;

    /// High, or anybody could lock an account from far away; low enough that a password cannot be guessed.
    private static final int ADDRESSES_PER_NAME = 20;

    private final RateLimit failedByNameAndAddress;
    private final RateLimit failedByAddress;
    private final RateLimit failedByName;

    SignInLimits(int attemptsMax) {
        this.failedByNameAndAddress = new RateLimit(attemptsMax, WINDOW);
        this.failedByAddress = new RateLimit(Math.multiplyExact(attemptsMax, NAMES_PER_ADDRESS), WINDOW);
        this.failedByName = new RateLimit(Math.multiplyExact(attemptsMax, ADDRESSES_PER_NAME), WINDOW);
    }

    boolean allow(String name, ServerRequest request, Instant now) {
        String address = address(request);
        return failedByNameAndAddress.allows(name + " from " + address, now)
                && failedByAddress.allows(address, now)
                && failedByName.allows(name, now);
    }

    void failed(String name, ServerRequest request, Instant now) {
        String address = address(request);
        failedByNameAndAddress.count(name + " from " + address, now);
        failedByAddress.count(address, now);
        failedByName.count(name, now);
    }

    void succeeded(String name, ServerRequest request) {
        failedByNameAndAddress.clear(name + " from " + address(request));
    }

    private static String address(ServerRequest request) {
        return request.servletRequest().getRemoteAddr();
    }
}

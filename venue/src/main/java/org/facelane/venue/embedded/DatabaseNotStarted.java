package org.facelane.venue.embedded;

/// The embedded PostgreSQL cannot be started or stopped; the message says what to do.
public final class DatabaseNotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseNotStarted(String message) {
        super(message);
    }

    DatabaseNotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.facelane.venue.server;

/// The environment does not let the server start: one sentence for the console says what is wrong and what to do.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message a full sentence for the person at the console
    public CannotStart(String message) {
        super(message);
    }

    /// @param message a full sentence for the person at the console
    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}

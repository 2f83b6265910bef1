package org.facelane.venue.backup;

/// A backup cannot be put back; nothing was changed, and the message says why and what to do.
public final class UnusableBackup extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableBackup(String message) {
        super(message);
    }

    UnusableBackup(String message, Throwable cause) {
        super(message, cause);
    }
}

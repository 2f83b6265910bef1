package org.facelane.venue.store;

/// The database does not answer, or does not let Facelane in. Calls work again by themselves once it does.
public final class DatabaseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnreachable(DatabaseAddress address, Throwable cause) {
        super(
                "The database " + address.host() + " is not reachable (" + cause.getMessage()
                        + "). Start it, or correct" + " the database settings: address, name and password.",
                cause);
    }
}

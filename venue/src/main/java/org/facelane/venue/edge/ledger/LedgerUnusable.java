package org.facelane.venue.edge.ledger;

/// The ledger cannot be read or written: the disk is full, broken or somebody else's. Nobody is let in without it.
public final class LedgerUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerUnusable(String message, Exception cause) {
        super(message, cause);
    }

    LedgerUnusable(String message) {
        super(message);
    }
}

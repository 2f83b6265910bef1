package org.facelane.venue.wallet;

/// A file that was configured for a wallet cannot be used; the message says why, and what to do.
public final class UnusableWalletKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableWalletKey(String message) {
        super(message);
    }

    UnusableWalletKey(String message, Throwable cause) {
        super(message, cause);
    }
}

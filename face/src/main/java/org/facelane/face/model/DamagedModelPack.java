package org.facelane.face.model;

/// A model pack cannot be opened: the message says which file, what was expected, what was found and what to do.
public final class DamagedModelPack extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedModelPack(String message) {
        super(message);
    }

    DamagedModelPack(String message, Throwable cause) {
        super(message, cause);
    }
}

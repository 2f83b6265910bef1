package org.facelane.face.model;

/// The inference runtime cannot load or run a network although the pack is sound: the machine is at fault.
public final class InferenceFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    InferenceFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

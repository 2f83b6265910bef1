package org.facelane.face.evaluate.data;

/// A data set, a file or an argument cannot be used: the message says in one sentence what is wrong and what to do. It
/// is meant for whoever typed the command.
public final class UnusableData extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnusableData(String message) {
        super(message);
    }

    public UnusableData(String message, Throwable cause) {
        super(message, cause);
    }
}

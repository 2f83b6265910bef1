package org.facelane.venue.edge;

/// An agent says that it holds no gallery any more, neither in memory nor on its disk. The call has no body.
public final class Leave {
    /// Where it is said.
    public static final String PATH = "/api/agent/leave";

    private Leave() {}
}

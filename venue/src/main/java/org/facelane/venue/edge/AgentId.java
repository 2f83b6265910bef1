package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Identifies one agent: a lane that is given a new agent has another one.
public record AgentId(UUID value) {
    public AgentId {
        requireNonNull(value, "value is null");
    }

    /// A new identifier, never given out before.
    public static AgentId random() {
        return new AgentId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

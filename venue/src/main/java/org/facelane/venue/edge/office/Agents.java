package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

/// Everything about agents that a server serves.
public record Agents(AgentOffice office, AgentOpening opening, AgentWatch watch, AgentBell bell) {
    public Agents {
        requireNonNull(office, "office is null");
        requireNonNull(opening, "opening is null");
        requireNonNull(watch, "watch is null");
        requireNonNull(bell, "bell is null");
    }
}

package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Function;

/// How an agent goes on after a restart without its server: by which key, and by what sense of time.
///
/// @param keyUri under which key it keeps what it needs, as `master-key-uri` names keys
/// @param time what the machine knows of time when its clock says that
public record AgentRestart(String keyUri, Function<Instant, MachineTime> time) {
    public AgentRestart {
        requireNonNull(keyUri, "keyUri is null");
        requireNonNull(time, "time is null");
    }

    /// On this machine.
    ///
    /// @throws UncheckedIOException if it is not known when the machine was started
    public static AgentRestart here(String keyUri, Instant machine) {
        requireNonNull(MachineTime.read(machine), "a machine knows its time");
        return new AgentRestart(keyUri, MachineTime::read);
    }
}

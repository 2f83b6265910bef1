package org.facelane.venue.admission;

import java.time.Duration;

/// How long an admission by face may wait for its gate before a steward is asked.
///
/// @param claim from the admission until somebody commands the gate; a lane needs milliseconds, unless it crashed
/// @param open from the command until it is recorded that the gate opened; must exceed every gate's time-out
public record GatePatience(Duration claim, Duration open) {
    /// 5 and 30 seconds.
    public static final GatePatience DEFAULT = new GatePatience(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public GatePatience {
        if (!claim.isPositive() || !open.isPositive()) {
            throw new IllegalArgumentException("patience is above 0, got " + claim + " and " + open);
        }
    }
}

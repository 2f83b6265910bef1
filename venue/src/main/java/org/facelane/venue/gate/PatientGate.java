package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.facelane.venue.Admission;
import org.facelane.venue.gate.GateOutcome.NotOpened;
import org.facelane.venue.gate.GateOutcome.Reason;

/// Commands a gate again as long as the command has certainly not reached it: a gate that restarts, a cable that is put
/// back. Everything else is final, because a gate that opens twice lets a second person in.
///
/// Blocks at most for `patience` and one more command's time-out. Safe for use by several threads.
public final class PatientGate implements Gate {
    private final Gate gate;
    private final Duration patience;
    private final Duration pause;

    /// @param patience from the first command to the last, 0 or more
    /// @param pause between two commands, above 0
    public PatientGate(Gate gate, Duration patience, Duration pause) {
        this.gate = requireNonNull(gate, "gate is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.pause = requireNonNull(pause, "pause is null");
        if (patience.isNegative() || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "patience is 0 or more and a pause above 0, got " + patience + " and " + pause);
        }
    }

    @Override
    public GateOutcome open(Admission admission) {
        long last = System.nanoTime() + patience.toNanos();
        GateOutcome outcome = gate.open(admission);
        while (outcome instanceof NotOpened(Reason reason, String _)
                && reason == Reason.UNREACHABLE
                && System.nanoTime() + pause.toNanos() <= last) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return outcome;
            }
            outcome = gate.open(admission);
        }
        return outcome;
    }

    /// Told once: whoever wants everybody to pass asks again.
    @Override
    public GateOutcome letAllPass(boolean all) {
        return gate.letAllPass(all);
    }
}

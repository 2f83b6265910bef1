package org.facelane.venue.lane;

import java.util.ArrayList;
import java.util.List;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.gate.Gate;
import org.facelane.venue.gate.GateOutcome;

/// A gate that counts how often it was commanded, and can be told how to answer or to take the process down with it.
final class CountedGate implements Gate {
    /// The process ends here. Nothing in the product catches it.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final List<AdmissionId> commands = new ArrayList<>();
    private GateOutcome answer = new GateOutcome.Opened();
    private boolean crashing;

    @Override
    public synchronized GateOutcome open(Admission admission) {
        commands.add(admission.id());
        if (crashing) {
            throw new Crash();
        }
        return answer;
    }

    synchronized void answer(GateOutcome next) {
        answer = next;
    }

    synchronized void crash(boolean next) {
        crashing = next;
    }

    synchronized List<AdmissionId> commands() {
        return List.copyOf(commands);
    }
}

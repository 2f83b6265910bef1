package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.facelane.venue.Admission;
import org.facelane.venue.AdmissionId;

/// A gate without a barrier: it always opens and remembers for whom. For demonstrations, rehearsals and lanes where a
/// steward stands at an open door.
///
/// Keeps the last [#REMEMBERED_MAX] admissions. Safe for use by several threads.
public final class SimulatedGate implements Gate {
    /// How many openings it remembers.
    public static final int REMEMBERED_MAX = 10_000;

    private final List<AdmissionId> openings = new ArrayList<>();

    @Override
    public synchronized GateOutcome open(Admission admission) {
        requireNonNull(admission, "admission is null");
        if (openings.size() == REMEMBERED_MAX) {
            openings.removeFirst();
        }
        openings.add(admission.id());
        return new GateOutcome.Opened();
    }

    @Override
    public GateOutcome letAllPass(boolean all) {
        return new GateOutcome.Opened();
    }

    /// For which admissions it opened, oldest first.
    public synchronized List<AdmissionId> openings() {
        return List.copyOf(openings);
    }
}

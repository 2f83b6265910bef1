package org.facelane.face.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.facelane.face.ReferenceId;

/// Searches of a line with exactly the numbers that a test wants.
final class Lines {
    private Lines() {}

    /// What a search found.
    record Found(ReferenceId id, double similarity) {}

    static ReferenceId id(int number) {
        return new ReferenceId(new UUID(0, number));
    }

    /// @param below which references the snapshot shows
    static List<Found> search(Line line, float[] probe, long below, double floor, int countMax) {
        Search search = line.gathering().take();
        search.ask(probe, below, floor, countMax);
        line.gathering().answer(search);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < search.contest().bestCount(); i++) {
            found.add(new Found(search.contest().id(i), search.contest().similarity(i)));
        }
        line.gathering().giveBack(search);
        return found;
    }

    static double similarity(float[] reference, float[] probe) {
        double sum = 0;
        for (int k = 0; k < probe.length; k++) {
            sum += (double) probe[k] * reference[k];
        }
        return Math.clamp(sum, -1, 1);
    }
}

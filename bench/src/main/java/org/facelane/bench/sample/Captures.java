package org.facelane.bench.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Features;

/// The pictures of one sample person as features, in the order enrol, arrive, third, and how alike they are: to each
/// other, to another person's, to a contributor's. All are the pack's raw similarities, −1 to 1.
record Captures(List<Features> features) {
    Captures {
        requireNonNull(features, "features is null");
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a sample person has one capture or more");
        }
    }

    /// The lowest similarity of two of the captures.
    double lowestWithin() {
        double lowest = 1;
        for (Features a : features) {
            for (Features b : features) {
                lowest = Math.min(lowest, a.similarity(b));
            }
        }
        return lowest;
    }

    /// The highest similarity of a capture to one of another's.
    double highestTo(Captures other) {
        double highest = -1;
        for (Features a : features) {
            for (Features b : other.features) {
                highest = Math.max(highest, a.similarity(b));
            }
        }
        return highest;
    }

    static Captures of(Contributor contributor) {
        return new Captures(
                List.of(contributor.neutral().features(), contributor.smiling().features()));
    }
}

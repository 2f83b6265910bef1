package org.facelane.bench.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Image;

/// A composite with its pictures, before it is kept.
///
/// @param composite who it is made of
/// @param pictures enrol, arrive, third
/// @param captures their features, in the same order
record SamplePerson(Composite composite, List<Image> pictures, Captures captures) {
    static final List<String> FILES = List.of("enrol.jpg", "arrive.jpg", "third.jpg");

    SamplePerson {
        requireNonNull(composite, "composite is null");
        requireNonNull(captures, "captures is null");
        pictures = List.copyOf(pictures);
    }

    /// @param weights of the contributors, with the sum 1; the third picture's differ a little, as if something had
    ///     changed between
    /// @return the three pictures
    static List<Image> pictures(Composite composite, double... weights) {
        double[] other = weights.clone();
        other[0] *= 1.15;
        other[1] *= 0.85;
        return List.of(
                composite.picture(Composite.Pose.ENROL, weights),
                composite.picture(Composite.Pose.ARRIVE, weights),
                composite.picture(Composite.Pose.THIRD, Weights.normal(other)));
    }

    /// The highest similarity of a picture to one of the contributors.
    double highestToContributor() {
        double highest = -1;
        for (Contributor contributor : composite.contributors()) {
            highest = Math.max(highest, captures.highestTo(Captures.of(contributor)));
        }
        return highest;
    }
}

package org.facelane.bench.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.facelane.bench.Pictures;

/// A composite with its pictures, before it is kept.
///
/// @param composite who it is made of
/// @param pictures enrol, arrive, third, as JPEG files
/// @param captures their features, in the same order
record SamplePerson(Composite composite, List<byte[]> pictures, Captures captures) {
    static final List<String> FILES = List.of("enrol.jpg", "arrive.jpg", "third.jpg");

    private static final float JPEG_QUALITY = 0.88f;

    SamplePerson {
        requireNonNull(composite, "composite is null");
        requireNonNull(captures, "captures is null");
        pictures = List.copyOf(pictures);
    }

    /// @param weights of the contributors, with the sum 1; the third picture's differ a little, as if something had
    ///     changed between
    /// @return the three pictures
    static List<byte[]> pictures(Composite composite, double... weights) {
        double[] other = weights.clone();
        other[0] *= 1.15;
        other[1] *= 0.85;
        return Stream.of(
                        composite.picture(Composite.Pose.ENROL, weights),
                        composite.picture(Composite.Pose.ARRIVE, weights),
                        composite.picture(Composite.Pose.THIRD, Weights.normal(other)))
                .map(picture -> Pictures.jpeg(picture, JPEG_QUALITY))
                .toList();
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

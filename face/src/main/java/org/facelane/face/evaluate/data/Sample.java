package org.facelane.face.evaluate.data;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What a pack took from one picture, or from several that were fused.
///
/// @param person who it is
/// @param capture what tells the samples of one person apart
/// @param group a group the data set itself puts the person in
/// @param features of unit length; shared, not copied
/// @param quality [org.facelane.face.quality.Quality#unified()], 0 to 100
/// @param weight how much it counts when several are fused
public record Sample(
        String person, String capture, Optional<String> group, float[] features, double quality, double weight) {
    public Sample {
        requireNonNull(person, "person is null");
        requireNonNull(capture, "capture is null");
        requireNonNull(group, "group is null");
        requireNonNull(features, "features is null");
    }

    /// The cosine to another sample's features.
    public double similarity(Sample other) {
        double sum = 0;
        for (int k = 0; k < features.length; k++) {
            sum += (double) features[k] * other.features[k];
        }
        return sum;
    }
}

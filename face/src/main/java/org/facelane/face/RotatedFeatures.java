package org.facelane.face;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// Features after the event's secret [Rotation]: the common inside of a [Probe] and a [Template].
///
/// @param model the pack that made the features
/// @param rotation fingerprint of the event's rotation; two sets of rotated features can be compared only if it is
///     equal
/// @param values of unit length; shared, not copied, and written to by [Template#overwrite] and
///     [Probe#overwrite] only
public record RotatedFeatures(ModelVersion model, String rotation, float[] values) {
    public RotatedFeatures {
        requireNonNull(model, "model is null");
        requireNonNull(rotation, "rotation is null");
        requireNonNull(values, "values is null");
    }

    static RotatedFeatures of(Features features, Rotation rotation) {
        float[] values = features.values();
        try {
            return new RotatedFeatures(features.model(), rotation.fingerprint(), rotation.apply(values));
        } finally {
            Arrays.fill(values, 0);
        }
    }

    /// Never the numbers: features must not reach a log by accident.
    @Override
    public String toString() {
        return model + ", rotation " + rotation;
    }
}

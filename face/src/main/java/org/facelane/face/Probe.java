package org.facelane.face;

import java.util.Arrays;

/// Features presented for comparison (ISO/IEC 2382-37: biometric probe): whoever stands at a lane.
///
/// A probe lives in memory only. It has no serial form, no store takes one, and it cannot be turned into a [Template].
/// It does not change until whoever made it overwrites it; safe for use by several threads.
public final class Probe {
    private final RotatedFeatures rotated;

    private Probe(RotatedFeatures rotated) {
        this.rotated = rotated;
    }

    /// @param rotation of the event at whose lane the features were acquired
    public static Probe of(Features features, Rotation rotation) {
        return new Probe(RotatedFeatures.of(features, rotation));
    }

    /// What [org.facelane.face.gallery] compares.
    public RotatedFeatures rotated() {
        return rotated;
    }

    /// Overwrites its numbers with zeros, for whoever made it and has asked what there was to ask.
    public void overwrite() {
        Arrays.fill(rotated.values(), 0);
    }

    @Override
    public String toString() {
        return "Probe[" + rotated + "]";
    }
}

package org.facelane.face;

/// Features presented for comparison (ISO/IEC 2382-37: biometric probe): whoever stands at a lane.
///
/// A probe lives in memory only. It has no serial form, no store takes one, and it cannot be turned into a [Template].
/// Immutable and safe for use by several threads.
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

    @Override
    public String toString() {
        return "Probe[" + rotated + "]";
    }
}

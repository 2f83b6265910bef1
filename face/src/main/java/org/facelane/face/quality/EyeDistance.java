package org.facelane.face.quality;

import org.facelane.face.Face;

/// Inter-eye distance.
///
/// @param pixels between the centres of the eyes, 0 or more
public record EyeDistance(double pixels) {
    static EyeDistance of(Face face) {
        throw new UnsupportedOperationException();
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        throw new UnsupportedOperationException();
    }

    /// Always assessed: a face has landmarks.
    public Assessment status() {
        return Assessment.ASSESSED;
    }
}

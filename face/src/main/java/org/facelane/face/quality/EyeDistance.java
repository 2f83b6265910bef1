package org.facelane.face.quality;

import org.facelane.face.Face;

/// Inter-eye distance (ISO/IEC 29794-5). Always assessed: a face has landmarks.
///
/// `mapped = 100 · min(1, pixels / 90)`; 90 is what ISO/IEC 19794-5 asks of a passport picture.
///
/// @param pixels between the centres of the eyes, 0 or more
public record EyeDistance(double pixels) implements Measure {
    private static final double ENOUGH = 90;

    public EyeDistance {
        if (!(pixels >= 0)) {
            throw new IllegalArgumentException("a distance is 0 or more, got " + pixels);
        }
    }

    static EyeDistance of(Face face) {
        return new EyeDistance(face.landmarks().eyeDistance());
    }

    @Override
    public double mapped() {
        return 100 * Math.min(1, pixels / ENOUGH);
    }

    /// @return always [Assessment#ASSESSED]
    @Override
    public Assessment status() {
        return Assessment.ASSESSED;
    }
}

package org.facelane.face.quality;

import org.facelane.face.Face;

/// Inter-eye distance (ISO/IEC 29794-5). Always assessed: a face has landmarks.
///
/// `mapped = 100 · clamp((pixels − 4) / (30 − 4))`: shrunk to 25 to 30 pixels a picture keeps 99 % of its similarity to
/// others of the same person, to 10 to 12 pixels 83 % (`docs/accuracy/quality.md`). A passport picture has 90
/// (ISO/IEC 19794-5), for people to look at.
///
/// @param pixels between the centres of the eyes, 0 or more
public record EyeDistance(double pixels) implements Measure {
    private static final double USELESS = 4;
    private static final double ENOUGH = 30;

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
        return 100 * Math.clamp((pixels - USELESS) / (ENOUGH - USELESS), 0, 1);
    }

    /// @return always [Assessment#ASSESSED]
    @Override
    public Assessment status() {
        return Assessment.ASSESSED;
    }
}

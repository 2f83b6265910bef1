package org.facelane.face.quality;

import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// How far the mouth is from the width that it has at rest: what 68 landmarks can tell of ISO/IEC 29794-5's expression
/// neutrality. Geometry of the mouth and nothing else: it says nothing about how anybody feels.
///
/// On 204 portraits (London set) a mouth at rest measures 0.70 to 0.82, the same people's when they smile 0.77 to 1.01;
/// a wide mouth at rest and a slight smile cannot be told apart. The brows add nothing there.
///
/// `mapped = 100 · clamp(1 − |width − 0.755| / 0.5)`.
///
/// @param width distance between the corners of the mouth, divided by the distance between the eyes; 0 or more
/// @param status whether the landmarks have eyes to measure by
public record MouthWidth(double width, Assessment status) implements Measure {
    private static final double AT_REST = 0.755;
    private static final double FAR = 0.5;

    static MouthWidth of(Landmarks landmarks) {
        double distance = landmarks.eyeDistance();
        if (!(distance > 1)) {
            return new MouthWidth(0, Assessment.NOT_ASSESSABLE);
        }
        Point left = landmarks.points().get(48);
        return new MouthWidth(left.distanceTo(landmarks.points().get(54)) / distance, Assessment.ASSESSED);
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp(1 - Math.abs(width - AT_REST) / FAR, 0, 1);
    }
}

package org.facelane.face.quality;

import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// Whether the mouth is closed (ISO/IEC 29794-5), by the gap between the lips.
///
/// `mapped = 100 · clamp(1 − (gap − 0.05) / 0.6)`: portraits measure up to 0.22, smiles with teeth included (London
/// set).
///
/// @param gap mean distance between upper and lower lip at three places, divided by the distance between the eyes; 0
///     or more
/// @param status whether the landmarks have eyes to measure by
public record MouthClosed(double gap, Assessment status) implements Measure {
    private static final double CLOSED = 0.05;
    private static final double WIDE = 0.6;

    static MouthClosed of(Landmarks landmarks) {
        double distance = landmarks.eyeDistance();
        if (!(distance > 1)) {
            return new MouthClosed(0, Assessment.NOT_ASSESSABLE);
        }
        List<Point> points = landmarks.points();
        double gap = EyesOpen.gap(points, 61, 67) + EyesOpen.gap(points, 62, 66) + EyesOpen.gap(points, 63, 65);
        return new MouthClosed(gap / 3 / distance, Assessment.ASSESSED);
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp(1 - (gap - CLOSED) / WIDE, 0, 1);
    }
}

package org.facelane.face.quality;

import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// Whether both eyes are open (ISO/IEC 29794-5), by the palpebral aperture of the eye that is open less.
///
/// @param aperture mean distance between upper and lower lid of the eye that is open less, divided by the distance
///     between the eyes; 0 or more
/// @param status whether the landmarks have eyes at all
public record EyesOpen(double aperture, Assessment status) implements Measure {
    static EyesOpen of(Landmarks landmarks) {
        double distance = landmarks.eyeDistance();
        if (!(distance > 1)) {
            return new EyesOpen(0, Assessment.NOT_ASSESSABLE);
        }
        List<Point> points = landmarks.points();
        double left = (gap(points, 37, 41) + gap(points, 38, 40)) / 2;
        double right = (gap(points, 43, 47) + gap(points, 44, 46)) / 2;
        return new EyesOpen(Math.min(left, right) / distance, Assessment.ASSESSED);
    }

    static double gap(List<Point> points, int from, int to) {
        return points.get(from).distanceTo(points.get(to));
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp((aperture - 0.03) / (0.11 - 0.03), 0, 1);
    }
}

package org.facelane.face.quality;

import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// Whether both eyes are open (ISO/IEC 29794-5), by the palpebral aperture of the eye that is open less.
///
/// `mapped = 100 · clamp((aperture − 0.03) / (0.09 − 0.03))`: people who look at the camera measure 0.09 and more, the
/// same people when they smile 0.08 and more (London set). Eyes are narrow by nature too, and the landmark network
/// moves closed lids towards open ones; so nothing fails for this measure alone.
///
/// @param aperture mean distance between upper and lower lid of the eye that is open less, divided by the distance
///     between the eyes; 0 or more
/// @param status whether the landmarks have eyes at all
public record EyesOpen(double aperture, Assessment status) implements Measure {
    private static final double CLOSED = 0.03;
    private static final double OPEN = 0.09;

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
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp((aperture - CLOSED) / (OPEN - CLOSED), 0, 1);
    }
}

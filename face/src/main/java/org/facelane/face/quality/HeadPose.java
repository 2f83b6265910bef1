package org.facelane.face.quality;

import java.util.Arrays;
import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// How the head is held (ISO/IEC 29794-5: head pose), from a weak-perspective fit of a generic face to ten landmarks.
///
/// The head is turned by `yaw`, then nodded by `pitch`, then tilted by `roll` in the plane of the image. The generic
/// face has average proportions; a person's own differ, so pitch is off by several degrees for many people, yaw and
/// roll by less. It tells a turned head from a straight one, not one degree from another.
///
/// `mapped = 100 · cos²(yaw) · cos²(pitch) · cos²(roll)`, 0 for 90° and more.
///
/// @param yaw degrees, above 0 when the nose points to the viewer's right
/// @param pitch degrees, above 0 when the nose points up
/// @param roll degrees, above 0 when the head is tilted clockwise as the viewer sees it
/// @param status whether the landmarks have the shape of a face
public record HeadPose(double yaw, double pitch, double roll, Assessment status) {
    /// Landmarks that move little with expression, with their places on a generic adult face in millimetres: right
    /// and down as the viewer sees them, and towards the viewer, from the middle between the eyes. Rounded from
    /// published means of facial anthropometry: eye corners 32 and 88 apart, mouth 50 wide, nose tip 45 below the
    /// eyes.
    static final double[][] FACE = {
        {27, 0, 0, 11},
        {30, 0, 40, 33},
        {33, 0, 51, 20},
        {36, -44, 1, -12},
        {39, -16, 1, 0},
        {42, 16, 1, 0},
        {45, 44, 1, -12},
        {48, -25, 72, 8},
        {54, 25, 72, 8},
        {8, 0, 113, 4}
    };

    /// A fit worse than this on average (in millimetres on the face) is no face.
    private static final double MISFIT_MAX = 15;

    private static final HeadPose UNKNOWN = new HeadPose(0, 0, 0, Assessment.NOT_ASSESSABLE);

    static HeadPose of(Landmarks landmarks) {
        List<Point> seen = Arrays.stream(FACE)
                .map(known -> landmarks.points().get((int) known[0]))
                .toList();
        return WeakPerspective.fit(FACE, seen)
                .filter(fit -> fit.misfit() <= MISFIT_MAX)
                .map(fit -> new HeadPose(fit.yaw(), fit.pitch(), fit.roll(), Assessment.ASSESSED))
                .orElse(UNKNOWN);
    }

    /// @return 0 (useless) to 100
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * straight(yaw) * straight(pitch) * straight(roll);
    }

    private static double straight(double degrees) {
        double cosine = Math.max(0, Math.cos(Math.toRadians(degrees)));
        return cosine * cosine;
    }
}

package org.facelane.face.quality;

import java.util.Arrays;
import java.util.List;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;

/// How the head is held (ISO/IEC 29794-5: head pose), from a weak-perspective fit of a generic face to ten
/// landmarks.
///
/// The head is turned by `yaw`, then nodded by `pitch`, then tilted by `roll` in the plane of the image. The
/// generic face has average proportions; a person's own differ. On 204 pictures of 102 people who look straight ahead
/// (London set) nine in ten lie within −5° and 5° of yaw, −14° and 9° of pitch, −3° and 3° of roll. It tells a turned
/// head from a straight one, not one degree from another.
///
/// `mapped = 100 · cos²(yaw) · cos²(pitch) · cos²(roll)`, 0 for 90° and more.
///
/// @param yaw degrees, above 0 when the nose points to the viewer's right
/// @param pitch degrees, above 0 when the nose points up
/// @param roll degrees, above 0 when the head is tilted clockwise as the viewer sees it
/// @param status whether the landmarks have the shape of a face
public record HeadPose(double yaw, double pitch, double roll, Assessment status) implements Measure {
    /// Landmarks that move little with expression, with their places on a generic adult face in millimetres:
    /// right and down as the viewer sees them, and towards the viewer, from the middle between the eyes. Right
    /// and down are the means over 102 people who look straight ahead (Face Research Lab London Set, DeBruine
    /// and Jones 2017, CC BY 4.0), with 62 mm between the eyes; depth is estimated from the proportions of an
    /// average head.
    static final double[][] FACE = {
        {27, 0, -3, 10},
        {30, 0, 30, 28},
        {33, 0, 44, 16},
        {36, -43, 1, -12},
        {39, -18, 2, 0},
        {42, 18, 2, 0},
        {45, 43, 1, -12},
        {48, -23, 67, 6},
        {54, 23, 67, 6},
        {8, 0, 111, 2}
    };

    /// A fit worse than this on average (in millimetres on the face) is no face.
    private static final double MISFIT_MAX = 15;

    private static final HeadPose UNKNOWN = new HeadPose(0, 0, 0, Assessment.NOT_ASSESSABLE);

    /// The pose that the landmarks show.
    public static HeadPose of(Landmarks landmarks) {
        List<Point> seen = Arrays.stream(FACE)
                .map(known -> landmarks.points().get((int) known[0]))
                .toList();
        return WeakPerspective.fit(FACE, seen)
                .filter(fit -> fit.misfit() <= MISFIT_MAX)
                .map(fit -> new HeadPose(fit.yaw(), fit.pitch(), fit.roll(), Assessment.ASSESSED))
                .orElse(UNKNOWN);
    }

    @Override
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * straight(yaw) * straight(pitch) * straight(roll);
    }

    /// True if the head leans towards a shoulder more than it is turned or nods.
    public boolean isTiltedRatherThanTurned() {
        return Math.abs(roll) > Math.max(Math.abs(yaw), Math.abs(pitch));
    }

    private static double straight(double degrees) {
        double cosine = Math.max(0, Math.cos(Math.toRadians(degrees)));
        return cosine * cosine;
    }
}

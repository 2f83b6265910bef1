package org.facelane.face.quality;

import java.nio.FloatBuffer;
import java.util.List;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.Channels;
import org.facelane.face.image.Planes;
import org.facelane.face.image.Warp;

/// The luma of a face brought to one size and turned upright by the eyes, so that measures do not depend on how large
/// the face is in the image: 64 × 64, the eyes 28 apart, from the brows to below the mouth.
///
/// @param luma 0 to 255, row by row
/// @param visible share of it that lies in the image, 0 to 1
record FaceArea(float[] luma, double visible) {
    static final int SIDE = 64;

    /// Below this share a measure of the face says little about the face.
    private static final double VISIBLE_MIN = 0.75;

    private static final List<Point> EYES = List.of(new Point(18, 18), new Point(46, 18));
    private static final Planes GREY = new Planes(Channels.GREY, SIDE, SIDE, 0, 1);
    private static final int PROBES = 8;

    static FaceArea of(Image image, Face face) {
        Landmarks landmarks = face.landmarks();
        if (!(landmarks.eyeDistance() > 1)) {
            return new FaceArea(new float[SIDE * SIDE], 0);
        }
        Warp warp = Warp.aligning(List.of(landmarks.leftEye(), landmarks.rightEye()), EYES);
        float[] luma = new float[SIDE * SIDE];
        GREY.warp(image, warp, FloatBuffer.wrap(luma));
        return new FaceArea(luma, visible(image, warp));
    }

    Assessment assessment() {
        return visible >= VISIBLE_MIN ? Assessment.ASSESSED : Assessment.NOT_ASSESSABLE;
    }

    float at(int x, int y) {
        return luma[y * SIDE + x];
    }

    /// How many pixels of the face's oval, from the brows to below the mouth, have which luma, rounded.
    ///
    /// @param from first column, 0 to 64
    /// @param to column after the last one, 0 to 64
    int[] histogram(int from, int to) {
        int[] counts = new int[256];
        for (int y = 0; y < SIDE; y++) {
            for (int x = from; x < to; x++) {
                if (inOval(x, y)) {
                    counts[Math.clamp(Math.round(at(x, y)), 0, 255)]++;
                }
            }
        }
        return counts;
    }

    private static boolean inOval(int x, int y) {
        double across = (x + 0.5 - 32) / 26;
        double down = (y + 0.5 - 32) / 32;
        return across * across + down * down <= 1;
    }

    private static double visible(Image image, Warp warp) {
        int inside = 0;
        for (int row = 0; row < PROBES; row++) {
            for (int column = 0; column < PROBES; column++) {
                Point target = new Point((column + 0.5) * SIDE / PROBES, (row + 0.5) * SIDE / PROBES);
                Point place = warp.source(target);
                boolean in =
                        place.x() >= 0 && place.y() >= 0 && place.x() < image.width() && place.y() < image.height();
                inside += in ? 1 : 0;
            }
        }
        return (double) inside / (PROBES * PROBES);
    }
}

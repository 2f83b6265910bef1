package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;

/// The brightness of a face and what is around it, small and with the eyes always in the same place, so that whatever
/// is fixed to the face stays in its place from frame to frame.
///
/// @param luma by row, 0 to 255; NaN beyond the image's edge
record Surroundings(float[] luma) {
    /// Pixels along a side.
    static final int SIDE = 96;

    /// Pixels between the eyes: the whole is 9.6 of them wide.
    static final double EYE_DISTANCE = 10;

    /// Row of the eyes.
    static final double EYES_DOWN = 42;

    private static final List<Point> EYES = List.of(
            new Point(SIDE / 2.0 - EYE_DISTANCE / 2, EYES_DOWN), new Point(SIDE / 2.0 + EYE_DISTANCE / 2, EYES_DOWN));

    Surroundings {
        requireNonNull(luma, "luma is null");
    }

    /// Each pixel is the mean of up to 3 × 3 places: enough to keep fine texture from looking like lines.
    static Surroundings of(Image image, Face face) {
        Warp warp = Warp.aligning(
                List.of(face.landmarks().leftEye(), face.landmarks().rightEye()), EYES);
        int places = Math.clamp(Math.round(warp.reduction() / 2), 1, 3);
        float[] luma = new float[SIDE * SIDE];
        Arrays.fill(luma, Float.NaN);
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                luma[v * SIDE + u] = mean(image, warp, u, v, places);
            }
        }
        return new Surroundings(luma);
    }

    private static float mean(Image image, Warp warp, int u, int v, int places) {
        double sum = 0;
        for (int j = 0; j < places; j++) {
            for (int i = 0; i < places; i++) {
                double a = u + (i + 0.5) / places;
                double b = v + (j + 0.5) / places;
                double x = warp.xx() * a + warp.xy() * b + warp.x0();
                double y = warp.yx() * a + warp.yy() * b + warp.y0();
                if (!(x >= 0 && y >= 0 && x < image.width() && y < image.height())) {
                    return Float.NaN;
                }
                sum += image.luma((int) x, (int) y);
            }
        }
        return (float) (sum / (places * places));
    }

    float at(int x, int y) {
        return luma[y * SIDE + x];
    }
}

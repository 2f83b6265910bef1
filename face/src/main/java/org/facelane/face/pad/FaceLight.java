package org.facelane.face.pad;

import java.util.Optional;
import org.facelane.face.Box;
import org.facelane.face.Image;

/// The colour of the light on a face, beside that on what lies behind it: natural logarithms of the mean red over the
/// mean green and of blue over green, of the face less those of the background.
///
/// A camera's white balance changes face and background alike and so drops out; and whatever lies in one plane with
/// the face, such as the paper or the screen that it is shown on, answers a light like the face itself, and drops
/// out as well.
///
/// @param redOverGreen 0 where face and background have the same colour
/// @param blueOverGreen 0 where face and background have the same colour
public record FaceLight(double redOverGreen, double blueOverGreen) {
    /// sRGB to linear light (IEC 61966-2-1).
    static final double[] LINEAR = linear();

    /// Of the face's box, the inner ellipse: skin, no hair and no edge.
    private static final double INNER = 0.35;

    /// The background begins so far beside the box, in widths of it: beyond the hair.
    private static final double BESIDE = 0.4;

    /// And ends here: further away lies the room behind a print as behind a person.
    private static final double FARTHEST = 0.9;

    /// Pixels darker or brighter than this in a channel tell nothing of colour.
    private static final int DARKEST = 6;

    private static final int BRIGHTEST = 250;

    /// So many pixels each side must have.
    private static final int PIXELS_MIN = 400;

    public FaceLight {
        if (!Double.isFinite(redOverGreen) || !Double.isFinite(blueOverGreen)) {
            throw new IllegalArgumentException(
                    "the light on a face is finite, got " + redOverGreen + " and " + blueOverGreen);
        }
    }

    /// @param face where the face is
    /// @return empty if face or background are too small, too dark or too bright to tell
    public static Optional<FaceLight> of(Image image, Box face) {
        double[] skin = new double[4];
        double[] behind = new double[4];
        int bottom = (int) Math.min(image.height(), face.y() + face.height());
        for (int y = (int) Math.max(0, face.y()); y < bottom; y++) {
            double v = (y - face.centre().y()) / (INNER * face.height());
            for (int x = 0; x < image.width(); x++) {
                double u = (x - face.centre().x()) / (INNER * face.width());
                double beside = Math.abs(u) * INNER - 0.5;
                if (u * u + v * v <= 1) {
                    add(skin, image, x, y);
                } else if (beside > BESIDE && beside < FARTHEST) {
                    add(behind, image, x, y);
                }
            }
        }
        if (skin[3] < PIXELS_MIN || behind[3] < PIXELS_MIN) {
            return Optional.empty();
        }
        return Optional.of(new FaceLight(
                Math.log(skin[0] / skin[1]) - Math.log(behind[0] / behind[1]),
                Math.log(skin[2] / skin[1]) - Math.log(behind[2] / behind[1])));
    }

    private static void add(double[] sums, Image image, int x, int y) {
        int red = image.red(x, y);
        int green = image.green(x, y);
        int blue = image.blue(x, y);
        if (Math.min(red, Math.min(green, blue)) < DARKEST || Math.max(red, Math.max(green, blue)) > BRIGHTEST) {
            return;
        }
        sums[0] += LINEAR[red];
        sums[1] += LINEAR[green];
        sums[2] += LINEAR[blue];
        sums[3]++;
    }

    private static double[] linear() {
        double[] linear = new double[256];
        for (int i = 0; i < linear.length; i++) {
            double value = i / 255.0;
            linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
        return linear;
    }
}

package org.facelane.face.quality;

import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.image.Resize;

/// How even the background beside and above the face is (ISO/IEC 29794-5). It belongs to the picture and not to the
/// face, so it is no [Measure] and counts in no score.
///
/// `mapped = 100 · clamp(1 − unevenness / 25)`.
///
/// @param unevenness mean absolute difference of luma between neighbours in a picture of the surroundings in which the
///     face is 16 pixels high; 0 to 255
/// @param status whether there is any background in the image
public record BackgroundUniformity(double unevenness, Assessment status) {
    private static final int SIDE = 48;
    private static final double AROUND = 3;
    private static final int COUNT_MIN = 100;

    static BackgroundUniformity of(Image image, Face face) {
        Box box = face.box();
        double side = AROUND * box.height();
        Box around = new Box(box.centre().x() - side / 2, box.centre().y() - 0.55 * side, side, side);
        Image small = Resize.crop(image, around, SIDE, SIDE);
        double sum = 0;
        int count = 0;
        for (int y = 1; y < SIDE * 2 / 3; y++) {
            for (int x = 1; x < SIDE; x++) {
                double px = around.x() + (x - 1) * side / SIDE;
                double py = around.y() + (y - 1) * side / SIDE;
                boolean seen = px >= 0
                        && py >= 0
                        && px + 2 * side / SIDE < image.width()
                        && py + 2 * side / SIDE < image.height();
                boolean head = Math.abs(x - SIDE / 2) < 13 && y > 6;
                if (seen && !head) {
                    sum += Math.abs(small.luma(x, y) - small.luma(x - 1, y))
                            + Math.abs(small.luma(x, y) - small.luma(x, y - 1));
                    count += 2;
                }
            }
        }
        return count < COUNT_MIN
                ? new BackgroundUniformity(0, Assessment.NOT_ASSESSABLE)
                : new BackgroundUniformity(sum / count, Assessment.ASSESSED);
    }

    /// @return 0 (restless) to 100 (even)
    public double mapped() {
        return status == Assessment.NOT_ASSESSABLE ? 0 : 100 * Math.clamp(1 - unevenness / 25, 0, 1);
    }
}

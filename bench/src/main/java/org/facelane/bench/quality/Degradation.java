package org.facelane.bench.quality;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.image.Resize;

/// What cameras, light and guests do to a picture, done to a good one on purpose. The strength is drawn.
enum Degradation {
    /// Nothing.
    NONE,
    /// Taken from afar, and so made of few pixels.
    SHRUNK,
    /// Out of focus.
    BLURRED,
    /// Too little light, with the noise that comes with it.
    DARK,
    /// Too much light.
    BRIGHT,
    /// Light from one side.
    SIDE_LIT,
    /// Sunglasses.
    EYES_COVERED,
    /// A mask or a scarf.
    MOUTH_COVERED,
    /// A hand or a phone before one half of the face.
    HALF_COVERED;

    /// @param face where the face is in the picture
    Image of(Image image, Face face, Random random) {
        double strength = random.nextDouble();
        double eyes = face.landmarks().eyeDistance();
        return switch (this) {
            case NONE -> image;
            case SHRUNK -> Resize.within(image, (int) (side(image) * (10 + 20 * strength) / eyes));
            case BLURRED -> {
                Image small = Resize.within(image, (int) (side(image) * (7 + 15 * strength) / eyes));
                yield Resize.crop(small, new Box(0, 0, small.width(), small.height()), image.width(), image.height());
            }
            case DARK -> {
                double gain = 0.03 + 0.3 * strength;
                yield changed(image, (x, luma) -> (int) Math.round(luma * gain + 3 * random.nextGaussian()));
            }
            case BRIGHT -> {
                double gain = 1.6 + 3 * strength;
                yield changed(image, (x, luma) -> (int) Math.round(luma * gain + 10));
            }
            case SIDE_LIT -> sideLit(image, face, 0.05 + 0.4 * strength, random.nextBoolean());
            case EYES_COVERED -> covered(image, eyeStrip(face), 20 + random.nextInt(60));
            case MOUTH_COVERED -> covered(image, lowerFace(face), 40 + random.nextInt(200));
            case HALF_COVERED -> covered(image, half(face, random.nextBoolean()), 40 + random.nextInt(180));
        };
    }

    /// True for what covers part of the face.
    boolean covers() {
        return this == EYES_COVERED || this == MOUTH_COVERED || this == HALF_COVERED;
    }

    private static int side(Image image) {
        return Math.max(image.width(), image.height());
    }

    private static Image sideLit(Image image, Face face, double share, boolean left) {
        Point middle = face.landmarks().noseTip();
        double width = 0.3 * face.landmarks().eyeDistance();
        return changed(image, (x, luma) -> {
            double side = 1 / (1 + Math.exp((left ? middle.x() - x : x - middle.x()) / width));
            return (int) Math.round(luma * (share + (1 - share) * side));
        });
    }

    private static Box eyeStrip(Face face) {
        double eyes = face.landmarks().eyeDistance();
        Point left = face.landmarks().leftEye();
        return new Box(left.x() - 0.5 * eyes, left.y() - 0.3 * eyes, 2 * eyes, 0.65 * eyes);
    }

    private static Box lowerFace(Face face) {
        double eyes = face.landmarks().eyeDistance();
        Point nose = face.landmarks().noseTip();
        return new Box(nose.x() - 1.2 * eyes, nose.y() - 0.15 * eyes, 2.4 * eyes, 1.7 * eyes);
    }

    private static Box half(Face face, boolean left) {
        double eyes = face.landmarks().eyeDistance();
        Point nose = face.landmarks().noseTip();
        return new Box(left ? nose.x() - 2 * eyes : nose.x(), nose.y() - 2 * eyes, 2 * eyes, 4 * eyes);
    }

    /// A cover with a little texture of its own.
    private static Image covered(Image image, Box box, int grey) {
        byte[] rgb = image.rgb().clone();
        for (int y = Math.max(0, (int) box.y()); y < Math.min(image.height(), box.y() + box.height()); y++) {
            for (int x = Math.max(0, (int) box.x()); x < Math.min(image.width(), box.x() + box.width()); x++) {
                int wave = (int) (8 * Math.sin(0.3 * x) * Math.cos(0.2 * y));
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * image.width() + x) + c] = (byte) Math.clamp(grey + wave, 0, 255);
                }
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// @param change from column and value to value
    private static Image changed(Image image, IntBinaryOperator change) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % image.width();
            rgb[i] = (byte) Math.clamp(change.applyAsInt(x, image.rgb()[i] & 0xff), 0, 255);
        }
        return new Image(image.width(), image.height(), rgb);
    }
}

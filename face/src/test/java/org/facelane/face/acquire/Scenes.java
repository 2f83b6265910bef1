package org.facelane.face.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.Landmarks;
import org.facelane.face.Point;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.image.Resize;
import org.facelane.face.image.Warp;

/// Pictures for tests: the sample people, and what can happen to a picture of them.
final class Scenes {
    private static final Path PEOPLE = Path.of("..", "samples", "people");

    private Scenes() {}

    /// The folders of all sample people, in order.
    static List<Path> people() {
        try (Stream<Path> folders = Files.list(PEOPLE)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A capture of the sample person with this number.
    static Image person(int number, String capture) {
        return read(people().get(number).resolve(capture + ".jpg"));
    }

    static Image read(Path file) {
        Decoding decoding = ImageDecoder.decode(bytes(file), DecodeLimits.DEFAULT);
        assertThat(decoding).describedAs(file.toString()).isInstanceOf(Decoded.class);
        return ((Decoded) decoding).image();
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(Image image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.red(x, y) << 16 | image.green(x, y) << 8 | image.blue(x, y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Image grey(int width, int height, int luma) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) luma);
        return new Image(width, height, rgb);
    }

    /// A wall: no face, but edges and colours.
    static Image wall(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                boolean mortar = y % 40 < 4 || (x + y / 40 % 2 * 40) % 80 < 4;
                rgb[at] = (byte) (mortar ? 190 : 150 + x % 23);
                rgb[at + 1] = (byte) (mortar ? 185 : 80 + y % 17);
                rgb[at + 2] = (byte) (mortar ? 180 : 60);
            }
        }
        return new Image(width, height, rgb);
    }

    static Image resized(Image image, int width, int height) {
        return Resize.crop(image, new Box(0, 0, image.width(), image.height()), width, height);
    }

    /// `scene` with `picture` laid over it, its top left corner at (left, top).
    static Image with(Image scene, Image picture, int left, int top) {
        byte[] rgb = scene.rgb().clone();
        for (int y = Math.max(0, -top); y < picture.height() && y + top < scene.height(); y++) {
            for (int x = Math.max(0, -left); x < picture.width() && x + left < scene.width(); x++) {
                System.arraycopy(
                        picture.rgb(),
                        3 * (y * picture.width() + x),
                        rgb,
                        3 * ((y + top) * scene.width() + x + left),
                        3);
            }
        }
        return new Image(scene.width(), scene.height(), rgb);
    }

    static Image beside(Image left, Image right) {
        Image scene = grey(left.width() + right.width(), Math.max(left.height(), right.height()), 128);
        return with(with(scene, left, 0, 0), right, left.width(), 0);
    }

    /// Every value multiplied and raised.
    static Image lit(Image image, double gain, double offset) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round(gain * (image.rgb()[i] & 0xff) + offset), 0, 255);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// Shrunk and enlarged again: details smaller than `factor` pixels are lost.
    static Image blurred(Image image, int factor) {
        Image small = resized(image, image.width() / factor, image.height() / factor);
        return resized(small, image.width(), image.height());
    }

    /// Turned about its middle, clockwise.
    static Image rolled(Image image, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double x = image.width() / 2.0;
        double y = image.height() / 2.0;
        Warp warp = new Warp(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
        return Resize.warp(image, warp, image.width(), image.height());
    }

    /// As if the head were turned: the picture is laid over a dome with a nose, which is turned and looked at
    /// again.
    ///
    /// @param face where the head is in `image`
    static Image turned(Image image, Landmarks face, double degrees) {
        byte[] rgb = new byte[image.rgb().length];
        double unit = face.eyeDistance();
        Point nose = face.noseTip();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double v = (y - nose.y()) / unit;
                double target = (x - nose.x()) / unit;
                double u = target;
                for (int step = 0; step < 20; step++) {
                    u = 0.5 * u + 0.5 * (target - sin * depth(u, v)) / cos;
                }
                int from = Math.clamp(Math.round(nose.x() + u * unit), 0, image.width() - 1);
                System.arraycopy(image.rgb(), 3 * (y * image.width() + from), rgb, 3 * (y * image.width() + x), 3);
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// As a flat sheet looks that is turned about its upright middle, in perspective, from an arm's length.
    static Image tilted(Image image, double degrees) {
        byte[] rgb = new byte[image.rgb().length];
        Arrays.fill(rgb, (byte) 0xA8);
        double away = 1.5 * image.width();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double right = x - image.width() / 2.0;
                double across = right * away / (away * cos - right * sin);
                double down = (y - image.height() / 2.0) * (away + across * sin) / away;
                long fromX = Math.round(across + image.width() / 2.0);
                long fromY = Math.round(down + image.height() / 2.0);
                if (fromX >= 0 && fromX < image.width() && fromY >= 0 && fromY < image.height()) {
                    int from = 3 * (int) (fromY * image.width() + fromX);
                    System.arraycopy(image.rgb(), from, rgb, 3 * (y * image.width() + x), 3);
                }
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// As if the head nodded, in the same way.
    static Image nodded(Image image, Landmarks face, double degrees) {
        byte[] rgb = new byte[image.rgb().length];
        double unit = face.eyeDistance();
        Point nose = face.noseTip();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double u = (x - nose.x()) / unit;
                double target = (y - nose.y()) / unit;
                double v = target;
                for (int step = 0; step < 20; step++) {
                    v = 0.5 * v + 0.5 * (target - sin * depth(u, v)) / cos;
                }
                int from = Math.clamp(Math.round(nose.y() + v * unit), 0, image.height() - 1);
                System.arraycopy(image.rgb(), 3 * (from * image.width() + x), rgb, 3 * (y * image.width() + x), 3);
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /// How far the head stands out at a place, all in distances between the eyes.
    private static double depth(double u, double v) {
        double dome = Math.max(0, 1 - u * u / 1.7 - v * v / 3.2);
        return 1.1 * Math.sqrt(dome) - 1.1 + 0.3 * Math.exp(-(u * u + v * v) / 0.12);
    }
}

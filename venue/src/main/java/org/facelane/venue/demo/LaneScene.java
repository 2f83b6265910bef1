package org.facelane.venue.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/// Frames as a lane's camera would see them, drawn from pictures of sample people: whoever stands there sways, the
/// light flickers and the sensor has noise, so that no two frames are alike.
///
/// Deterministic by its seed. Not safe for use by several threads.
final class LaneScene {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final double SWAY_PIXELS = 4;
    private static final double APART_PIXELS = 400;
    private static final double PORTRAIT_SHARE = 0.6;

    private final Random random;

    LaneScene(long seed) {
        random = new Random(seed);
    }

    /// Writes `frameCount` JPEG frames of these people standing side by side into `folder`, which is created.
    ///
    /// @param pictures one for each person; square portraits
    /// @param light 1 is a well lit lane, 0.1 a lane at night without its lamp
    void film(List<Path> pictures, double light, int frameCount, Path folder) {
        try {
            Files.createDirectories(folder);
            List<BufferedImage> portraits =
                    pictures.stream().map(LaneScene::read).toList();
            for (int frame = 0; frame < frameCount; frame++) {
                Path file = folder.resolve("frame-%04d.jpg".formatted(frame));
                if (!ImageIO.write(frame(portraits, light), "jpg", file.toFile())) {
                    throw new IllegalStateException("this Java cannot write JPEG files");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write frames to " + folder, e);
        }
    }

    private BufferedImage frame(List<BufferedImage> portraits, double light) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setPaint(new GradientPaint(0, 0, new Color(214, 216, 214), 0, HEIGHT, new Color(176, 180, 184)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < portraits.size(); i++) {
            double place = WIDTH / 2.0 + APART_PIXELS * (i - (portraits.size() - 1) / 2.0);
            draw(portraits.get(i), place, canvas);
        }
        canvas.dispose();
        float brightness = (float) (light * (1 + 0.02 * random.nextGaussian()));
        return noisy(new RescaleOp(brightness, 0, null).filter(frame, null));
    }

    /// Only the middle of the portrait, so that people side by side do not stand before each other.
    private void draw(BufferedImage portrait, double place, Graphics2D canvas) {
        int height = (int) (HEIGHT * 0.86 * (1 + 0.02 * random.nextGaussian()));
        int width = (int) (height * PORTRAIT_SHARE);
        int x = (int) (place - width / 2.0 + SWAY_PIXELS * random.nextGaussian());
        int y = (int) (HEIGHT - height + SWAY_PIXELS * random.nextGaussian());
        int margin = (int) (portrait.getWidth() * (1 - PORTRAIT_SHARE) / 2);
        canvas.drawImage(
                portrait,
                x,
                y,
                x + width,
                y + height,
                margin,
                0,
                portrait.getWidth() - margin,
                portrait.getHeight(),
                null);
    }

    private BufferedImage noisy(BufferedImage frame) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int noise = (int) Math.round(2 * random.nextGaussian());
                int rgb = frame.getRGB(x, y);
                int red = Math.clamp((rgb >> 16 & 0xff) + noise, 0, 255);
                int green = Math.clamp((rgb >> 8 & 0xff) + noise, 0, 255);
                int blue = Math.clamp((rgb & 0xff) + noise, 0, 255);
                frame.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return frame;
    }

    private static BufferedImage read(Path picture) {
        try {
            BufferedImage portrait = ImageIO.read(picture.toFile());
            if (portrait == null) {
                throw new IllegalStateException(picture + " is not a picture; restore the folder samples/");
            }
            return portrait;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + picture + "; restore the folder samples/", e);
        }
    }
}

package org.facelane.venue.demo;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;

/// Frames as a lane's camera would see them, drawn from pictures of sample people: whoever stands there sways, the
/// light flickers and the sensor has noise, so that no two frames are alike. Who has a pass holds it up on a phone.
///
/// Deterministic by its seed. Not safe for use by several threads.
final class LaneScene {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final double SWAY_PIXELS = 4;
    private static final double APART_PIXELS = 400;
    private static final double PORTRAIT_SHARE = 0.6;
    private static final int FRAME_COUNT = 10;

    /// The code at twenty to thirty centimetres from the camera: four pixels a square.
    private static final double PHONE_WIDTH = 260;

    private static final double PHONE_X = 920;
    private static final double PHONE_Y = 240;
    private static final double BEZEL = 16;
    private static final double TILT_DEGREES = 2;

    private final Random random;
    private final Path folder;
    private int sceneCount;

    /// @param folder for the frames, a folder for each scene
    LaneScene(long seed, Path folder) {
        random = new Random(seed);
        this.folder = requireNonNull(folder, "folder is null");
    }

    /// Writes JPEG frames of these people standing side by side.
    ///
    /// @param pictures one for each person; square portraits
    /// @param light 1 is a well lit lane, 0.1 a lane at night without its lamp
    /// @param pass what a phone shows that is held up beside them
    /// @return the folder in which they lie
    Path film(List<Path> pictures, double light, Optional<Pass> pass) {
        Path scene = folder.resolve("scene-" + sceneCount++);
        try {
            Files.createDirectories(scene);
            List<BufferedImage> portraits =
                    pictures.stream().map(LaneScene::read).toList();
            Optional<PassCode> code = pass.map(PassCode::of);
            for (int frame = 0; frame < FRAME_COUNT; frame++) {
                Path file = scene.resolve("frame-%04d.jpg".formatted(frame));
                if (!ImageIO.write(frame(portraits, light, code), "jpg", file.toFile())) {
                    throw new IllegalStateException("this Java cannot write JPEG files");
                }
            }
            return scene;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write frames to " + scene, e);
        }
    }

    private BufferedImage frame(List<BufferedImage> portraits, double light, Optional<PassCode> code) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setPaint(new GradientPaint(0, 0, new Color(214, 216, 214), 0, HEIGHT, new Color(176, 180, 184)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < portraits.size(); i++) {
            double place = WIDTH / 2.0 + APART_PIXELS * (i - (portraits.size() - 1) / 2.0);
            draw(portraits.get(i), place, canvas);
        }
        code.ifPresent(shown -> drawPhone(shown, canvas));
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

    /// A phone in a hand that is not quite still, a little tilted, its screen brighter than the hall.
    private void drawPhone(PassCode code, Graphics2D canvas) {
        AffineTransform upright = canvas.getTransform();
        canvas.translate(PHONE_X + SWAY_PIXELS * random.nextGaussian(), PHONE_Y + SWAY_PIXELS * random.nextGaussian());
        canvas.rotate(Math.toRadians(TILT_DEGREES * random.nextGaussian()));
        double unit = PHONE_WIDTH / (code.size() + 2.0 * PassCode.QUIET_ZONE);
        canvas.setColor(Color.BLACK);
        canvas.fill(new Rectangle2D.Double(-BEZEL, -3 * BEZEL, PHONE_WIDTH + 2 * BEZEL, 1.6 * PHONE_WIDTH));
        canvas.setColor(Color.WHITE);
        canvas.fill(new Rectangle2D.Double(0, 0, PHONE_WIDTH, PHONE_WIDTH));
        canvas.setColor(Color.BLACK);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Path2D squares = new Path2D.Double();
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    squares.append(
                            new Rectangle2D.Double(
                                    (x + PassCode.QUIET_ZONE) * unit, (y + PassCode.QUIET_ZONE) * unit, unit, unit),
                            false);
                }
            }
        }
        canvas.fill(squares);
        canvas.setTransform(upright);
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

package org.facelane.bench.door;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/// What a lane's camera films while people walk up one after the other: each comes nearer for a second and a half,
/// stands for a second, and is gone for half a second. They sway, and the sensor has noise.
///
/// Deterministic by its seed.
final class WalkingUp {
    static final int FRAMES_PER_SECOND = 10;
    static final int FRAMES_PER_GUEST = 3 * FRAMES_PER_SECOND;
    private static final int FRAMES_WALKING = 15;
    private static final int FRAMES_PRESENT = 25;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final double FAR = 0.18;
    private static final double NEAR = 0.86;
    private static final double SWAY_PIXELS = 4;
    private static final double NOISE = 2;

    private final Random random;
    private final byte[] noise = new byte[1 << 20];

    WalkingUp(long seed) {
        random = new Random(seed);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) Math.round(NOISE * random.nextGaussian());
        }
    }

    /// Writes the frames into `folder`, which is created, as JPEG files in their order.
    ///
    /// @param portraits one for each person; square
    void film(List<Path> portraits, Path folder) throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        for (Path file : portraits) {
            BufferedImage portrait = ImageIO.read(file.toFile());
            for (int frame = 0; frame < FRAMES_PER_GUEST; frame++) {
                ImageIO.write(
                        frame(portrait, frame),
                        "jpg",
                        folder.resolve("%05d.jpg".formatted(number++)).toFile());
            }
        }
    }

    private BufferedImage frame(BufferedImage portrait, int number) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = frame.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setColor(new Color(200, 202, 203));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        if (number < FRAMES_PRESENT) {
            double way = Math.min(1, (double) number / FRAMES_WALKING);
            int side = (int) (HEIGHT * (FAR + way * (NEAR - FAR)));
            int x = (int) ((WIDTH - side) / 2.0 + SWAY_PIXELS * random.nextGaussian());
            int y = (int) (HEIGHT - side + SWAY_PIXELS * random.nextGaussian());
            canvas.drawImage(portrait, x, y, side, side, null);
        }
        canvas.dispose();
        byte[] pixels = ((DataBufferByte) frame.getRaster().getDataBuffer()).getData();
        int from = random.nextInt(noise.length);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.clamp((pixels[i] & 0xff) + noise[(from + i) % noise.length], 0, 255);
        }
        return frame;
    }
}

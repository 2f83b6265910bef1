package org.facelane.venue.server;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Pictures made of sample people's, and one of nobody.
final class Pictures {
    private Pictures() {}

    static byte[] empty() {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        fill(image, Color.GRAY);
        return jpeg(image);
    }

    static byte[] sideBySide(byte[] left, byte[] right) {
        BufferedImage one = read(left);
        BufferedImage other = read(right);
        BufferedImage both = new BufferedImage(
                one.getWidth() + other.getWidth(),
                Math.max(one.getHeight(), other.getHeight()),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(one, 0, 0, null);
        graphics.drawImage(other, one.getWidth(), 0, null);
        graphics.dispose();
        return jpeg(both);
    }

    static byte[] darkened(byte[] picture, float factor) {
        return jpeg(new RescaleOp(factor, 0, null).filter(read(picture), null));
    }

    static byte[] shrunk(byte[] picture, double factor) {
        BufferedImage image = read(picture);
        BufferedImage small = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        fill(small, Color.GRAY);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(
                image, 200, 100, (int) (image.getWidth() * factor), (int) (image.getHeight() * factor), null);
        graphics.dispose();
        return jpeg(small);
    }

    private static void fill(BufferedImage image, Color colour) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    private static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jpeg(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

package org.facelane.venue.pages;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// What a fake camera plays: a sample person standing before it, swaying a little. Chromium plays it in a loop.
final class Film {
    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 960;
    private static final int FRAMES = 12;
    private static final int CODE_PIXELS = 370;

    private Film() {}

    /// Writes a film of the person in `picture`, as one JPEG after the other.
    static Path of(Path picture, Path film) {
        try (OutputStream out = Files.newOutputStream(film)) {
            BufferedImage person = ImageIO.read(picture.toFile());
            for (int frame = 0; frame < FRAMES; frame++) {
                int sway = (int) Math.round(4 * Math.sin(2 * Math.PI * frame / FRAMES));
                ImageIO.write(frame(person, sway, 1), "jpeg", out);
            }
            return film;
        } catch (IOException e) {
            throw new IllegalStateException("no film could be made of " + picture, e);
        }
    }

    /// A film of the person with a code held up beside the face, where no crop of the camera cuts it.
    static Path beside(Path picture, Path code, Path film) {
        try (OutputStream out = Files.newOutputStream(film)) {
            BufferedImage person = ImageIO.read(picture.toFile());
            BufferedImage pass = ImageIO.read(code.toFile());
            for (int frame = 0; frame < FRAMES; frame++) {
                int sway = (int) Math.round(4 * Math.sin(2 * Math.PI * frame / FRAMES));
                BufferedImage shown = frame(person, sway, 1);
                Graphics2D pen = shown.createGraphics();
                pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
                // A hand moves, so the squares fall on other pixels in each frame.
                pen.drawImage(pass, 890 + sway, 420 - sway, CODE_PIXELS, CODE_PIXELS, null);
                pen.dispose();
                ImageIO.write(shown, "jpeg", out);
            }
            return film;
        } catch (IOException e) {
            throw new IllegalStateException("no film could be made of " + picture, e);
        }
    }

    /// A film of a ticket that somebody holds before the camera.
    static Path ticket(Path code, Path film) {
        try (OutputStream out = Files.newOutputStream(film)) {
            BufferedImage shown = room();
            Graphics2D pen = shown.createGraphics();
            pen.drawImage(
                    ImageIO.read(code.toFile()),
                    (WIDTH - CODE_PIXELS) / 2,
                    (HEIGHT - CODE_PIXELS) / 2,
                    CODE_PIXELS,
                    CODE_PIXELS,
                    null);
            pen.dispose();
            ImageIO.write(shown, "jpeg", out);
            ImageIO.write(shown, "jpeg", out);
            return film;
        } catch (IOException e) {
            throw new IllegalStateException("no film could be made of " + code, e);
        }
    }

    /// A picture with the lights nearly out.
    static Path dark(Path picture, Path dark) {
        try {
            ImageIO.write(frame(ImageIO.read(picture.toFile()), 0, 0.06f), "jpeg", dark.toFile());
            return dark;
        } catch (IOException e) {
            throw new IllegalStateException("no dark picture could be made of " + picture, e);
        }
    }

    /// An empty room.
    static Path empty(Path film) {
        try (OutputStream out = Files.newOutputStream(film)) {
            ImageIO.write(room(), "jpeg", out);
            ImageIO.write(room(), "jpeg", out);
            return film;
        } catch (IOException e) {
            throw new IllegalStateException("no film could be made in " + film, e);
        }
    }

    /// One picture of an empty room.
    static Path still(Path picture) {
        try {
            ImageIO.write(room(), "jpeg", picture.toFile());
            return picture;
        } catch (IOException e) {
            throw new IllegalStateException("no picture could be made in " + picture, e);
        }
    }

    private static BufferedImage frame(BufferedImage person, int sway, float light) {
        BufferedImage frame = room();
        Graphics2D pen = frame.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int width = HEIGHT * person.getWidth() / person.getHeight();
        pen.drawImage(person, (WIDTH - width) / 2 + sway, 0, width, HEIGHT, null);
        pen.setColor(new Color(0, 0, 0, 1 - light));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        return frame;
    }

    private static BufferedImage room() {
        BufferedImage room = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = room.createGraphics();
        pen.setColor(new Color(0xC8, 0xCC, 0xCE));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        return room;
    }
}

package org.facelane.venue.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;

/// Frames of people who do not exist, who hold up a code.
public final class HeldUp {
    private static final Path ROOT = Path.of("..");
    private static final int SQUARE_PIXELS = 4;

    private HeldUp() {}

    /// A lane's frame: somebody in the middle, and beside them a phone with a code.
    public static byte[] frame(Optional<String> person, Optional<String> code) throws IOException {
        BufferedImage frame = new BufferedImage(1_280, 720, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.setColor(new Color(200, 200, 200));
        canvas.fillRect(0, 0, 1_280, 720);
        if (person.isPresent()) {
            canvas.drawImage(portrait(person.get(), "arrive"), 400, 240, null);
        }
        if (code.isPresent()) {
            PassCode squares = PassCode.of(new Pass(code.get()));
            int side = (squares.size() + 2 * PassCode.QUIET_ZONE) * SQUARE_PIXELS;
            canvas.setColor(Color.WHITE);
            canvas.fillRect(900, 200, side, side);
            canvas.setColor(Color.BLACK);
            for (int y = 0; y < squares.size(); y++) {
                for (int x = 0; x < squares.size(); x++) {
                    if (squares.isDark(x, y)) {
                        canvas.fillRect(
                                900 + (x + PassCode.QUIET_ZONE) * SQUARE_PIXELS,
                                200 + (y + PassCode.QUIET_ZONE) * SQUARE_PIXELS,
                                SQUARE_PIXELS,
                                SQUARE_PIXELS);
                    }
                }
            }
        }
        canvas.dispose();
        return jpeg(frame);
    }

    /// What the person sends to enrol.
    public static byte[] picture(String person) throws IOException {
        return jpeg(portrait(person, "enrol"));
    }

    private static BufferedImage portrait(String person, String capture) throws IOException {
        return ImageIO.read(ROOT.resolve("samples/people/" + person + "/" + capture + ".jpg")
                .toFile());
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", bytes);
        return bytes.toByteArray();
    }
}

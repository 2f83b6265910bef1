package org.facelane.venue.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.facelane.face.Image;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeFinderTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final FrameDecoder DECODER = new FrameDecoder(FrameDecoder.DEFAULT_LIMITS);

    private final CodeFinder finder = new CodeFinder();

    /// What a code holds decides whether squares of it look like a corner: of 300 codes some seven did.
    ///
    /// @param length of a pass of a SEALED event and of a PASS event
    @ParameterizedTest
    @ValueSource(ints = {301, 390})
    void readsEveryCleanCode(int length) throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            String text = text(new Random(seed), length);
            assertThat(finder.find(frame(text, 4))).as("seed %d", seed).contains(text);
        }
    }

    @Test
    void readsATicketsCode_withoutEnlargingAnything() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            String text = text(new Random(seed), 24);
            assertThat(finder.findTicket(frame(text, 4))).as("seed %d", seed).contains(text);
        }
    }

    /// A pass that is turned to the side by some 45° and a little out of focus: squares of two pixels across and
    /// less than three down, which have run into one another.
    @Test
    void readsSmallSquaresFromTheirGreyValues() throws IOException {
        for (long seed = 0; seed < 10; seed++) {
            String text = text(new Random(seed), 390);
            BufferedImage near = drawn(text, 4);
            BufferedImage turned = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
            Graphics2D canvas = turned.createGraphics();
            canvas.setColor(new Color(200, 200, 200));
            canvas.fillRect(0, 0, 640, 480);
            canvas.drawImage(near.getScaledInstance(254, 250, java.awt.Image.SCALE_AREA_AVERAGING), 190, 110, null);
            canvas.dispose();
            assertThat(finder.find(decoded(turned))).as("seed %d", seed).contains(text);
        }
    }

    @Test
    void findsNothing_inAPictureWithoutACode() throws IOException {
        RandomGenerator random = new Random(1);
        BufferedImage noise = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 640 * 480; i++) {
            noise.setRGB(i % 640, i / 640, random.nextInt(5) == 0 ? 0xffffff : 0);
        }
        assertThat(finder.find(decoded(noise))).isEmpty();
    }

    /// Three true corners, and nothing that can be read between them.
    @Test
    void findsNothing_inACodeThatIsWrittenOver() throws IOException {
        BufferedImage frame = drawn(text(new Random(1), 390), 4);
        Graphics2D canvas = frame.createGraphics();
        canvas.setColor(Color.BLACK);
        for (int x = 100 + 13 * 4; x < 100 + 60 * 4; x += 16) {
            canvas.fillRect(x, 50 + 13 * 4, 8, 45 * 4);
        }
        canvas.dispose();
        assertThat(finder.find(decoded(frame))).isEmpty();
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder("FL1:");
        while (text.length() < length) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static Image frame(String text, int squarePixels) throws IOException {
        return decoded(drawn(text, squarePixels));
    }

    private static BufferedImage drawn(String text, int squarePixels) {
        BufferedImage frame = new BufferedImage(480, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        PassCode code = PassCode.of(new Pass(text));
        int side = (code.size() + 2 * PassCode.QUIET_ZONE) * squarePixels;
        canvas.setColor(new Color(200, 200, 200));
        canvas.fillRect(0, 0, 480, 360);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(100, 50, side, side);
        canvas.setColor(Color.BLACK);
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    canvas.fillRect(
                            100 + (x + PassCode.QUIET_ZONE) * squarePixels,
                            50 + (y + PassCode.QUIET_ZONE) * squarePixels,
                            squarePixels,
                            squarePixels);
                }
            }
        }
        canvas.dispose();
        return frame;
    }

    private static Image decoded(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", bytes);
        return ((FramePicture.Whole) DECODER.decode(new Frame.Encoded(bytes.toByteArray(), Instant.EPOCH))).image();
    }
}

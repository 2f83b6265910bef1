package org.facelane.venue.trial;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassCode;

/// People who do not exist, as cameras see them: at home, and before a lane with a code held up. Immutable and
/// thread-safe.
///
/// @param folder with a folder for each of them
public record SamplePeople(Path folder) {
    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 720;
    private static final int SQUARE_PIXELS = 4;

    public SamplePeople {
        requireNonNull(folder, "folder is null");
    }

    /// Those of the project.
    public static SamplePeople of(Path project) {
        return new SamplePeople(project.resolve("samples/people"));
    }

    /// All of them, in order.
    public List<String> names() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(person -> person.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param capture `enrol` or `arrive`
    public Path file(String person, String capture) {
        return folder.resolve(person).resolve(capture + ".jpg");
    }

    /// As [#file].
    public byte[] picture(String person, String capture) {
        try {
            return Files.readAllBytes(file(person, capture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A lane's frame: somebody in the middle, and beside them a phone with a code.
    ///
    /// @param code of a pass or a ticket
    public byte[] frame(Optional<String> person, Optional<String> code) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = frame.createGraphics();
        canvas.setColor(new Color(200, 200, 200));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        try {
            if (person.isPresent()) {
                canvas.drawImage(ImageIO.read(file(person.get(), "arrive").toFile()), 400, 240, null);
            }
            code.ifPresent(text -> draw(canvas, PassCode.of(new Pass(text))));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(frame, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            canvas.dispose();
        }
    }

    private static void draw(Graphics2D canvas, PassCode squares) {
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
}

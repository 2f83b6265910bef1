package org.facelane.face.acquire;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.challenge.CameraFrame;
import org.facelane.face.challenge.CameraSession;
import org.facelane.face.challenge.Challenge;
import org.facelane.face.challenge.Direction;
import org.facelane.face.challenge.Step;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.DefaultPack;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.LightColour;

/// A sample person before a simulated camera: the picture is bent as if the head moved, lit as if a screen shone on
/// it, and made noisy as by a sensor. Nothing here was filmed.
final class Actor {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final double[] WAY = {0, 8, 17, 25, 17, 8, 0};
    private static final int LOOKS_PER_COLOUR = 3;

    private final Image still;
    private final Face face;
    private final RandomGenerator random;
    private final Map<String, Image> moved = new HashMap<>();

    Actor(int number, String capture, RandomGenerator random) {
        Image person = Scenes.person(number, capture);
        int width = HEIGHT * person.width() / person.height();
        still = Scenes.with(Scenes.wall(WIDTH, HEIGHT), Scenes.resized(person, width, HEIGHT), (WIDTH - width) / 2, 0);
        face = new LandmarkFinder(DefaultPack.open().landmarks())
                .face(
                        still,
                        new FaceDetector(DefaultPack.open().detector())
                                .detect(still)
                                .getFirst());
        this.random = random;
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Does what is asked for.
    ///
    /// @param gain how strong the screen's light is beside that of the room
    CameraSession does(Challenge challenge, double gain) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int step = 0; step < challenge.steps().size(); step++) {
            frames.addAll(frames(step, challenge.steps().get(step), gain));
        }
        return session(challenge, frames);
    }

    static CameraSession session(Challenge challenge, List<CameraFrame> frames) {
        return new CameraSession(
                challenge,
                frames,
                Optional.of("Integrated Camera"),
                challenge.lasts().plusSeconds(3));
    }

    List<CameraFrame> frames(int step, Step asked, double gain) {
        return switch (asked) {
            case Step.LookStraight _ -> film(step, asked.lasts(), List.of(still, still, still, still));
            case Step.Turn(Direction direction) -> moves(step, asked.lasts(), direction);
            case Step.Follow(Direction direction) -> moves(step, asked.lasts(), direction);
            case Step.Light(LightChallenge light) -> film(step, asked.lasts(), lit(light, gain));
        };
    }

    List<CameraFrame> moves(int step, Duration lasts, Direction direction) {
        List<Image> images = new ArrayList<>();
        for (double degrees : WAY) {
            images.add(moved.computeIfAbsent(direction + " " + degrees, _ -> moved(direction, degrees)));
        }
        return film(step, lasts, images);
    }

    /// A life-size photograph of the person, turned before the camera instead of the head.
    ///
    /// @param degrees how far the sheet is turned and back
    List<CameraFrame> turnsPhotograph(int step, Duration lasts, double degrees) {
        List<Image> images = new ArrayList<>();
        for (double share : WAY) {
            images.add(Scenes.tilted(still, degrees * share / WAY[WAY.length / 2]));
        }
        return film(step, lasts, images);
    }

    /// Stays where it is.
    List<CameraFrame> stands(int step, Duration lasts) {
        return film(step, lasts, List.of(still, still, still, still, still, still, still));
    }

    private Image moved(Direction direction, double degrees) {
        return switch (direction) {
            case LEFT -> Scenes.turned(still, face.landmarks(), degrees);
            case RIGHT -> Scenes.turned(still, face.landmarks(), -degrees);
            case UP -> Scenes.nodded(still, face.landmarks(), -degrees);
            case DOWN -> Scenes.nodded(still, face.landmarks(), degrees);
        };
    }

    /// What lies at the face's distance gets all of the screen's light, what lies behind a sixth of it.
    List<Image> lit(LightChallenge light, double gain) {
        List<Image> images = new ArrayList<>();
        for (LightColour colour : light.colours()) {
            Image shone = shone(colour, gain, gain / 6);
            for (int i = 0; i < LOOKS_PER_COLOUR; i++) {
                images.add(shone);
            }
        }
        return images;
    }

    /// The same person on paper: the paper gets the light as a whole.
    List<Image> onPaper(LightChallenge light, double gain) {
        List<Image> images = new ArrayList<>();
        for (LightColour colour : light.colours()) {
            Image shone = shone(colour, gain, gain);
            for (int i = 0; i < LOOKS_PER_COLOUR; i++) {
                images.add(shone);
            }
        }
        return images;
    }

    Box box() {
        return face.box();
    }

    private Image shone(LightColour colour, double onFace, double behind) {
        byte[] rgb = still.rgb().clone();
        Box box = face.box();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double u = (x - box.centre().x()) / (0.62 * box.width());
                double v = (y - box.centre().y()) / (0.7 * box.height());
                double near = Math.clamp(3 - 2 * Math.sqrt(u * u + v * v), 0, 1);
                double gain = near * onFace + (1 - near) * behind;
                for (int c = 0; c < 3; c++) {
                    int at = 3 * (y * WIDTH + x) + c;
                    double light = Math.pow((rgb[at] & 0xff) / 255.0, 2.2) * (1 + gain * colour.light(c));
                    rgb[at] = (byte) Math.min(255, Math.round(255 * Math.pow(light, 1 / 2.2)));
                }
            }
        }
        return new Image(WIDTH, HEIGHT, rgb);
    }

    List<CameraFrame> film(int step, Duration lasts, List<Image> images) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Duration at = lasts.multipliedBy(2L * i + 1).dividedBy(2L * images.size());
            frames.add(new CameraFrame(step, at, jpeg(noisy(images.get(i)))));
        }
        return frames;
    }

    Image noisy(Image image) {
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round((rgb[i] & 0xff) + 2 * random.nextGaussian()), 0, 255);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static byte[] jpeg(Image image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.red(x, y) << 16 | image.green(x, y) << 8 | image.blue(x, y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

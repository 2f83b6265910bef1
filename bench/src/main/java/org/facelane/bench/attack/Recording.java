package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.Point;

/// Frames of one presentation: a person or a picture of them, before one camera, in one room. Everything about it is
/// drawn from its own seed.
final class Recording {
    private static final double FRAME_SECONDS = 0.15;
    private static final int REPLAY_WIDTH = 960;

    /// Where the eyes are on what stands there, and how far apart, in millimetres.
    private record Eyes(double x, double y, double apart) {}

    private final Portrait portrait;
    private final RandomGenerator random;
    private final Camera camera;
    private final Light light;
    private final double[] balance;

    /// @param camera that takes the frames
    Recording(Portrait portrait, Camera camera, RandomGenerator random) {
        this.portrait = requireNonNull(portrait, "portrait is null");
        this.camera = requireNonNull(camera, "camera is null");
        this.random = requireNonNull(random, "random is null");
        light = Light.drawn(random, camera);
        balance = new double[3];
        for (int c = 0; c < 3; c++) {
            balance[c] = random.nextDouble(0.94, 1.06) / light.colour()[c];
        }
    }

    /// @param eyeDistance pixels between the eyes in the first frame, about
    List<Image> frames(Species species, double eyeDistance, int count) {
        List<Texture> content = contents(species, count);
        Subject subject = species.isAttack()
                ? new Props(portrait, random).sheet(species, content.getFirst())
                : new Figure(portrait);
        Eyes eyes = eyes(species, subject);
        double distance = camera.focal() * eyes.apart / eyeDistance;
        Pose start = new Pose(
                -eyes.x + random.nextDouble(-0.08, 0.08) * camera.width() * distance / camera.focal(),
                -eyes.y + random.nextDouble(-0.12, 0) * camera.height() * distance / camera.focal(),
                distance,
                Math.toRadians(random.nextDouble(-7, 7)),
                Math.toRadians(random.nextDouble(-7, 7)),
                Math.toRadians(random.nextDouble(-5, 5)));
        Motion motion = Motion.drawn(random, start);
        Room room = Room.drawn(random, camera);
        Sensor sensor = new Sensor(camera, random);
        List<Image> frames = new ArrayList<>();
        double gain = 0;
        for (int i = 0; i < count; i++) {
            double seconds = FRAME_SECONDS * i;
            Light now = light.at(seconds);
            if (subject instanceof Sheet sheet) {
                sheet.show(content.get(Math.min(i, content.size() - 1)));
            }
            subject.ready(camera, motion.at(seconds), now);
            float[] mosaic = room.mosaic(camera, now);
            for (int y = 0; y < camera.height(); y++) {
                for (int x = 0; x < camera.width(); x++) {
                    int at = y * camera.width() + x;
                    mosaic[at] = subject.light(Sensor.colour(x, y), x, y, mosaic[at]);
                }
            }
            gain = i == 0 ? sensor.gain(mosaic, eyeDistance) : gain;
            frames.add(sensor.picture(mosaic, gain, balance));
        }
        return frames;
    }

    private Eyes eyes(Species species, Subject subject) {
        return switch (subject) {
            case Figure _ -> new Eyes(0, 0, Portrait.EYE_DISTANCE_MM);
            case Sheet sheet -> {
                Box shown = sheet.form().shown();
                if (species == Species.LAPTOP_REPLAY) {
                    yield new Eyes(0, -10, shown.width() / REPLAY_WIDTH * 95);
                }
                double scale = shown.width() / portrait.picture().width();
                Point middle = portrait.origin();
                yield new Eyes(
                        shown.x() + middle.x() * scale,
                        shown.y() + middle.y() * scale,
                        portrait.landmarks().eyeDistance() * scale);
            }
        };
    }

    /// What is printed or shown: the portrait as it is, or the person in another room; the replay's frames.
    private List<Texture> contents(Species species, int count) {
        return switch (species) {
            case BONA_FIDE -> List.of();
            case PRINT_CUTOUT -> List.of(portrait.person());
            case PRINT_PHOTO, PRINT_HALFTONE, PHONE, TABLET -> List.of(portrait.picture());
            case LAPTOP_REPLAY -> replay(count);
        };
    }

    private List<Texture> replay(int count) {
        Camera first = Camera.lane(random).sized(REPLAY_WIDTH, REPLAY_WIDTH * 9 / 16);
        Recording recorded = new Recording(portrait, first, random);
        return recorded.frames(Species.BONA_FIDE, random.nextDouble(80, 110), count).stream()
                .map(Texture::of)
                .toList();
    }
}

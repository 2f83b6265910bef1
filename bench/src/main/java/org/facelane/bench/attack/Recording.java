package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.facelane.face.Box;
import org.facelane.face.Image;
import org.facelane.face.Point;

/// Frames of one presentation: a person or a picture of them, before one camera, in one room. Everything about it is
/// drawn from its own seed.
final class Recording {
    private static final double FRAME_SECONDS = 0.15;
    private static final int REPLAY_WIDTH = 960;
    private static final int FILM_WIDTH = 480;

    /// The cells of a person's mesh, in pixels of a studio portrait; those of a small one are about so many
    /// millimetres.
    private static final int CELL = 6;

    private static final double CELL_MM = 4;

    /// Somebody in coloured light moves in every second frame: they hold still, and half of the time is saved.
    private static final int POSE_EVERY = 2;

    /// Where the eyes are on what stands there, and how far apart, in millimetres.
    private record Eyes(double x, double y, double apart) {}

    /// What stands before the camera. Made ready for a moment, then asked photosite by photosite. Not thread-safe.
    sealed interface Subject permits Figure, Sheet {
        /// @param pose where it is now
        /// @param light that falls on it, now
        void ready(Camera camera, Pose pose, Light light);

        /// The light on a photosite.
        ///
        /// @param colour 0 red, 1 green, 2 blue
        /// @param behind the light from behind the subject
        float light(int colour, int x, int y, float behind);
    }

    /// What is before the camera, all the time.
    private record Scene(Subject subject, List<Texture> content, Motion motion, Room room, Sensor sensor) {}

    private final Portrait portrait;
    private final RandomGenerator random;
    private final Camera camera;
    private final Light.OfRoom light;
    private final double[] balance;

    /// @param camera that takes the frames
    Recording(Portrait portrait, Camera camera, RandomGenerator random) {
        this.portrait = requireNonNull(portrait, "portrait is null");
        this.camera = requireNonNull(camera, "camera is null");
        this.random = requireNonNull(random, "random is null");
        light = Light.OfRoom.drawn(random, camera);
        balance = new double[3];
        for (int c = 0; c < 3; c++) {
            balance[c] = random.nextDouble(0.94, 1.06) / light.colour()[c];
        }
    }

    /// @param eyeDistance pixels between the eyes in the first frame, about
    List<Image> frames(Species species, double eyeDistance, int count) {
        Scene scene = scene(species, contents(species, count), eyeDistance, false);
        List<Image> frames = new ArrayList<>();
        double gain = 0;
        for (int i = 0; i < count; i++) {
            double seconds = FRAME_SECONDS * i;
            float[] mosaic = mosaic(scene, i, scene.motion.at(seconds), light.at(seconds), light.at(seconds));
            gain = i == 0 ? scene.sensor.gain(mosaic, eyeDistance) : gain;
            frames.add(scene.sensor.picture(mosaic, gain, balance));
        }
        return frames;
    }

    /// What a camera beside a screen sees while the screen shows colours.
    ///
    /// @param eyeDistance pixels between the eyes in the first frame, about
    /// @param showing what the screen shows
    /// @param filmed what it showed when the recording was made that is played; as good as nothing for what is no
    ///     recording
    List<Image> film(Species species, double eyeDistance, ColourFilm showing, ColourFilm filmed) {
        Scene scene = scene(species, filmContents(species, filmed), eyeDistance, true);
        List<Image> frames = new ArrayList<>();
        ColourFilm.Adaptation adaptation = showing.adaptation(balance);
        float[] dark = new float[0];
        float[] white = new float[0];
        for (int i = 0; i < showing.at().size(); i++) {
            double seconds = showing.at().get(i).toNanos() / 1e9;
            if (i % POSE_EVERY == 0) {
                Pose pose = scene.motion.at(seconds);
                dark = mosaic(scene, i / POSE_EVERY, pose, light.at(seconds), light.at(seconds));
                white = mosaic(
                        scene,
                        i / POSE_EVERY,
                        pose,
                        showing.screen(),
                        showing.screen().from(showing.wall()));
            }
            float[] mosaic = showing.lit(dark, white, i, camera.width());
            if (i == 0) {
                adaptation.begin(scene.sensor.gain(mosaic, eyeDistance));
            }
            double[] developed = adaptation.next(mosaic, camera.width());
            frames.add(scene.sensor.picture(mosaic, adaptation.gain(), developed));
        }
        return frames;
    }

    /// @param content what it shows, if it shows pictures
    /// @param still whether it is held still
    private Scene scene(Species species, List<Texture> content, double eyeDistance, boolean still) {
        Subject subject = species.isAttack()
                ? new Props(portrait, random).sheet(species, content.getFirst())
                : new Figure(portrait, still ? Math.clamp((int) (CELL_MM / portrait.millimetres()), 1, CELL) : CELL);
        Eyes eyes = eyes(species, subject);
        double distance = camera.focal() * eyes.apart / eyeDistance;
        Pose start = new Pose(
                -eyes.x + random.nextDouble(-0.08, 0.08) * camera.width() * distance / camera.focal(),
                -eyes.y + random.nextDouble(-0.12, 0) * camera.height() * distance / camera.focal(),
                distance,
                Math.toRadians(random.nextDouble(-7, 7)),
                Math.toRadians(random.nextDouble(-7, 7)),
                Math.toRadians(random.nextDouble(-5, 5)));
        Motion motion = still ? Motion.still(random, start) : Motion.drawn(random, start);
        Room room = Room.drawn(random, camera);
        return new Scene(subject, content, motion, room, new Sensor(camera, random));
    }

    /// @param now the light on the subject
    /// @param behind the light on the room behind it
    private float[] mosaic(Scene scene, int place, Pose pose, Light now, Light behind) {
        if (scene.subject instanceof Sheet sheet) {
            sheet.show(scene.content.get(Math.min(place, scene.content.size() - 1)));
        }
        scene.subject.ready(camera, pose, now);
        float[] mosaic = scene.room.mosaic(camera, behind);
        for (int y = 0; y < camera.height(); y++) {
            for (int x = 0; x < camera.width(); x++) {
                int at = y * camera.width() + x;
                mosaic[at] = scene.subject.light(Sensor.colour(x, y), x, y, mosaic[at]);
            }
        }
        return mosaic;
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

    /// A replay is of a film that was made while another screen showed other colours.
    private List<Texture> filmContents(Species species, ColourFilm filmed) {
        if (species != Species.LAPTOP_REPLAY) {
            return contents(species, 1);
        }
        Camera first = Camera.lane(random).sized(FILM_WIDTH, FILM_WIDTH * 9 / 16);
        List<Image> frames = new Recording(portrait, first, random)
                .film(Species.BONA_FIDE, random.nextDouble(40, 55), filmed, filmed);
        return IntStream.range(0, frames.size())
                .filter(i -> i % POSE_EVERY == 0)
                .mapToObj(i -> Texture.of(frames.get(i)))
                .toList();
    }

    private List<Texture> replay(int count) {
        Camera first = Camera.lane(random).sized(REPLAY_WIDTH, REPLAY_WIDTH * 9 / 16);
        Recording recorded = new Recording(portrait, first, random);
        return recorded.frames(Species.BONA_FIDE, random.nextDouble(80, 110), count).stream()
                .map(Texture::of)
                .toList();
    }
}

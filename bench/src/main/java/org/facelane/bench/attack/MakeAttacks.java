package org.facelane.bench.attack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.facelane.bench.Arguments;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.face.Image;
import org.facelane.face.model.ModelPack;

/// Makes a set of simulated presentation attacks, and bona fide presentations through the same camera, from a folder
/// with one portrait or more of each person before a plain background.
///
/// The set is `species/person_1/001.jpg…`, frames as a lane sees them, and `species/person_2.jpg`, one picture as at an
/// enrolment, and `about.txt`, which says that it is simulated. The same seed makes the same set, on any machine.
public final class MakeAttacks {
    private static final String USAGE = "--people <folder> --pack <folder> --to <folder> [--seed <number>]"
            + " [--frames <number>] [--from <number>] [--count <number>] [--species <name,name>]";

    private static final String ABOUT =
            "All of it is simulated: no page was printed and no screen was held up. A program computed, from studio"
                    + " portraits, what a camera would have seen of prints and screens, and of the living people. The"
                    + " figures say which evidence can work where; they are no statement about a door.\n";

    private final Path to;
    private final long seed;
    private final int frameCount;
    private final List<Species> species;
    private final Recognition recognition;

    private MakeAttacks(Arguments arguments, ModelPack pack) {
        to = arguments.output("--to");
        seed = arguments.number("--seed", 1);
        frameCount = arguments.number("--frames", 4);
        species = arguments
                .given("--species")
                .map(names -> Arrays.stream(names.split(","))
                        .map(name ->
                                Species.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList())
                .orElse(List.of(Species.values()));
        recognition = new Recognition(requireNonNull(pack, "pack is null"));
    }

    public static void main(String[] args) {
        Arguments arguments = Arguments.parse(USAGE, args);
        try (ModelPack pack = ModelPack.load(arguments.folder("--pack"))) {
            MakeAttacks maker = new MakeAttacks(arguments, pack);
            List<Path> people = Pictures.folders(arguments.folder("--people"));
            int from = arguments.number("--from", 0);
            int until = Math.min(people.size(), from + arguments.number("--count", people.size()));
            IntStream.range(from, until).parallel().forEach(i -> maker.make(people.get(i), i));
            maker.about();
        }
    }

    /// What `facelane evaluate --attacks` prints above the figures.
    private void about() {
        try {
            Files.writeString(to.resolve("about.txt"), ABOUT);
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
    }

    private void make(Path folder, int number) {
        String person = folder.getFileName().toString();
        List<Path> files = Pictures.jpegs(folder);
        Image image = Pictures.read(files.get(number % Math.min(2, files.size())));
        Portrait portrait = recognition
                .see(image)
                .map(seen -> Portrait.of(image, seen.face()))
                .orElseThrow(() -> new IllegalArgumentException("no face in " + folder));
        for (Species one : species) {
            lane(portrait, person, one, number);
            selfie(portrait, person, one, number);
        }
        System.out.println(person + " done");
    }

    private void lane(Portrait portrait, String person, Species one, int number) {
        RandomGenerator random = random(number, one, 1);
        Camera camera = Camera.lane(random);
        double eyes = random.nextDouble(44, camera.width() < 1000 ? 85 : 120);
        List<Image> frames = new Recording(portrait, camera, random).frames(one, eyes, frameCount);
        for (int i = 0; i < frames.size(); i++) {
            write(
                    to.resolve(one.folder())
                            .resolve(person + "_1")
                            .resolve(String.format(Locale.ROOT, "%03d.jpg", i + 1)),
                    frames.get(i),
                    camera.jpeg());
        }
    }

    private void selfie(Portrait portrait, String person, Species one, int number) {
        RandomGenerator random = random(number, one, 2);
        Camera camera = Camera.selfie(random);
        double eyes = random.nextDouble(0.1, 0.22) * camera.width();
        Image picture =
                new Recording(portrait, camera, random).frames(one, eyes, 1).getFirst();
        write(to.resolve(one.folder()).resolve(person + "_2.jpg"), picture, camera.jpeg());
    }

    private RandomGenerator random(int number, Species one, int take) {
        return RandomGeneratorFactory.of("L64X128MixRandom")
                .create(((seed * 1_000_003 + number) * 101 + one.ordinal()) * 7 + take);
    }

    private static void write(Path file, Image image, float quality) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Pictures.jpeg(image, quality));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}

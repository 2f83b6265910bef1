package org.facelane.face.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.facelane.face.Features;
import org.facelane.face.evaluate.data.Arguments;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.model.DamagedModelPack;
import org.facelane.face.model.InferenceFailed;
import org.facelane.face.model.ModelPack;

/// `facelane models`: which packs there are, whether one works here, and adding one from elsewhere.
///
/// Exits with 0 if all is well, and with 2, after one sentence that says what is wrong, if it is not.
public final class Models {
    static final String USAGE = """
        facelane models list [--models DIR]               which packs there are
        facelane models verify PACK [--picture FILE] [--record]
                                                          checks sums, loads, runs every network on a sample picture, and
                                                          compares with the pack's record, or writes it
        facelane models add FOLDER|ZIP [--models DIR]     checks a pack and copies it in
        """;

    private final PrintStream output;

    private Models(PrintStream output) {
        this.output = output;
    }

    public static void main(String... commandLine) {
        System.exit(run(System.out, commandLine));
    }

    /// @param output for what is found, and for complaints
    /// @return the exit code
    static int run(PrintStream output, String... commandLine) {
        List<String> words = Arrays.asList(commandLine);
        String command = words.isEmpty() ? "list" : words.getFirst();
        try {
            Models models = new Models(output);
            switch (command) {
                case "list" -> models.list(arguments("[--models DIR]", words, 1));
                case "verify" -> models.verify(place(words), arguments("[--picture FILE] [--record]", words, 2));
                case "add" -> models.add(place(words), arguments("[--models DIR]", words, 2));
                default -> throw new UnusableData("There is no command 'models " + command + "'.\n" + USAGE);
            }
            return 0;
        } catch (UnusableData | DamagedModelPack | InferenceFailed e) {
            output.println(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            output.println("A file cannot be read or written: " + e);
        }
        return Evaluate.CANNOT;
    }

    private static Path place(List<String> words) {
        if (words.size() < 2) {
            throw new UnusableData("Which pack? " + USAGE);
        }
        Path place = Path.of(words.get(1));
        if (Files.notExists(place)) {
            throw new UnusableData("There is no " + place + ".");
        }
        return place;
    }

    private static Arguments arguments(String usage, List<String> words, int from) {
        return Arguments.parse(
                usage, words.subList(Math.min(from, words.size()), words.size()).toArray(String[]::new));
    }

    private static Path models(Arguments arguments) {
        return arguments.path("--models", home().resolve("models"));
    }

    /// The folder that Facelane lies in: the launcher says it, otherwise it is the one that the program was started
    /// in.
    static Path home() {
        return Path.of(System.getProperty("facelane.home", "."));
    }

    private void list(Arguments arguments) {
        Path folder = models(arguments);
        if (!Files.isDirectory(folder)) {
            throw new UnusableData("There is no folder " + folder + ".");
        }
        output.printf(
                Locale.ROOT, "%-16s %-32s %9s %-12s %s%n", "folder", "version", "features", "licence", "calibrated");
        for (Path entry : DataSet.listed(folder)) {
            if (Files.exists(entry.resolve("manifest.properties"))) {
                row(entry);
            }
        }
    }

    private void row(Path folder) {
        try (ModelPack pack = ModelPack.load(folder)) {
            output.printf(
                    Locale.ROOT,
                    "%-16s %-32s %9d %-12s %s%n",
                    folder.getFileName(),
                    pack.version(),
                    pack.dimension(),
                    licence(folder),
                    pack.calibration().isPresent() ? "yes" : "no: may be calibrated, not used at a door");
        } catch (DamagedModelPack e) {
            output.printf(Locale.ROOT, "%-16s %s%n", folder.getFileName(), e.getMessage());
        }
    }

    private void verify(Path folder, Arguments arguments) throws IOException {
        try (ModelPack pack = ModelPack.load(folder)) {
            output.println(pack.version() + ": every file has the sum of the manifest, every network opens");
            Path picture = arguments.path("--picture", samplePicture());
            Conformance conformance = new Conformance(pack, picture);
            Features features = conformance.features();
            output.println("Every network runs: " + features.dimension() + " features, the same twice");
            if (arguments.has("--record")) {
                conformance.record(folder, features);
                output.println("Recorded in " + folder.resolve(Conformance.FILE));
                return;
            }
            Optional<Double> similarity = conformance.compare(folder, features);
            output.println(similarity
                    .map(value -> String.format(Locale.ROOT, "As recorded where it was packed: similarity %.6f", value))
                    .orElse("The pack has no record to compare with"));
        }
    }

    private void add(Path source, Arguments arguments) throws IOException {
        Path models = models(arguments);
        Files.createDirectories(models);
        Path coming = Files.createTempDirectory(models, ".adding-");
        try {
            PackFolder.copy(source, coming);
            String name;
            try (ModelPack pack = ModelPack.load(coming)) {
                String version = pack.version().value();
                name = version.substring(0, version.lastIndexOf('-'));
                new Conformance(pack, samplePicture()).features();
            }
            PackFolder.publish(coming, models.resolve(name));
            output.println("Added " + models.resolve(name));
        } finally {
            PackFolder.remove(coming);
        }
    }

    /// The first picture of the sample people, who do not exist.
    private static Path samplePicture() {
        Path people = home().resolve("samples").resolve("people");
        if (!Files.isDirectory(people)) {
            throw new UnusableData("There are no sample people in " + people + "; name a picture by --picture.");
        }
        return DataSet.listed(people).stream()
                .filter(Files::isDirectory)
                .flatMap(person -> DataSet.listed(person).stream())
                .filter(DataSet::isPicture)
                .findFirst()
                .orElseThrow(() -> new UnusableData("There are no sample people in " + people + "."));
    }

    private static String licence(Path folder) {
        Properties manifest = new Properties();
        try {
            manifest.load(new StringReader(Files.readString(folder.resolve("manifest.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manifest.getProperty("licence", "not named");
    }
}

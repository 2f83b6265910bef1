package org.facelane.face.evaluate;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facelane.face.Features;
import org.facelane.face.Sha256;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.evaluate.data.UnusableData;
import org.facelane.face.model.ModelPack;

/// What a pack made of a sample picture where it was packed, to be compared with what it makes of it here: another
/// processor or another version of the runtime may round differently, but not by more than this allows.
///
/// It stands in the pack as `conformance.properties`: the picture's SHA-256 and its features. The picture shows nobody;
/// features of real people have no place in a pack.
final class Conformance {
    static final String FILE = "conformance.properties";

    /// Rounding alone leaves more than 0.99999.
    private static final double SIMILARITY_MIN = 0.999;

    private final ModelPack pack;
    private final byte[] picture;

    Conformance(ModelPack pack, Path picture) {
        this.pack = requireNonNull(pack, "pack is null");
        try {
            this.picture = Files.readAllBytes(picture);
        } catch (IOException e) {
            throw new UnusableData("The sample picture " + picture + " cannot be read; name another by --picture.", e);
        }
    }

    /// Runs all networks on the picture, twice.
    ///
    /// @throws UnusableData if no features come out, or not the same twice
    Features features() {
        SelfieAcquisition selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        Features first = acquired(selfies.acquire(picture));
        Features second = acquired(selfies.acquire(picture));
        if (!Arrays.equals(first.values(), second.values())) {
            throw new UnusableData("The pack gives other features when it looks at the same picture again.");
        }
        return first;
    }

    /// How alike these features are to those recorded in the pack; empty if it has no record.
    ///
    /// @throws UnusableData if the record is of another picture, or the features are not those recorded
    Optional<Double> compare(Path folder, Features features) throws IOException {
        if (Files.notExists(folder.resolve(FILE))) {
            return Optional.empty();
        }
        Properties record = new Properties();
        record.load(new StringReader(Files.readString(folder.resolve(FILE))));
        if (!sha256().equals(record.getProperty("picture.sha256"))) {
            throw new UnusableData("The pack's record is of another picture; name that picture by --picture.");
        }
        double similarity = features.similarity(recorded(record, features.dimension()));
        if (similarity < SIMILARITY_MIN) {
            throw new UnusableData(String.format(
                    Locale.ROOT,
                    "The pack gives other features than recorded: their similarity is %.5f, expected %.3f or more.",
                    similarity,
                    SIMILARITY_MIN));
        }
        return Optional.of(similarity);
    }

    /// Writes the record.
    void record(Path folder, Features features) throws IOException {
        float[] values = features.values();
        Files.writeString(
                folder.resolve(FILE),
                "# Written by facelane models verify --record: what this pack makes of a sample picture that shows"
                        + " nobody.\n"
                        + "picture.sha256=" + sha256() + "\nfeatures="
                        + IntStream.range(0, values.length)
                                .mapToObj(i -> String.format(Locale.ROOT, "%.5f", values[i]))
                                .collect(Collectors.joining(","))
                        + "\n");
    }

    private Features recorded(Properties record, int dimension) {
        try {
            String[] list = record.getProperty("features", "").split(",");
            float[] values = new float[list.length];
            for (int i = 0; i < list.length; i++) {
                values[i] = Float.parseFloat(list[i].strip());
            }
            if (values.length == dimension) {
                return Features.of(pack.version(), values);
            }
        } catch (IllegalArgumentException e) {
            throw new UnusableData("The pack's " + FILE + " has features that are no numbers.", e);
        }
        throw new UnusableData("The pack's " + FILE + " does not have " + dimension + " features.");
    }

    private static Features acquired(Acquisition acquisition) {
        return switch (acquisition) {
            case Acquisition.Acquired acquired -> acquired.features();
            case Acquisition.FailureToAcquire failure ->
                throw new UnusableData("The pack makes nothing of the sample picture: "
                        + failure.reason().says());
        };
    }

    private String sha256() {
        return HexFormat.of().formatHex(Sha256.of(picture));
    }
}

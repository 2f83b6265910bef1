package org.facelane.face.evaluate.attack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.evaluate.data.UnusableData;

/// A folder with a folder for each species of attack and one named `bona-fide`; in it lie pictures
/// `<person>_<number>.jpg`, or recordings `<person>_<number>/` of numbered pictures, ten a second.
///
/// @param about what a file `about.txt` in the folder says of the set, for example that it is simulated
/// @param presentations by species and file
public record AttackSet(Optional<String> about, List<Presentation> presentations) {
    private static final String BONA_FIDE = "bona-fide";
    private static final int ABOUT_BYTES_MAX = 4096;

    /// One presentation to a camera: a picture file, or a folder of frames.
    public record Presentation(String species, Path place) {
        public Presentation {
            requireNonNull(species, "species is null");
            requireNonNull(place, "place is null");
        }

        /// Whether somebody came to a lane, rather than took one picture.
        public boolean isRecording() {
            return Files.isDirectory(place);
        }

        /// Whose face it is.
        public String person() {
            return DataSet.stem(place).replaceFirst("_[^_]*$", "");
        }
    }

    public AttackSet {
        requireNonNull(about, "about is null");
        presentations = List.copyOf(presentations);
    }

    /// @throws UnusableData if there are no presentations
    public static AttackSet read(Path folder) {
        List<Presentation> presentations = new ArrayList<>();
        for (Path species : DataSet.listed(folder)) {
            if (Files.isDirectory(species)) {
                for (Path place : DataSet.listed(species)) {
                    if (Files.isDirectory(place) || DataSet.isPicture(place)) {
                        presentations.add(new Presentation(String.valueOf(species.getFileName()), place));
                    }
                }
            }
        }
        if (presentations.isEmpty()) {
            throw new UnusableData(
                    folder + " has no attacks: expected a folder for each species, and one named " + BONA_FIDE + ".");
        }
        return new AttackSet(about(folder.resolve("about.txt")), presentations);
    }

    /// Whether the folder of that name has living people, not attacks.
    public static boolean isBonaFide(String species) {
        return species.equals(BONA_FIDE);
    }

    private static Optional<String> about(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > ABOUT_BYTES_MAX) {
                throw new UnusableData(file + " is longer than " + ABOUT_BYTES_MAX + " bytes.");
            }
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UnusableData(file + " cannot be read: " + e + ".", e);
        }
    }
}

package org.facelane.bench.quality;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.bench.Recognition.Seen;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.image.Resize;
import org.facelane.face.quality.Quality;

/// One picture of a data set, or a copy of it that was spoilt on purpose.
///
/// @param person whose folder it lies in
/// @param file its name there
/// @param degradation what was done to it
record MeasuredPicture(String person, String file, Degradation degradation, Quality quality, Features features) {
    /// The long side that every picture is brought to: what a lane's camera has of a face.
    private static final int SIDE_MAX = 400;

    MeasuredPicture {
        requireNonNull(person, "person is null");
        requireNonNull(file, "file is null");
        requireNonNull(degradation, "degradation is null");
        requireNonNull(quality, "quality is null");
        requireNonNull(features, "features is null");
    }

    /// Of everybody with two pictures or more, every picture as it is and a copy of each, spoilt in one way that is
    /// drawn by its name.
    ///
    /// @param mostPerPerson pictures of one person
    static List<MeasuredPicture> of(Path folder, Recognition recognition, int mostPerPerson) {
        List<Path> files = Pictures.folders(folder).stream()
                .map(Pictures::jpegs)
                .filter(pictures -> pictures.size() > 1)
                .flatMap(pictures -> pictures.stream().limit(mostPerPerson))
                .toList();
        return files.parallelStream()
                .flatMap(file -> both(file, recognition).stream())
                .toList();
    }

    boolean isPlain() {
        return degradation == Degradation.NONE;
    }

    double similarity(MeasuredPicture other) {
        return features.similarity(other.features);
    }

    private static List<MeasuredPicture> both(Path file, Recognition recognition) {
        Image image = Resize.within(Pictures.read(file), SIDE_MAX);
        Optional<Seen> plain = recognition.see(image);
        if (plain.isEmpty()) {
            return List.of();
        }
        String person = file.getName(file.getNameCount() - 2).toString();
        String name = file.getName(file.getNameCount() - 1).toString();
        Random random = new Random((person + "/" + name).hashCode());
        Degradation drawn = Degradation.values()[1 + random.nextInt(Degradation.values().length - 1)];
        List<MeasuredPicture> pictures = new ArrayList<>();
        pictures.add(measured(person, name, Degradation.NONE, plain.get()));
        recognition
                .see(drawn.of(image, plain.get().face(), random))
                .ifPresent(seen -> pictures.add(measured(person, name, drawn, seen)));
        return pictures;
    }

    private static MeasuredPicture measured(String person, String name, Degradation degradation, Seen seen) {
        return new MeasuredPicture(
                person, name, degradation, Quality.ofSelfie(seen.image(), seen.face()), seen.features());
    }
}

package org.facelane.bench.measure;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.facelane.bench.Pictures;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadEvidence;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PassivePad;

/// Reads sets of attacks as `bench/make-attacks` writes them, and sets of real people with a folder for each.
final class Presentations {
    private static final String BONA_FIDE = "bona-fide";

    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final PassivePad pad;

    Presentations(ModelPack pack) {
        requireNonNull(pack, "pack is null");
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        pad = new PassivePad(pack.pad());
    }

    /// A folder for each species, in it frames in a folder or a picture for each presentation.
    List<Presentation> made(Path set) {
        List<Presentation> presentations = new ArrayList<>();
        for (Path species : Pictures.folders(set)) {
            String name = species.getFileName().toString();
            for (Path take : entries(species)) {
                List<Path> files = Files.isDirectory(take) ? Pictures.jpegs(take) : List.of(take);
                String person = take.getFileName().toString().replaceAll("_\\d+(\\.jpg)?$", "");
                evidence(files)
                        .map(e -> new Presentation(name, person, !name.equals(BONA_FIDE), true, files.size(), e))
                        .ifPresent(presentations::add);
            }
        }
        return presentations;
    }

    /// Every so many pictures of a set of real people.
    List<Presentation> real(Path set, int every) {
        List<Path> files = Pictures.folders(set).stream()
                .flatMap(person -> Pictures.jpegs(person).stream())
                .toList();
        List<Presentation> presentations = new ArrayList<>();
        for (int i = 0; i < files.size(); i += files.size() > 1000 ? every : 1) {
            Path file = files.get(i);
            String person = file.getName(file.getNameCount() - 2).toString();
            evidence(List.of(file))
                    .map(e -> new Presentation(set.getFileName().toString(), person, false, false, 1, e))
                    .ifPresent(presentations::add);
        }
        return presentations;
    }

    private Optional<PadEvidence> evidence(List<Path> files) {
        PadTrack track = new PadTrack(pad);
        for (Path file : files) {
            Image image = Pictures.read(file);
            Optional<Face> face =
                    detector.detect(image).stream().findFirst().map(found -> landmarks.face(image, found));
            face.ifPresent(seen -> track.add(image, seen));
        }
        return Optional.of(track.evidence()).filter(evidence -> evidence.frameCount() > 0);
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}

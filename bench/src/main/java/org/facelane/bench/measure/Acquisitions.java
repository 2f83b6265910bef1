package org.facelane.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.facelane.bench.Pictures;
import org.facelane.bench.Recognition;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.Acquisition.FailureToAcquire;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PassivePad;

/// What the rules for a selfie and presentation attack detection say about pictures of real people.
final class Acquisitions {
    private final SelfieAcquisition selfies;
    private final Recognition recognition;
    private final PassivePad pad;

    Acquisitions(ModelPack pack) {
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        recognition = new Recognition(pack);
        pad = new PassivePad(pack.pad());
    }

    /// How many pictures gave which outcome, for example `{ACQUIRED=200, FACE_TOO_SMALL=4}`.
    Map<String, Long> outcomes(List<Path> files) {
        return files.parallelStream()
                .map(file -> switch (selfies.acquire(bytes(file))) {
                    case Acquired _ -> "ACQUIRED";
                    case FailureToAcquire failure -> failure.reason().name();
                })
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
    }

    /// The network's measure that a picture is bona fide, ascending; pictures without a face are left out.
    List<Double> bonaFide(List<Path> files) {
        return files.parallelStream()
                .map(Pictures::read)
                .flatMap(image -> recognition.see(image).stream())
                .map(seen -> pad.bonaFide(seen.image(), seen.face()))
                .sorted()
                .toList();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}

package org.facelane.bench.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.facelane.bench.Pictures;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.SampleLimits;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.quality.Quality;

/// How many pictures of a data set the limits of a selfie and of a lane keep from becoming features, and why.
final class AcquisitionTable {
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;

    AcquisitionTable(ModelPack pack) {
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
    }

    /// @param asSelfies whether the pictures are large enough for the limits of a selfie
    void print(String set, Path folder, boolean asSelfies) {
        List<Path> files = Pictures.folders(folder).stream()
                .flatMap(person -> Pictures.jpegs(person).stream())
                .toList();
        if (asSelfies) {
            QualityReport.print("%s as selfies: %s", set, outcomes(files, SelfieLimits.DEFAULT.sample()));
        }
        SampleLimits anySize = LaneLimits.DEFAULT.sample().withEyeDistanceMin(1);
        QualityReport.print("%s at a lane, at any size: %s", set, outcomes(files, anySize));
    }

    private Map<String, Long> outcomes(List<Path> files, SampleLimits limits) {
        return files.parallelStream()
                .map(file -> outcome(Pictures.read(file), limits))
                .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()));
    }

    private String outcome(Image image, SampleLimits limits) {
        List<Detection> people = detector.detect(image);
        if (people.isEmpty()) {
            return AcquisitionFailure.NO_FACE.name();
        }
        Face face = landmarks.face(image, people.getFirst());
        return limits.failure(image, face, Quality.of(image, face))
                .map(AcquisitionFailure::name)
                .orElse("usable");
    }
}

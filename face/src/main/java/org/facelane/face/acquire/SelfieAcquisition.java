package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.facelane.face.Box;
import org.facelane.face.Face;
import org.facelane.face.Image;
import org.facelane.face.acquire.Acquisition.Acquired;
import org.facelane.face.acquire.Acquisition.FailureToAcquire;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.DecodeFailure;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.image.Resize;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PadVerdict;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.quality.Quality;
import org.facelane.face.template.FeatureExtraction;

/// A picture of one person becomes features. Thread-safe; keeps nothing of a picture.
public final class SelfieAcquisition {
    /// A face below this share of the largest face's height is somebody in the background, or on a poster there.
    private static final double BACKGROUND_BELOW = 0.4;

    /// Mean luma of a picture in which darkness is the likely reason that no face is found.
    private static final double DARK_BELOW = 30;

    private final SelfieLimits limits;
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final PassivePad pad;
    private final FeatureExtraction extraction;

    public SelfieAcquisition(ModelPack pack, SelfieLimits limits) {
        requireNonNull(pack, "pack is null");
        this.limits = requireNonNull(limits, "limits is null");
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        pad = new PassivePad(pack.pad());
        extraction = new FeatureExtraction(pack);
    }

    /// @param bytes a picture file as it arrived
    public Acquisition acquire(byte[] bytes) {
        return switch (ImageDecoder.decode(bytes, limits.decode())) {
            case NotDecoded(DecodeFailure reason) -> new FailureToAcquire(AcquisitionFailure.of(reason));
            case Decoded(Image image) -> acquire(image);
        };
    }

    private Acquisition acquire(Image image) {
        List<Detection> people = detector.detect(image);
        if (people.isEmpty()) {
            return new FailureToAcquire(isDark(image) ? AcquisitionFailure.TOO_DARK : AcquisitionFailure.NO_FACE);
        }
        Detection person = people.getFirst();
        if (people.stream().skip(1).anyMatch(other -> comparable(other.box(), person.box()))) {
            return new FailureToAcquire(AcquisitionFailure.SEVERAL_FACES);
        }
        Face face = landmarks.face(image, person);
        Quality quality = Quality.ofSelfie(image, face);
        Optional<AcquisitionFailure> failure = limits.sample().failure(image, face, quality);
        if (failure.isPresent()) {
            return new FailureToAcquire(failure.get());
        }
        PadTrack single = new PadTrack(pad);
        single.add(image, face);
        if (single.evidence().verdict(1) == PadVerdict.ATTACK) {
            return new FailureToAcquire(AcquisitionFailure.ATTACK_SUSPECTED);
        }
        return new Acquired(extraction.extract(image, face), quality);
    }

    /// Whether a second face is of a size that makes it unclear who is meant.
    static boolean comparable(Box other, Box largest) {
        return other.height() >= BACKGROUND_BELOW * largest.height();
    }

    private static boolean isDark(Image image) {
        return DarkScene.brightness(Resize.within(image, 64)) < DARK_BELOW;
    }
}

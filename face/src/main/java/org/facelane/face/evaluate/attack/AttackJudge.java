package org.facelane.face.evaluate.attack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import org.facelane.face.Image;
import org.facelane.face.acquire.Acquisition;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.acquire.LaneLimits;
import org.facelane.face.acquire.LaneObservation;
import org.facelane.face.acquire.SelfieAcquisition;
import org.facelane.face.acquire.SelfieLimits;
import org.facelane.face.detect.Detection;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.evaluate.attack.AttackSet.Presentation;
import org.facelane.face.evaluate.data.DataSet;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadEvidence;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PassivePad;

/// Judges presentations as the product does: pictures as enrolment, recordings as a lane. Thread-safe.
public final class AttackJudge {
    private static final long FRAME_MILLIS = 100;
    private static final int SINGLE = 1;
    private static final int SEVERAL = LaneAcquisition.ATTACK_FRAME_COUNT_MIN;

    private final ModelPack pack;
    private final SelfieAcquisition selfies;
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final PassivePad pad;

    public AttackJudge(ModelPack pack) {
        this.pack = requireNonNull(pack, "pack is null");
        selfies = new SelfieAcquisition(pack, SelfieLimits.DEFAULT);
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        pad = new PassivePad(pack.pad());
    }

    /// @return [PadEvidence#suspicion(int)]; nothing if no usable face is seen, so that the lane lets nobody pass
    ///     and enrolment asks for another picture
    public OptionalDouble suspicion(Presentation presentation) {
        return presentation.isRecording() ? recording(presentation.place()) : picture(presentation.place());
    }

    /// The evidence of a real person's picture, whatever the rules of enrolment say of its quality.
    ///
    /// @return nothing if the file cannot be decoded or has no face
    public Optional<PadEvidence> real(Path picture) {
        return decoded(picture)
                .flatMap(image -> detector.detect(image).stream()
                        .min(Comparator.comparingDouble(found -> fromMiddle(image, found)))
                        .map(found -> evidence(image, found)));
    }

    /// As enrolment judges it.
    public static double asPicture(PadEvidence evidence) {
        return evidence.suspicion(SINGLE);
    }

    /// As a lane judges somebody who stands still and looks the same in every frame.
    public static double asStillPerson(PadEvidence e) {
        return new PadEvidence(SEVERAL, e.network(), e.pattern(), e.framed(), e.banding(), e.parallax())
                .suspicion(SEVERAL);
    }

    private OptionalDouble picture(Path file) {
        boolean answered = switch (selfies.acquire(bytes(file))) {
            case Acquisition.Acquired _ -> true;
            case Acquisition.FailureToAcquire failure -> failure.reason() == AcquisitionFailure.ATTACK_SUSPECTED;
        };
        Optional<Image> image = answered ? decoded(file) : Optional.empty();
        return image.map(seen -> OptionalDouble.of(
                        asPicture(evidence(seen, detector.detect(seen).getFirst()))))
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble recording(Path folder) {
        LaneAcquisition lane = new LaneAcquisition(pack, LaneLimits.DEFAULT);
        OptionalDouble suspicion = OptionalDouble.empty();
        Instant at = Instant.EPOCH;
        for (Path file : DataSet.listed(folder)) {
            Optional<Image> image = DataSet.isPicture(file) ? decoded(file) : Optional.empty();
            if (image.isPresent() && lane.next(image.get(), at) instanceof LaneObservation.Seen seen) {
                suspicion = OptionalDouble.of(lane.evidence(seen.track()).suspicion(SEVERAL));
            }
            at = at.plusMillis(FRAME_MILLIS);
        }
        return suspicion;
    }

    private PadEvidence evidence(Image image, Detection found) {
        PadTrack track = new PadTrack(pad);
        track.add(image, landmarks.face(image, found));
        return track.evidence();
    }

    private static double fromMiddle(Image image, Detection found) {
        return Math.hypot(
                found.box().centre().x() - image.width() / 2.0,
                found.box().centre().y() - image.height() / 2.0);
    }

    private static Optional<Image> decoded(Path file) {
        return switch (ImageDecoder.decode(bytes(file), DecodeLimits.DEFAULT)) {
            case Decoding.Decoded(Image image) -> Optional.of(image);
            case Decoding.NotDecoded _ -> Optional.empty();
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}

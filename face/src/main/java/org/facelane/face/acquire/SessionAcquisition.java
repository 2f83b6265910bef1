package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.facelane.face.Calibration;
import org.facelane.face.Image;
import org.facelane.face.acquire.CaptureOutcome.ChallengeFailed;
import org.facelane.face.acquire.CaptureOutcome.Unusable;
import org.facelane.face.challenge.CameraFrame;
import org.facelane.face.challenge.CameraSession;
import org.facelane.face.challenge.ChallengeFailure;
import org.facelane.face.challenge.Injection;
import org.facelane.face.challenge.InjectionTraces;
import org.facelane.face.challenge.Timetable;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.image.DecodeFailure;
import org.facelane.face.image.DecodeLimits;
import org.facelane.face.image.Decoding.Decoded;
import org.facelane.face.image.Decoding.NotDecoded;
import org.facelane.face.image.ImageDecoder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.template.FeatureExtraction;

/// A camera session of one person becomes features: the best frames that look straight, fused, if every step of the
/// challenge was done by the same person.
///
/// Frames are decoded one at a time and kept no longer than they are looked at. Thread-safe; costs 1 to 3 s of one
/// processor for a session.
public final class SessionAcquisition {
    /// 2 MB, 3 megapixels: a camera's frame, never a photograph.
    private static final DecodeLimits FRAME = new DecodeLimits(2_000_000, 3_000_000, 1, 1_280);

    private final Eyes eyes;
    private final boolean lightNeeded;

    /// What a session is looked at with.
    record Eyes(
            SampleLimits limits,
            FaceDetector detector,
            LandmarkFinder landmarks,
            PassivePad pad,
            FeatureExtraction extraction,
            Calibration calibration) {}

    /// @param lightNeeded whether a face on which the screen's light cannot be seen is a failure, or tells nothing
    /// @throws IllegalArgumentException if the pack has no calibration: then nothing says whether two frames are of
    ///     one person
    public SessionAcquisition(ModelPack pack, SampleLimits limits, boolean lightNeeded) {
        requireNonNull(pack, "pack is null");
        requireNonNull(limits, "limits is null");
        this.lightNeeded = lightNeeded;
        eyes = new Eyes(
                limits,
                new FaceDetector(pack.detector()),
                new LandmarkFinder(pack.landmarks()),
                new PassivePad(pack.pad()),
                new FeatureExtraction(pack),
                pack.calibration()
                        .orElseThrow(() -> new IllegalArgumentException("the model pack has no calibration")));
    }

    public CaptureOutcome acquire(CameraSession session) {
        Optional<ChallengeFailure> disorder = Timetable.failure(session);
        if (disorder.isPresent()) {
            return new ChallengeFailed(disorder.get());
        }
        InjectionTraces traces = new InjectionTraces(session.camera());
        SessionWatch watch = new SessionWatch(eyes, session.challenge());
        for (CameraFrame frame : session.frames()) {
            traces.encoded(frame.encoded());
            switch (ImageDecoder.decode(frame.encoded(), FRAME)) {
                case NotDecoded(DecodeFailure reason) -> {
                    return new Unusable(AcquisitionFailure.of(reason));
                }
                case Decoded(Image image) -> {
                    traces.picture(image);
                    watch.look(frame, image);
                }
            }
        }
        return switch (traces.verdict()) {
            case Injection.Suspected _ -> new ChallengeFailed(ChallengeFailure.CAMERA_DOUBTED);
            case Injection.NothingSeen _ -> watch.outcome(lightNeeded);
        };
    }
}

package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Threshold;
import org.facelane.face.acquire.LaneObservation.Nobody;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.acquire.LaneObservation.SeveralPeople;
import org.facelane.face.acquire.LaneObservation.Unusable;
import org.facelane.face.detect.FaceDetector;
import org.facelane.face.detect.LandmarkFinder;
import org.facelane.face.model.ModelPack;
import org.facelane.face.pad.PadEvidence;
import org.facelane.face.pad.PassivePad;
import org.facelane.face.quality.Quality;
import org.facelane.face.template.FeatureExtraction;
import org.facelane.face.track.Track;
import org.facelane.face.track.Tracks;

/// The frames of one lane become features of the one person in the capture zone.
///
/// Every frame's faces are found and followed, but only the nearest person in the zone becomes features, and only while
/// the lane has not decided about them: bystanders are boxes, nothing more. When somebody else has stepped into a
/// track's place, their features show it and a new track begins. Whoever the lane has decided about must be the same
/// beyond doubt to be left alone: who stays is not asked twice, and who follows at once is not overlooked.
///
/// One a lane, keeps what it knows of a track until the track ends, and never an image. Not thread-safe.
public final class LaneAcquisition {
    /// Height of the detector's box over the distance between the eyes: the median of 204 portraits of the London
    /// set is 3.0, 80 % lie between 2.8 and 3.2.
    private static final double BOX_HEIGHT_TO_EYE_DISTANCE = 3.0;

    /// A face between this share of the least eye distance and all of it is somebody who should come closer; below
    /// it is somebody further back.
    private static final double COMING_FROM = 0.7;

    /// A second face from this share of the nearest face's height on is a second person in the zone.
    private static final double COMPARABLE_FROM = 0.6;

    /// Frames of one sitting are more alike than this, which one of a million pairs of different people is: of the
    /// sample people's pictures the least alike of one person reach 0.78, the most alike of two people 0.44, and
    /// this is 0.54.
    private static final Threshold SAME = Threshold.forFmr(1e-6);

    /// Frames that are less alike are of different people, however bad they are.
    private static final Threshold ALIKE = Threshold.forFmr(1e-2);

    /// How often the face of a settled track is compared with what it was, while it stays in sight.
    private static final Duration SETTLED_CHECK = Duration.ofMillis(500);

    /// An attack is suspected when so many frames agree.
    public static final int ATTACK_FRAME_COUNT_MIN = 3;

    private final LaneLimits limits;
    private final FaceDetector detector;
    private final LandmarkFinder landmarks;
    private final PassivePad pad;
    private final FeatureExtraction extraction;
    private final Tracks tracks;
    private final DarkScene darkScene = new DarkScene();
    private final Map<Long, BestShots> shots = new HashMap<>();

    /// When the face of each was last found to be the same.
    private final Map<Long, Instant> settled = new HashMap<>();

    /// Those whose last frame was not surely of the same person.
    private final Set<Long> doubted = new HashSet<>();

    private final double sameFrom;
    private final double alikeFrom;
    private Instant now = Instant.MIN;
    private long extractionCount;

    public LaneAcquisition(ModelPack pack, LaneLimits limits) {
        requireNonNull(pack, "pack is null");
        this.limits = requireNonNull(limits, "limits is null");
        detector = new FaceDetector(pack.detector());
        landmarks = new LandmarkFinder(pack.landmarks());
        pad = new PassivePad(pack.pad());
        extraction = new FeatureExtraction(pack);
        tracks = new Tracks(limits.trackAgeMax());
        sameFrom = similarity(pack, SAME);
        alikeFrom = similarity(pack, ALIKE);
    }

    /// @param at when the frame was taken; where the clock was set back everybody is looked at anew
    public LaneObservation next(Image frame, Instant at) {
        now = at;
        List<Track> faces = tracks.follow(detector.detect(frame), at);
        forgetWhoIsGone();
        settled.keySet().removeIf(id -> !tracks.isLive(id));
        doubted.removeIf(id -> !tracks.isLive(id));
        faces.stream()
                .filter(track -> !track.unbroken())
                .forEach(track -> settled.computeIfPresent(track.id(), (_, _) -> Instant.MIN));
        if (faces.isEmpty()) {
            return inTheDark(frame, at);
        }
        darkScene.clear();
        List<Track> near = faces.stream().filter(track -> isNear(track, frame)).toList();
        if (near.isEmpty()) {
            return new Nobody();
        }
        Track nearest = near.getFirst();
        if (near.stream().skip(1).anyMatch(other -> height(other) >= COMPARABLE_FROM * height(nearest))) {
            return isAtLeast(limits.sample().eyeDistanceMin(), nearest) ? new SeveralPeople() : new Nobody();
        }
        return observe(frame, nearest);
    }

    /// The lane has decided about `track`: it is `Nobody` until it leaves. Its face is only compared with itself, a
    /// few times a second and whenever it was out of sight, to notice somebody else in its place: two frames in a
    /// row must say so, unless they are quite unlike.
    ///
    /// @param until when the decision was carried out; frames before were not looked at, because a gate took its
    ///     time
    public void settle(long track, Instant until) {
        settled.put(track, now);
        tracks.keep(track, until);
    }

    /// What attack detection knows of a track that was seen and has not ended.
    public PadEvidence evidence(long track) {
        BestShots known = shots.get(track);
        return known == null ? PadEvidence.NONE : known.pad();
    }

    /// How many faces became features since this lane started. Bystanders never do.
    public long extractionCount() {
        return extractionCount;
    }

    private void forgetWhoIsGone() {
        shots.entrySet().removeIf(known -> {
            boolean isGone = !tracks.isLive(known.getKey());
            if (isGone) {
                known.getValue().forget();
            }
            return isGone;
        });
    }

    /// Overwrites what was fused for this comparison alone.
    private static double similarity(Features features, Features fused) {
        try {
            return features.similarity(fused);
        } finally {
            fused.overwrite();
        }
    }

    private LaneObservation inTheDark(Image frame, Instant at) {
        Optional<Instant> since = darkScene.next(frame, limits.zone().in(frame), at);
        return since.isPresent() ? new Unusable(0, AcquisitionFailure.TOO_DARK, since.get()) : new Nobody();
    }

    private LaneObservation observe(Image frame, Track track) {
        Instant settledAt = settled.get(track.id());
        if (settledAt != null && settledAt.plus(SETTLED_CHECK).isAfter(now)) {
            return new Nobody();
        }
        Face face = landmarks.face(frame, track.detection());
        Quality quality = Quality.of(frame, face);
        Optional<AcquisitionFailure> failure = limits.sample().failure(frame, face, quality);
        if (failure.isPresent()) {
            return settledAt != null ? new Nobody() : unusable(track, failure.get());
        }
        Features features = extraction.extract(frame, face);
        extractionCount++;
        BestShots known = shots.get(track.id());
        double similarity = known == null ? 1 : similarity(features, known.fused());
        boolean doubtful = settledAt != null && similarity < sameFrom;
        if (similarity < alikeFrom || doubtful && !doubted.add(track.id())) {
            return seen(tracks.restart(track), features, quality, frame, face);
        }
        if (settledAt == null) {
            return seen(track, features, quality, frame, face);
        }
        features.overwrite();
        if (!doubtful) {
            doubted.remove(track.id());
            settled.put(track.id(), now);
        }
        return new Nobody();
    }

    private LaneObservation seen(Track track, Features features, Quality quality, Image frame, Face face) {
        BestShots known = shots.computeIfAbsent(track.id(), id -> new BestShots(pad));
        known.add(features, quality.weight(), frame, face);
        return seen(track, known);
    }

    private LaneObservation unusable(Track track, AcquisitionFailure reason) {
        BestShots known = shots.get(track.id());
        return known == null ? new Unusable(track.id(), reason, track.since()) : seen(track, known);
    }

    private static Seen seen(Track track, BestShots known) {
        return new Seen(
                track.id(),
                known.fused(),
                known.frameCount(),
                known.pad().verdict(ATTACK_FRAME_COUNT_MIN),
                Optional.of(known.pad().reason(ATTACK_FRAME_COUNT_MIN)),
                track.since());
    }

    private boolean isNear(Track track, Image frame) {
        return isAtLeast(COMING_FROM * limits.sample().eyeDistanceMin(), track)
                && limits.zone().holds(track.detection().box(), frame);
    }

    private static boolean isAtLeast(double eyeDistance, Track track) {
        return height(track) >= BOX_HEIGHT_TO_EYE_DISTANCE * eyeDistance;
    }

    private static double height(Track track) {
        return track.detection().box().height();
    }

    /// Without a calibration nothing says who is alike: a track is then one person, as far as measuring goes.
    private static double similarity(ModelPack pack, Threshold threshold) {
        return pack.calibration()
                .map(known -> known.similarity(threshold.least().value()))
                .orElse(-1.0);
    }
}

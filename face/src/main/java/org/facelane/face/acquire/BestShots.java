package org.facelane.face.acquire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.facelane.face.Face;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.pad.PadEvidence;
import org.facelane.face.pad.PadTrack;
import org.facelane.face.pad.PassivePad;

/// What the usable frames of one track gave so far: the features of the best of them, and the evidence of all. They
/// live as long as the track. Not thread-safe.
final class BestShots {
    /// More frames add nothing to the fused features that a lane could tell.
    private static final int SHOT_COUNT_MAX = 8;

    private record Shot(Features features, double weight) {}

    private final List<Shot> shots = new ArrayList<>();
    private final PadTrack pad;
    private int frameCount;

    BestShots(PassivePad pad) {
        this.pad = new PadTrack(pad);
    }

    /// @param weight of the frame's quality, above 0
    void add(Features features, double weight, Image frame, Face face) {
        shots.add(new Shot(features, weight));
        shots.sort(Comparator.comparingDouble(Shot::weight).reversed());
        if (shots.size() > SHOT_COUNT_MAX) {
            shots.removeLast().features().overwrite();
        }
        pad.add(frame, face);
        frameCount++;
    }

    /// Overwrites what it knows of whoever is gone.
    void forget() {
        shots.forEach(shot -> shot.features().overwrite());
        shots.clear();
    }

    int frameCount() {
        return frameCount;
    }

    PadEvidence pad() {
        return pad.evidence();
    }

    /// The best shots' features, weighted by quality.
    Features fused() {
        return Features.fuse(
                shots.stream().map(Shot::features).toList(),
                shots.stream().map(Shot::weight).toList());
    }
}

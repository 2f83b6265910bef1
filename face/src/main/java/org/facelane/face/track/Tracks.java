package org.facelane.face.track;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.facelane.face.Box;
import org.facelane.face.detect.Detection;

/// Follows the faces of one lane from frame to frame. A face continues the track whose last box it overlaps most, or
/// failing that the one whose middle is nearest within half a face; what continues nothing begins a track, and a track
/// unseen for too long ends. Costs microseconds. Not thread-safe.
public final class Tracks {
    /// A face further from where it was, in heights of its box, is another face.
    private static final double STEP_MAX = 0.5;

    /// A face that grew or shrank by more between two frames is another face.
    private static final double GROWTH_MAX = 1.6;

    /// Nobody steps away and somebody else into the same place within this.
    private static final Duration MOMENT = Duration.ofMillis(300);

    /// Two boxes that overlap less, intersection over union, are not the same face a moment later without a doubt.
    private static final double OVERLAP_MIN = 0.5;

    private final Duration ageMax;
    private final List<Track> live = new ArrayList<>();
    private Instant frameBefore = Instant.MIN;
    private long last;

    /// @param ageMax how long a face may stay unseen before its track ends
    public Tracks(Duration ageMax) {
        this.ageMax = requireNonNull(ageMax, "ageMax is null");
    }

    /// @param detections the faces of the next frame
    /// @param at when that frame was taken; where the clock was set back by more than a track may stay unseen, all
    ///     tracks end
    /// @return the track of each detection, in the same order
    public List<Track> follow(List<Detection> detections, Instant at) {
        boolean isSetBack = at.plus(ageMax).isBefore(frameBefore);
        live.removeIf(track -> isSetBack || track.seen().plus(ageMax).isBefore(at));
        List<Track> free = new ArrayList<>(live);
        List<Track> followed = new ArrayList<>(detections.size());
        for (Detection detection : detections) {
            Track track = free.stream()
                    .filter(known -> nearness(known, detection) > 0)
                    .max(Comparator.comparingDouble(known -> nearness(known, detection)))
                    .map(known -> new Track(known.id(), detection, known.since(), at, isUnbroken(known, detection, at)))
                    .orElseGet(() -> new Track(++last, detection, at, at, true));
            free.removeIf(known -> known.id() == track.id());
            followed.add(track);
        }
        live.removeIf(known -> followed.stream().anyMatch(track -> track.id() == known.id()));
        live.addAll(followed);
        frameBefore = at;
        return followed;
    }

    /// Ends `track` because its face turned out to be somebody else's now.
    ///
    /// @return the track that begins in its place
    public Track restart(Track track) {
        live.removeIf(known -> known.id() == track.id());
        Track fresh = new Track(++last, track.detection(), track.seen(), track.seen(), true);
        live.add(fresh);
        return fresh;
    }

    /// No frame was looked at until `until`, which is not being out of sight.
    public void keep(long id, Instant until) {
        live.replaceAll(track -> track.id() == id && track.seen().isBefore(until)
                ? new Track(id, track.detection(), track.since(), until, track.unbroken())
                : track);
    }

    /// True while the track has not ended.
    public boolean isLive(long id) {
        return live.stream().anyMatch(track -> track.id() == id);
    }

    private boolean isUnbroken(Track track, Detection detection, Instant at) {
        return track.seen().equals(frameBefore)
                && !track.seen().plus(MOMENT).isBefore(at)
                && track.detection().box().overlap(detection.box()) >= OVERLAP_MIN;
    }

    /// Above 0 if the detection may continue the track: overlap counts first, then how near the middles are.
    private static double nearness(Track track, Detection detection) {
        Box before = track.detection().box();
        Box now = detection.box();
        double growth = Math.max(before.height(), now.height()) / Math.min(before.height(), now.height());
        double step = before.centre().distanceTo(now.centre()) / Math.max(before.height(), now.height());
        if (growth > GROWTH_MAX || step > STEP_MAX) {
            return 0;
        }
        return before.overlap(now) + 1 - step;
    }
}

package org.facelane.venue;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What a lane is doing, as staff see it.
///
/// @param why what keeps it from recognising, in one sentence; empty if nothing does
/// @param gallery the version it holds; empty if it holds none
/// @param unrecognisedCount how many passed unrecognised since it started; only this number is kept of them
/// @param droppedFrameCount pictures overtaken by newer ones
/// @param damagedFrameCount pictures that could not be decoded
public record LaneState(
        Lane lane,
        Activity activity,
        Optional<String> why,
        Optional<GalleryVersion> gallery,
        long unrecognisedCount,
        long droppedFrameCount,
        long damagedFrameCount) {
    public LaneState {
        requireNonNull(lane, "lane is null");
        requireNonNull(activity, "activity is null");
        requireNonNull(why, "why is null");
        requireNonNull(gallery, "gallery is null");
    }

    /// Whether guests are recognised at it.
    public enum Activity {
        RECOGNISING,
        NOT_RECOGNISING,
        OFFLINE
    }
}

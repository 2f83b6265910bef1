package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.facelane.face.Image;
import org.facelane.face.acquire.LaneAcquisition;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Lane;
import org.facelane.venue.camera.Frame;
import org.facelane.venue.camera.FrameDecoder;
import org.facelane.venue.camera.FramePicture.Damaged;
import org.facelane.venue.camera.FramePicture.Whole;

/// A lane's eyes: a frame becomes a sighting, on the platform threads that compute with pictures, while the lane's own
/// virtual thread waits. Not thread-safe: one a lane.
final class LaneSight {
    private final FrameDecoder decoder;
    private final LaneAcquisition acquisition;
    private final ExecutorService vision;
    private final DecisionPolicy policy;
    private final Lane lane;

    LaneSight(
            Lane lane,
            FrameDecoder decoder,
            LaneAcquisition acquisition,
            ExecutorService vision,
            DecisionPolicy policy) {
        this.lane = requireNonNull(lane, "lane is null");
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.acquisition = requireNonNull(acquisition, "acquisition is null");
        this.vision = requireNonNull(vision, "vision is null");
        this.policy = requireNonNull(policy, "policy is null");
    }

    /// What came of one look.
    sealed interface Look {
        record Sighted(Sighting sighting) implements Look {}

        record NoPicture(String why) implements Look {}
    }

    Look look(Frame frame, Gallery gallery) throws InterruptedException {
        try {
            return vision.submit(() -> switch (decoder.decode(frame)) {
                        case Damaged(String why) -> (Look) new Look.NoPicture(why);
                        case Whole(Image image) ->
                            new Look.Sighted(Sighting.of(acquisition.next(image, frame.at()), gallery, policy, lane));
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a frame could not be looked at", e.getCause());
        }
    }

    /// The track needs no more looking at until it leaves.
    void settle(long track) {
        acquisition.settle(track);
    }
}

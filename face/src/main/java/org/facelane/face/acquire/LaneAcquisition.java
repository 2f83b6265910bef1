package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.face.Image;
import org.facelane.face.model.ModelPack;

/// The frames of one lane become features of the one person in the capture zone. One a lane; not thread-safe.
public final class LaneAcquisition {
    private final ModelPack pack;
    private final LaneLimits limits;

    public LaneAcquisition(ModelPack pack, LaneLimits limits) {
        this.pack = requireNonNull(pack, "pack is null");
        this.limits = requireNonNull(limits, "limits is null");
    }

    /// @param at when the frame was taken; never before the frame before it
    public LaneObservation next(Image frame, Instant at) {
        throw new UnsupportedOperationException(pack.version() + " " + limits);
    }

    /// The lane has decided about `track`: it is not processed again until it leaves.
    public void settle(long track) {
        throw new UnsupportedOperationException("track " + track);
    }

    /// How many faces became features since this lane started. Bystanders never do.
    public long extractionCount() {
        throw new UnsupportedOperationException();
    }
}

package org.facelane.face.acquire;

import static java.util.Objects.requireNonNull;

import org.facelane.face.model.ModelPack;

/// A picture of one person becomes features. Thread-safe; about 50 ms of CPU.
public final class SelfieAcquisition {
    private final ModelPack pack;
    private final SelfieLimits limits;

    public SelfieAcquisition(ModelPack pack, SelfieLimits limits) {
        this.pack = requireNonNull(pack, "pack is null");
        this.limits = requireNonNull(limits, "limits is null");
    }

    /// @param bytes a picture file as it arrived
    public Acquisition acquire(byte[] bytes) {
        throw new UnsupportedOperationException(pack.version() + " " + limits);
    }
}

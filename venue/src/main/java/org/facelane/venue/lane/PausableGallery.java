package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import org.facelane.venue.LaneState.Why;

/// A gallery that hands out nothing while a steward has paused the lane. It goes on acknowledging, so that a paused
/// lane holds no erasure back.
final class PausableGallery implements LaneGallery {
    private final LaneGallery gallery;
    private final BooleanSupplier paused;

    PausableGallery(LaneGallery gallery, BooleanSupplier paused) {
        this.gallery = requireNonNull(gallery, "gallery is null");
        this.paused = requireNonNull(paused, "paused is null");
    }

    @Override
    public Held current() {
        Held held = gallery.current();
        return paused.getAsBoolean() ? new Held.Nothing(Why.PAUSED) : held;
    }

    @Override
    public void leave() {
        gallery.leave();
    }
}

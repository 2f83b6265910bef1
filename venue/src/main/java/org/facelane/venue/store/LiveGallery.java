package org.facelane.venue.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.GalleryVersion;

/// A gallery with what is known of its age.
///
/// @param version every change up to this number is in it
/// @param asOf the last instant at which it was known that no later change had been committed
public record LiveGallery(Gallery gallery, GalleryVersion version, Instant asOf) {
    public LiveGallery {
        requireNonNull(gallery, "gallery is null");
        requireNonNull(version, "version is null");
        requireNonNull(asOf, "asOf is null");
    }
}

package org.facelane.venue.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.facelane.face.Features;
import org.facelane.face.Reference;
import org.facelane.face.ReferenceId;
import org.facelane.face.Rotation;
import org.facelane.face.Template;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.face.gallery.Verification;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.Test;

class GalleryChangesTest {
    @Test
    void openedTemplate_isOverwritten_onceTheGalleryHasIt() {
        Rotation rotation = Rotation.of(new byte[Rotation.SECRET_BYTES], Guests.MODEL.dimension());
        Features features = Guests.features(1);
        Template opened = Template.of(features, rotation);
        ReferenceId id = new ReferenceId(UUID.randomUUID());
        Gallery empty = Gallery.empty(Guests.MODEL.version(), Guests.MODEL.calibration(), rotation);
        Gallery gallery = GalleryChanges.with(empty, List.of(new Reference(id, opened)));
        assertThat(opened.rotated().values()).containsOnly(0);
        assertThat(gallery.verify(id, gallery.probe(features), Threshold.forFmr(0.01)))
                .isInstanceOf(Verification.Verified.class);
    }
}

package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Image;

/// What came of decoding a frame.
public sealed interface FramePicture {
    /// A picture to look at.
    record Whole(Image image) implements FramePicture {
        public Whole {
            requireNonNull(image, "image is null");
        }
    }

    /// Nothing to look at.
    ///
    /// @param why for staff, in one word or a few
    record Damaged(String why) implements FramePicture {
        public Damaged {
            requireNonNull(why, "why is null");
        }
    }
}

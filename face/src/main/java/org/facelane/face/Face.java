package org.facelane.face;

import static java.util.Objects.requireNonNull;

/// A face found in an image.
///
/// @param box where the detector saw it, in pixels of the image
/// @param certainty the detector's own measure that this is a face, 0 to 1; not a score and not a probability
/// @param landmarks the 68 points, in pixels of the image
public record Face(Box box, double certainty, Landmarks landmarks) {
    public Face {
        requireNonNull(box, "box is null");
        requireNonNull(landmarks, "landmarks is null");
    }
}

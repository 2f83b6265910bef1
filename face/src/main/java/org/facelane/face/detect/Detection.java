package org.facelane.face.detect;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Box;

/// A place in an image that the detector takes for a face.
///
/// @param box in pixels of the image, about from the brows to the chin
/// @param certainty 0 to 1, the detector's own measure
public record Detection(Box box, double certainty) {
    public Detection {
        requireNonNull(box, "box is null");
    }
}

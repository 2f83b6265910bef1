package org.facelane.bench.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.facelane.face.Features;
import org.facelane.face.Image;
import org.facelane.face.Point;
import org.facelane.face.image.Warp;

/// A real person whose two pictures go into composites. Exists in memory only.
///
/// @param name the folder's name in the set
record Contributor(String name, Capture neutral, Capture smiling) {
    /// One picture of a person, laid on the common canvas.
    ///
    /// @param alignment from places on the canvas to places in the picture
    /// @param shape on the canvas
    record Capture(Image image, Warp alignment, Shape shape, Features features) {
        Capture {
            requireNonNull(image, "image is null");
            requireNonNull(alignment, "alignment is null");
            requireNonNull(shape, "shape is null");
            requireNonNull(features, "features is null");
        }

        /// The mesh's points in the picture.
        List<Point> pointsInPicture() {
            return shape.withBorder().stream().map(alignment::source).toList();
        }
    }

    Contributor {
        requireNonNull(name, "name is null");
        requireNonNull(neutral, "neutral is null");
        requireNonNull(smiling, "smiling is null");
    }
}

package org.facelane.face.pad;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Landmarks;

/// What one frame says about a face, before the frames of a track are put together. Numbers only: no pixel of the frame
/// can be made from it.
///
/// @param network the logarithm of the odds, by the pack's network, that this is a living person, −12 to 12
/// @param pattern [ScreenPattern]'s strongest peak
/// @param border straight edges around the face
/// @param banding brightness of stripes across the face
/// @param landmarks where the face's points are
record PadFrame(double network, double pattern, Border border, Banding banding, Landmarks landmarks) {
    PadFrame {
        requireNonNull(border, "border is null");
        requireNonNull(banding, "banding is null");
        requireNonNull(landmarks, "landmarks is null");
    }
}

package org.facelane.face.image;

/// A file that is whole, before it is decoded.
///
/// @param format its format
/// @param colour what its samples mean
/// @param width as stored, in pixels, before it is turned upright
/// @param height as stored
/// @param frameCount pictures in the file
/// @param scanCount how many times a decoder must pass over the pixels
/// @param orientation EXIF orientation, 1 to 8
/// @param essence a file of only the parts that draw the first frame: no colour profile, text, thumbnail or other
///     part that a decoder would unpack although it changes nothing here
record Picture(
        PictureFormat format,
        SampleColour colour,
        int width,
        int height,
        int frameCount,
        int scanCount,
        int orientation,
        byte[] essence) {
    /// Width × height.
    long pixelCount() {
        return (long) width * height;
    }
}

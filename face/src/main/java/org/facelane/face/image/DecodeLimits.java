package org.facelane.face.image;

/// What a picture may cost before anything of it is decoded.
///
/// @param bytesMax of the file
/// @param pixelsMax width × height as the file's header states them; of WebP, which is slow to read, a fifth
/// @param framesMax pictures in one file; of several, the first is decoded
/// @param sideMax the long side of the decoded image in pixels; larger pictures are shrunk while they are read
public record DecodeLimits(int bytesMax, long pixelsMax, int framesMax, int sideMax) {
    /// 15 MB, 40 megapixels, 1 frame, 2,000 pixels: any phone's picture, at a size at which a face keeps all that
    /// recognition can use.
    public static final DecodeLimits DEFAULT = new DecodeLimits(15_000_000, 40_000_000, 1, 2_000);

    public DecodeLimits {
        if (bytesMax < 1 || pixelsMax < 1 || framesMax < 1 || sideMax < 1) {
            throw new IllegalArgumentException("limits are 1 or more, got " + bytesMax + " bytes, " + pixelsMax
                    + " pixels, " + framesMax + " frames, a side of " + sideMax);
        }
    }
}

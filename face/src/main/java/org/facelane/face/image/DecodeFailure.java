package org.facelane.face.image;

/// Why bytes did not become a picture.
public enum DecodeFailure {
    /// There are no bytes.
    EMPTY,
    /// More bytes than [DecodeLimits#bytesMax].
    TOO_MANY_BYTES,
    /// The first bytes are not those of any picture format known here.
    NOT_AN_IMAGE,
    /// A picture, but of a format or a kind that is not read here: GIF, BMP, TIFF, HEIC, AVIF, JPEG XL, lossless or
    /// arithmetic-coded JPEG.
    UNSUPPORTED_FORMAT,
    /// More pixels than [DecodeLimits#pixelsMax], a side longer than the format's use here can explain, or more
    /// work hidden in the file than a picture of its size can need.
    TOO_MANY_PIXELS,
    /// More frames than [DecodeLimits#framesMax].
    TOO_MANY_FRAMES,
    /// The file ends before the picture does: the upload or the camera stopped half way.
    TRUNCATED,
    /// The file contradicts itself.
    DAMAGED
}

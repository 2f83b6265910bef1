package org.facelane.face.image;

/// Turns a file's bytes into an upright [org.facelane.face.Image], or says why not.
public final class ImageDecoder {
    private ImageDecoder() {}

    /// @param bytes the whole file; JPEG, PNG or WebP, recognised by its first bytes, never by a name
    public static Decoding decode(byte[] bytes, DecodeLimits limits) {
        throw new UnsupportedOperationException();
    }
}

package org.facelane.face.image;

import static java.util.Objects.requireNonNull;

import org.facelane.face.Image;

/// What became of a picture's bytes.
public sealed interface Decoding {
    /// The picture, upright and within the limits.
    record Decoded(Image image) implements Decoding {
        public Decoded {
            requireNonNull(image, "image is null");
        }
    }

    /// There is no picture, and why.
    record NotDecoded(DecodeFailure reason) implements Decoding {
        public NotDecoded {
            requireNonNull(reason, "reason is null");
        }
    }
}

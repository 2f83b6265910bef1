package org.facelane.venue.camera;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.facelane.face.Image;

/// One picture of a camera. Lives in memory only; its bytes are shared, not copied: whoever hands them over must not
/// write to them again.
public sealed interface Frame {
    /// When it was taken or, where the camera does not say, when it arrived.
    Instant at();

    /// As a camera sent it, not decoded yet: most are overtaken by a newer one and never looked at.
    ///
    /// @param bytes JPEG, PNG or WebP, or whatever a broken camera sent
    record Encoded(byte[] bytes, Instant at) implements Frame {
        public Encoded {
            requireNonNull(bytes, "bytes is null");
            requireNonNull(at, "at is null");
        }

        /// Never the bytes: a picture must not reach a log by accident.
        @Override
        public String toString() {
            return "Encoded[" + bytes.length + " bytes, " + at + "]";
        }
    }

    /// Out of a video, whose pictures cannot be had one by one without decoding.
    record Decoded(Image image, Instant at) implements Frame {
        public Decoded {
            requireNonNull(image, "image is null");
            requireNonNull(at, "at is null");
        }
    }
}

package org.facelane.venue.enrol;

import static java.util.Objects.requireNonNull;

import org.facelane.face.challenge.CameraSession;

/// What a guest sends to be enrolled with. It lives in memory only and is never stored.
public sealed interface Capture {
    /// A picture file as it arrived; not copied. Where it was taken nobody knows, so it is accepted only where the
    /// installation is set so, or staff take it.
    record PictureFile(byte[] picture) implements Capture {
        public PictureFile {
            requireNonNull(picture, "picture is null");
        }

        /// Never the picture.
        @Override
        public String toString() {
            return "PictureFile[" + picture.length + " bytes]";
        }
    }

    /// The guest before a camera, doing what was drawn at random.
    record BeforeCamera(CameraSession session) implements Capture {
        public BeforeCamera {
            requireNonNull(session, "session is null");
        }
    }
}

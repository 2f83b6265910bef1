package org.facelane.face.image;

/// What walking through a file's parts tells before anything is decoded.
sealed interface Inspection {
    /// The file is whole and its header makes sense.
    record Readable(Picture picture) implements Inspection {}

    /// It is not, and why.
    record Unreadable(DecodeFailure reason) implements Inspection {}
}

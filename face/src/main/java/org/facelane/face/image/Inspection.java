package org.facelane.face.image;

/// What walking through a file's parts tells before anything is decoded: a whole [Picture], or why there is none.
sealed interface Inspection permits Picture, Inspection.Unreadable {
    /// The file is cut off, damaged or of a kind that is not read.
    record Unreadable(DecodeFailure reason) implements Inspection {}
}

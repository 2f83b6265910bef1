/// Presentation attack detection (ISO/IEC 30107): is this a person, or a picture or screen shown to the camera?
///
/// Start reading at {@link org.facelane.face.pad.PadTrack}, which puts the frames of one track together;
/// {@link org.facelane.face.pad.PassivePad} judges one frame, {@link org.facelane.face.pad.PadReason} lists the pieces
/// of evidence, and {@link org.facelane.face.pad.Suspicion} weighs them.
@NullMarked
package org.facelane.face.pad;

import org.jspecify.annotations.NullMarked;

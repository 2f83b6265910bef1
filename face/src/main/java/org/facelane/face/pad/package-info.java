/// Presentation attack detection (ISO/IEC 30107): is this a person, or a picture or screen shown to the camera?
///
/// Start reading at {@link org.facelane.face.pad.PassivePad}, which judges one frame;
/// {@link org.facelane.face.pad.PadEvidence} combines the frames of one track.
@NullMarked
package org.facelane.face.pad;

import org.jspecify.annotations.NullMarked;

/// Which face in this frame is which face of the frame before.
///
/// Start reading at {@link org.facelane.face.track.Tracks}.
@NullMarked
package org.facelane.face.track;

import org.jspecify.annotations.NullMarked;

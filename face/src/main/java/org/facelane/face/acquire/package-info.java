/// The two recipes: a selfie, and the frames of a lane, become features or a failure to acquire.
///
/// Start reading at {@link org.facelane.face.acquire.SelfieAcquisition}, then
/// {@link org.facelane.face.acquire.LaneAcquisition}. Everything here is CPU work: callers run it on platform threads.
@NullMarked
package org.facelane.face.acquire;

import org.jspecify.annotations.NullMarked;

/// Where the faces are, and their 68 landmarks.
///
/// Start reading at {@link org.facelane.face.detect.FaceDetector} (boxes), then
/// {@link org.facelane.face.detect.LandmarkFinder} (landmarks in two passes).
@NullMarked
package org.facelane.face.detect;

import org.jspecify.annotations.NullMarked;

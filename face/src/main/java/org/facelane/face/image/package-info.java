/// Pictures: bytes in, {@link org.facelane.face.Image} out, and the parts of an image that the networks look at.
///
/// Start at {@link org.facelane.face.image.ImageDecoder} (bytes nobody has looked at yet become an image or a reason)
/// and {@link org.facelane.face.image.Planes} (a piece of an image becomes the numbers that a network takes).
@NullMarked
package org.facelane.face.image;

import org.jspecify.annotations.NullMarked;

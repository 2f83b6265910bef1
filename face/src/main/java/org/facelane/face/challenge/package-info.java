/// What a guest is asked to do before a camera, drawn at random, and whether it was done: evidence that somebody is
/// there, now, before this camera.
///
/// Start reading at {@link org.facelane.face.challenge.Challenge}.
@NullMarked
package org.facelane.face.challenge;

import org.jspecify.annotations.NullMarked;

/// Where a lane's pictures come from. Start reading at {@link org.facelane.venue.camera.FrameSource}.
@NullMarked
package org.facelane.venue.camera;

import org.jspecify.annotations.NullMarked;

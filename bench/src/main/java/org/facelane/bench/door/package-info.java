/// How a lane keeps up with people who walk up to it in real time. Start reading at
/// {@link org.facelane.bench.door.LaneRate}.
@NullMarked
package org.facelane.bench.door;

import org.jspecify.annotations.NullMarked;

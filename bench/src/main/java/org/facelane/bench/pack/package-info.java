/// The default model pack: from published weights to the folder that {@code face} loads. Start at {@code PreparePack};
/// {@code Calibrate} adds the projection and the calibration afterwards.
@NullMarked
package org.facelane.bench.pack;

import org.jspecify.annotations.NullMarked;

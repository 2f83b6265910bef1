/// The default model pack: from published weights to the folder that {@code face} loads. Start at {@code PreparePack};
/// {@code Project} adds the projection, and the product's own {@code Calibrate} the calibration.
@NullMarked
package org.facelane.bench.pack;

import org.jspecify.annotations.NullMarked;

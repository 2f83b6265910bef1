/// Accuracy and speed of recognition, measured on data sets given by path. Nothing of the people in them is kept but
/// figures over all of them; features are cached only where an argument says, outside the project.
///
/// Start at {@code Accuracy}; {@code PictureSet} reads a data set, {@code ErrorRates} counts.
@NullMarked
package org.facelane.bench.measure;

import org.jspecify.annotations.NullMarked;

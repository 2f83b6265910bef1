/// Speed of recognition, measured on data sets given by path, and the samples from which a pack's projection is
/// learned. How often recognition errs is measured by the product itself, in {@code face.evaluate}.
///
/// Start at {@code StageTimes}; {@code PictureSet} reads a data set.
@NullMarked
package org.facelane.bench.measure;

import org.jspecify.annotations.NullMarked;

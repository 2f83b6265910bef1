/// Data sets of labelled pictures, and the features that a pack takes from them.
///
/// Start at {@link org.facelane.face.evaluate.data.DataSet}, which is read, and
/// {@link org.facelane.face.evaluate.data.Extraction}, which turns it into samples.
@NullMarked
package org.facelane.face.evaluate.data;

import org.jspecify.annotations.NullMarked;

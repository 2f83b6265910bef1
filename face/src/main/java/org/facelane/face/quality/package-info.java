/// How useful a face is for recognition, one class a measure, named after ISO/IEC 29794-5.
///
/// Start at {@link org.facelane.face.quality.Quality}, which takes all measures of a face. A measure keeps its raw
/// value with its unit, maps it to 0–100 by the formula in its doc, and says whether it could be assessed at all.
@NullMarked
package org.facelane.face.quality;

import org.jspecify.annotations.NullMarked;

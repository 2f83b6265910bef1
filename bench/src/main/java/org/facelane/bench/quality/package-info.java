/// What quality measures are worth: how well they foretell false non-matches, where their limits belong, and what
/// spoils a picture.
///
/// Start reading at {@link org.facelane.bench.quality.QualityReport}.
@NullMarked
package org.facelane.bench.quality;

import org.jspecify.annotations.NullMarked;

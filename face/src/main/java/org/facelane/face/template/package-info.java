/// From a face to features: alignment to the 112 × 112 crop, the embedder, the projection.
///
/// Start reading at {@link org.facelane.face.template.FeatureExtraction}.
@NullMarked
package org.facelane.face.template;

import org.jspecify.annotations.NullMarked;

/// How fast a gallery comes out of the database: `bench/load-gallery`.
///
/// Start at {@link org.facelane.bench.loading.GalleryLoading}.
@NullMarked
package org.facelane.bench.loading;

import org.jspecify.annotations.NullMarked;

/// How fast the search is, beside others, and whether every answer is exact: `bench/search`.
///
/// Start at {@link org.facelane.bench.search.SearchTable}.
@NullMarked
package org.facelane.bench.search;

import org.jspecify.annotations.NullMarked;

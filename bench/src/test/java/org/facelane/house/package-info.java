/// The house rules that a compiler cannot say, as tests over the compiled code, the sources and the documents.
///
/// Start reading at {@code ArchitectureTest}; the table of allowed imports is {@code AllowedImports}. How sources are
/// laid out is checked in {@code face}, by {@code FormatTest}.
@NullMarked
package org.facelane.house;

import org.jspecify.annotations.NullMarked;

/// The house rules that a compiler cannot say, for the sources: how they are laid out.
///
/// Start reading at {@code SourceFormat}. The rules for packages, names and documents stand in the module that sees
/// all the others: {@code ArchitectureTest} in {@code bench}.
@NullMarked
package org.facelane.house;

import org.jspecify.annotations.NullMarked;

/// What keeps single news photographs from being recognised, and what several pictures and other ways to compare do
/// about it.
///
/// Start reading at {@link org.facelane.bench.limit.FailingPairs} and
/// {@link org.facelane.bench.limit.SeveralPictures}.
@NullMarked
package org.facelane.bench.limit;

import org.jspecify.annotations.NullMarked;

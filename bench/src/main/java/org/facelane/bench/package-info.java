/// What makes and measures: the model pack, the sample people, accuracy and stage times. Never shipped.
///
/// Each main class is run by the script of its name in the folder {@code bench/}; the path of the data is always an
/// argument. Start reading at {@code pack.PreparePack}.
@NullMarked
package org.facelane.bench;

import org.jspecify.annotations.NullMarked;

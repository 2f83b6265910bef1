/// Sample people: composites of at least three people each, who do not exist themselves.
///
/// Start at {@code MakeSamplePeople}; {@code Composite} is the recipe for one picture.
@NullMarked
package org.facelane.bench.sample;

import org.jspecify.annotations.NullMarked;

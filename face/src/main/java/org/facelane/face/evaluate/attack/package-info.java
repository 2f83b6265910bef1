/// Presentation attacks of a data set, and what the product's attack detection says about each. Start at [AttackSet]
/// and [AttackJudge].
@NullMarked
package org.facelane.face.evaluate.attack;

import org.jspecify.annotations.NullMarked;

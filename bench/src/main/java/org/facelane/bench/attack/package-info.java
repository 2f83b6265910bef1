/// Presentation attacks made from portraits, and what detection makes of them: prints and screens are re-photographed
/// by a simulated camera, and so are the same people as living ones. Nobody has ever held any of these prints.
///
/// Start reading at {@link org.facelane.bench.attack.MakeAttacks}.
@NullMarked
package org.facelane.bench.attack;

import org.jspecify.annotations.NullMarked;

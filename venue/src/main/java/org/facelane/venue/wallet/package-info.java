/// A pass in the wallet of a guest's phone, where the operator has what Apple or Google ask for.
///
/// Start reading at {@link org.facelane.venue.wallet.Wallets}.
@NullMarked
package org.facelane.venue.wallet;

import org.jspecify.annotations.NullMarked;

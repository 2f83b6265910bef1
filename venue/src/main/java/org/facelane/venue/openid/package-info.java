/// Staff sign in by the identity provider of their house (OpenID Connect), where one is set.
///
/// Start reading at [org.facelane.venue.openid.OpenIdSignIn].
@NullMarked
package org.facelane.venue.openid;

import org.jspecify.annotations.NullMarked;

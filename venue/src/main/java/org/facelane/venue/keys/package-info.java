/// Keys: the installation's [org.facelane.venue.keys.MasterKey], the keys of each event that it wraps, and the key that
/// signs what guests are given. Nothing here knows the database.
///
/// Start reading at [org.facelane.venue.keys.EventKeys]; who keeps what, and how a key is lost, restored and replaced,
/// is told in `docs/operating.md`.
@NullMarked
package org.facelane.venue.keys;

import org.jspecify.annotations.NullMarked;

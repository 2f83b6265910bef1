/// The audit log: who did what, in a chain of hashes that shows any later change, signed at intervals.
///
/// Start reading at [org.facelane.venue.audit.AuditEntry], which says what a hash covers, then
/// [org.facelane.venue.audit.AuditChain], which makes the chain, and [org.facelane.venue.audit.AuditVerification],
/// which checks it. Flows write their lines by [org.facelane.venue.store.AuditLog] and know nothing of all this.
@NullMarked
package org.facelane.venue.audit;

import org.jspecify.annotations.NullMarked;

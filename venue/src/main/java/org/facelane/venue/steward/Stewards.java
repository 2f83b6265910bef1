package org.facelane.venue.steward;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.ReferralId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.HandAdmission;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferralStore;

/// What stewards do: help whom a lane referred, and let tickets in by hand. Every act leaves an audit line.
///
/// Every method throws [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by
/// several threads.
public final class Stewards {
    private final Database database;
    private final Admissions admissions;

    public Stewards(Database database, Admissions admissions) {
        this.database = requireNonNull(database, "database is null");
        this.admissions = requireNonNull(admissions, "admissions is null");
    }

    /// What became of an attempt to close a referral.
    public sealed interface Resolution {
        /// Closed by this call.
        record Resolved() implements Resolution {}

        /// Another steward was faster, or the same one clicked twice.
        ///
        /// @param by the steward's name
        record ResolvedBefore(Instant at, String by) implements Resolution {}

        /// There is no such referral.
        record NoSuchReferral() implements Resolution {}
    }

    /// Closes a referral: the steward has helped.
    ///
    /// @param steward the steward's name
    public Resolution resolve(ReferralId referral, String steward, Instant now) {
        return database.transact(tx -> {
            if (ReferralStore.resolve(tx, referral, steward, now)) {
                AuditLog.write(tx, new AuditLog.Line(now, "staff " + steward, "resolved", "referral " + referral));
                return new Resolution.Resolved();
            }
            Optional<ReferralStore.Standing> standing = ReferralStore.find(tx, referral);
            return standing.<Resolution>map(before -> new Resolution.ResolvedBefore(
                            before.resolvedAt().orElseThrow(),
                            before.resolvedBy().orElseThrow()))
                    .orElse(new Resolution.NoSuchReferral());
        });
    }

    /// Lets a ticket in by hand; see [Admissions#admitByHand].
    public AdmissionOutcome admitByHand(HandAdmission request, Instant now) {
        return admissions.admitByHand(request, now);
    }

    /// Takes an admission back because the guest did not pass; see [Admissions#annul].
    public boolean annul(AdmissionId admission, String steward, Instant now) {
        return admissions.annul(admission, steward, now);
    }
}

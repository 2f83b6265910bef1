package org.facelane.venue.audit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.venue.audit.AuditEntry.Hash;
import org.facelane.venue.audit.AuditReport.Finding;
import org.facelane.venue.audit.AuditReport.Kind;
import org.facelane.venue.keys.VerifyingKey;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.InstallationKeyStore;

/// Computes the chain of the audit log again and compares it with what is stored and what was signed.
///
/// It finds every line that was changed, removed, moved or put in between, and an end that was cut off behind a
/// signature. It cannot find what was cut off before it was signed, nor a log that was rewritten by somebody who has
/// the master key as well as the database, unless a head lies where they could not reach it: in the file of heads, an
/// export, or an officer's hands.
public final class AuditVerification {
    private static final int BATCH_COUNT = 5_000;
    private static final int FINDINGS_MAX = 100;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, Hash> signed = new HashMap<>();
    private Hash before = Hash.NONE;
    private long number;
    private long count;

    private AuditVerification() {}

    /// Checks a whole log in one consistent state of the database. 100,000 lines take about a second.
    ///
    /// @param heads the file of heads of this server, if there is one
    public static AuditReport of(Database database, Path heads) {
        requireNonNull(heads, "heads is null");
        List<AuditHead> kept = new HeadFile(heads).read();
        return database.read(tx -> new AuditVerification().check(tx, kept));
    }

    private AuditReport check(Connection tx, List<AuditHead> kept) throws SQLException {
        List<AuditHead> heads = new ArrayList<>(AuditStore.heads(tx));
        heads.addAll(kept);
        List<VerifyingKey> published = InstallationKeyStore.published(tx);
        long signedUpTo = 0;
        for (AuditHead head : heads) {
            if (!head.isSignedBy(published)) {
                add(Kind.FORGED, head.number());
            } else {
                signedUpTo = Math.max(signedUpTo, head.number());
                if (!head.hash().equals(signed.getOrDefault(head.number(), head.hash()))) {
                    add(Kind.REWRITTEN, head.number());
                }
                signed.put(head.number(), head.hash());
            }
        }
        List<AuditEntry> batch = AuditStore.after(tx, 0, BATCH_COUNT);
        while (!batch.isEmpty()) {
            batch.forEach(entry -> check(entry.number(), entry.digest(), entry.hash()));
            batch = AuditStore.after(tx, batch.getLast().number(), BATCH_COUNT);
        }
        if (signedUpTo > number) {
            add(Kind.TRUNCATED, signedUpTo);
        }
        return new AuditReport(count, heads.size(), signedUpTo, AuditLog.waiting(tx), findings);
    }

    /// Checks lines of an export: all of one stretch, behind the hash `start`.
    static AuditReport of(AuditExport.Document export) {
        AuditVerification check = new AuditVerification();
        long signedUpTo = 0;
        for (AuditHead head : export.heads()) {
            if (head.isSignedBy(export.keys())) {
                signedUpTo = Math.max(signedUpTo, head.number());
                check.signed.put(head.number(), head.hash());
            } else {
                check.add(Kind.FORGED, head.number());
            }
        }
        check.before = export.before();
        check.number = export.first() - 1;
        export.links().forEach(link -> check.check(link.number(), link.digest(), link.hash()));
        if (check.number < export.last()) {
            check.add(Kind.TRUNCATED, export.last());
        }
        return new AuditReport(check.count, export.heads().size(), signedUpTo, 0, check.findings);
    }

    private void check(long found, Hash digest, Hash hash) {
        count++;
        if (found != number + 1) {
            add(Kind.REMOVED, number + 1);
        } else if (!AuditEntry.link(before, found, digest).equals(hash)) {
            add(Kind.CHANGED, found);
        }
        if (!hash.equals(signed.getOrDefault(found, hash))) {
            add(Kind.REWRITTEN, found);
        }
        number = found;
        before = hash;
    }

    private void add(Kind kind, long at) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(new Finding(kind, at));
        }
    }
}

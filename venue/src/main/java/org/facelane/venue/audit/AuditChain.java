package org.facelane.venue.audit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.audit.AuditEntry.Hash;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.InstallationKeyStore;

/// Gives the lines of the audit log their place in the chain, and signs where it stands.
///
/// ```
///  a flow's transaction: insert into audit_inbox ─commit─► [#advance], one process at a time: audit_inbox ─► audit
///                                                                                                   └─ every so often:
///                                                                                                   a head
/// ```
///
/// So a line costs its flow one insert and no lock, and the chain holds up nobody. Until [#advance] has come by, about
/// two seconds, a line can be changed by whoever can write to the database without leaving a trace in the chain.
///
/// Safe for use by several threads and processes.
public final class AuditChain {
    private static final int BATCH_COUNT = 2_000;

    private final Database database;
    private final MasterKey master;
    private final Duration signEvery;
    private final HeadFile file;

    /// @param signEvery at most this time after a line was written it is under a signature
    /// @param heads a file outside the database that every head of this process is written to as well
    public AuditChain(Database database, MasterKey master, Duration signEvery, Path heads) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.signEvery = requireNonNull(signEvery, "signEvery is null");
        this.file = new HeadFile(heads);
    }

    /// Appends whatever waits, and signs if it is time to. Does nothing while another process is at it.
    ///
    /// @return how many lines have got their place
    public int advance(Instant now) {
        int count = 0;
        int batch;
        do {
            batch = database.transact(AuditChain::append);
            count += batch;
        } while (batch == BATCH_COUNT);
        database.transact(tx -> sign(tx, signEvery, now)).ifPresent(file::append);
        return count;
    }

    /// Signs where the chain stands, whether it is time to or not.
    public void sign(Instant now) {
        database.transact(tx -> sign(tx, Duration.ZERO, now)).ifPresent(file::append);
    }

    private static int append(Connection tx) throws SQLException {
        if (!AuditStore.hold(tx)) {
            return 0;
        }
        Optional<AuditEntry> last = AuditStore.last(tx);
        long number = last.map(AuditEntry::number).orElse(0L);
        Hash hash = last.map(AuditEntry::hash).orElse(Hash.NONE);
        List<AuditEntry> entries = new ArrayList<>();
        for (AuditStore.Waiting waiting : AuditStore.waiting(tx, BATCH_COUNT)) {
            number++;
            AuditEntry entry = AuditEntry.after(hash, number, waiting.line(), waiting.salt());
            entries.add(entry);
            hash = entry.hash();
        }
        if (!entries.isEmpty()) {
            AuditStore.append(tx, entries);
        }
        return entries.size();
    }

    private Optional<AuditHead> sign(Connection tx, Duration every, Instant now) throws SQLException {
        if (!AuditStore.hold(tx)) {
            return Optional.empty();
        }
        Optional<AuditEntry> last = AuditStore.last(tx);
        Optional<AuditHead> signed = AuditStore.lastHead(tx);
        boolean isDue = last.isPresent()
                && signed.map(head -> head.number() < last.get().number()
                                && !now.isBefore(head.signedAt().plus(every)))
                        .orElse(true);
        if (!isDue) {
            return Optional.empty();
        }
        AuditHead head = AuditHead.sign(
                last.get().number(), last.get().hash(), InstallationKeyStore.current(tx, master, now), now);
        AuditStore.insert(tx, head);
        return Optional.of(head);
    }
}

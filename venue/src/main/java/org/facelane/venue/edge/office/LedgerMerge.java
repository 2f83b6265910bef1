package org.facelane.venue.edge.office;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.Admission;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.ExitOutcome;
import org.facelane.venue.admission.ExitRequest;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.admission.MergeOutcome.AlreadyKnown;
import org.facelane.venue.admission.MergeOutcome.Conflict;
import org.facelane.venue.admission.MergeOutcome.Counted;
import org.facelane.venue.admission.MergeOutcome.NotFound;
import org.facelane.venue.admission.OfflineAdmission;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.gate.SensorWord;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.ReferralStore;

/// Takes in what an agent's ledger tells: everything once, however often and in whatever pieces it is told.
///
/// An admission is known by its nonce, a referral by its id, a suspicion by its number in the ledger. Safe for use by
/// several threads.
final class LedgerMerge {
    private static final System.Logger LOG = System.getLogger(LedgerMerge.class.getName());

    /// A lane that is heard tells within so long.
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

    private final Database database;
    private final Admissions admissions;

    LedgerMerge(Database database, Admissions admissions) {
        this.database = requireNonNull(database, "database is null");
        this.admissions = requireNonNull(admissions, "admissions is null");
    }

    /// @param told in the order of their numbers
    /// @return the number up to which the ledger is taken in
    /// @throws org.facelane.venue.store.DatabaseUnreachable if the database does not answer; what is taken in by
    ///     then stays so
    long take(AgentId agent, Lane lane, UUID ledger, List<Told> told, Instant now) {
        long merged = database.transact(tx -> AgentStore.mergedUpTo(tx, agent, ledger));
        for (Told each : told) {
            // Numbers that come again need not be the same lines: a disk may have been brought back from a
            // backup.
            if (each.number() > merged || hasIdentity(each)) {
                takeOrNote(agent, lane, ledger, each, now);
                merged = Math.max(merged, each.number());
            }
        }
        return merged;
    }

    /// What cannot be taken in is put on record: all that comes after it must not wait for it for ever.
    private void takeOrNote(AgentId agent, Lane lane, UUID ledger, Told told, Instant now) {
        try {
            take(agent, lane, ledger, told, now);
        } catch (IllegalArgumentException e) {
            LOG.log(ERROR, "event=ledger-line-not-taken-in lane=" + lane.id() + " number=" + told.number(), e);
            String subject = "agent " + agent + " ledger " + ledger + " line " + told.number();
            note(lane, "told what contradicts the record", subject, now);
            merged(agent, ledger, told.number());
        }
    }

    private static boolean hasIdentity(Told told) {
        return switch (told) {
            case Told.Admission _, Told.Referral _, Told.Exit _ -> true;
            case Told.Suspicion _, Told.FreePassage _, Told.Passage _ -> false;
        };
    }

    private void take(AgentId agent, Lane lane, UUID ledger, Told told, Instant now) {
        switch (told) {
            case Told.Admission admission -> {
                admit(lane, admission, now);
                merged(agent, ledger, told.number());
            }
            case Told.Referral referral ->
                database.transact(tx -> {
                    Referral written = referral(lane, referral, earlier(referral.at(), now));
                    // One that is resolved by now must not be opened anew by an agent that tells it
                    // twice.
                    if (ReferralStore.find(tx, written.id()).isEmpty()) {
                        ReferralStore.insert(tx, written);
                    }
                    AgentStore.merged(tx, agent, ledger, told.number());
                    return true;
                });
            case Told.Suspicion suspicion -> {
                String subject = "lane " + lane.id()
                        + suspicion.ticket().map(id -> " ticket " + id).orElse("");
                note(lane, "suspected an attack", subject, earlier(suspicion.at(), now));
                merged(agent, ledger, told.number());
            }
            case Told.Exit exit -> {
                leave(lane, exit, now);
                merged(agent, ledger, told.number());
            }
            case Told.Passage passage ->
                database.transact(tx -> {
                    SensorWord word = new SensorWord(passage.passed(), passage.admission());
                    GateSensors.take(tx, lane.id(), AgentOffice.node(agent), word, earlier(passage.at(), now));
                    AgentStore.merged(tx, agent, ledger, told.number());
                    return true;
                });
            case Told.FreePassage free -> {
                Instant until = earlier(free.at(), now);
                String subject = "lane " + lane.id() + " from " + earlier(free.since(), until) + " to " + until;
                note(lane, "let everybody pass", subject, until);
                merged(agent, ledger, told.number());
            }
        }
    }

    /// Nobody is ever kept from leaving; what no entry is on record for is only noted.
    private void leave(Lane lane, Told.Exit told, Instant now) {
        Instant at = earlier(told.at(), now);
        switch (admissions.mergeExit(new ExitRequest(told.ticket(), lane.id(), told.nonce()), at)) {
            case ExitOutcome.Left _ -> {}
            case ExitOutcome.NotInside _, ExitOutcome.Noted _ ->
                note(lane, "saw a guest leave whose entry is not on record", "ticket " + told.ticket(), at);
            case ExitOutcome.NotFound _ ->
                LOG.log(ERROR, "event=ledger-line-of-nobody lane={0} number={1}", lane.id(), told.number());
        }
    }

    private void note(Lane lane, String action, String subject, Instant at) {
        database.transact(tx -> {
            AuditLog.write(tx, new AuditLog.Line(at, "lane " + lane.id(), action, subject));
            return at;
        });
    }

    private void admit(Lane lane, Told.Admission told, Instant now) {
        OfflineAdmission offline = new OfflineAdmission(
                told.ticket(),
                whereItWas(lane, told),
                told.nonce(),
                told.byTicket() ? Means.TICKET : Means.FACE,
                earlier(told.admittedAt(), now),
                told.waited(),
                told.gateOpened());
        switch (admissions.merge(offline, now)) {
            case Counted(Admission admission) -> gate(lane, told, admission, now);
            case AlreadyKnown(Admission admission) -> gate(lane, told, admission, now);
            case Conflict _ -> {}
            case NotFound _ ->
                LOG.log(ERROR, "event=ledger-line-of-nobody lane={0} number={1}", lane.id(), told.number());
        }
    }

    /// A machine that was another lane's before still tells what it did there: what is known of that stays where it
    /// was.
    private LaneId whereItWas(Lane lane, Told.Admission told) {
        return database.read(tx -> AdmissionStore.byNonce(tx, told.nonce()))
                .map(known -> known.made().admission())
                .filter(admission -> admission.ticket().equals(told.ticket()))
                .flatMap(Admission::lane)
                .orElse(lane.id());
    }

    /// What became of the gate: the server may have counted the admission and not know, or a steward must help.
    private void gate(Lane lane, Told.Admission told, Admission admission, Instant now) {
        database.transact(tx -> {
            GateOrders.answered(tx, admission.id(), now);
            return now;
        });
        if (Duration.between(told.admittedAt(), now).compareTo(TOLD_WITHIN) > 0) {
            admissions.toldLate(admission.id(), now);
        }
        if (told.gateOpened()) {
            return;
        }
        Referral referral = new Referral(
                ReferralId.random(),
                lane.event(),
                admission.lane().orElse(lane.id()),
                ReferReason.GATE_DID_NOT_OPEN,
                Optional.of(told.ticket()),
                Optional.of(admission.id()),
                Optional.of(told.waited()),
                now);
        database.transact(tx -> ReferralStore.insert(tx, referral));
    }

    private static Referral referral(Lane lane, Told.Referral told, Instant at) {
        Optional<TicketId> ticket = told.ticket();
        return new Referral(
                told.id(), lane.event(), lane.id(), told.reason(), ticket, Optional.empty(), told.waited(), at);
    }

    private void merged(AgentId agent, UUID ledger, long number) {
        database.transact(tx -> {
            AgentStore.merged(tx, agent, ledger, number);
            return true;
        });
    }

    /// A clock that is ahead does not make anything happen later than it is told.
    private static Instant earlier(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }
}

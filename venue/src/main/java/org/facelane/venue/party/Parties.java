package org.facelane.venue.party;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facelane.venue.EventId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.party.PartyOutcome.Added;
import org.facelane.venue.party.PartyOutcome.Full;
import org.facelane.venue.party.PartyOutcome.InAParty;
import org.facelane.venue.party.PartyOutcome.NoSuchTicket;
import org.facelane.venue.store.AdmissionStore;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.TicketStore;

/// Several tickets on one guest: a family, a group with one phone.
///
/// Admitting the guest uses up the guest's own ticket and no other. Before the gate opens the lane's screen asks how
/// many of the party come along now, and only so many further tickets are used, one admission and one opening of the
/// gate each; whoever comes later is let in by their own ticket or by a steward. Every method throws
/// [org.facelane.venue.store.DatabaseUnreachable] if the database does not answer. Safe for use by several threads.
public final class Parties {
    private final Database database;

    public Parties(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /// Lets the holder of `lead` bring a further ticket of the event along.
    ///
    /// @param lead the code of the guest's own ticket
    /// @param code of the further ticket
    /// @param actor who asks, as [AuditLog.Line] names it
    public PartyOutcome add(EventId event, String lead, String code, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<TicketId> leading = TicketStore.byCode(tx, event, lead).map(Ticket::id);
            Optional<TicketId> further = TicketStore.byCode(tx, event, code).map(Ticket::id);
            if (leading.isEmpty() || further.isEmpty()) {
                return new NoSuchTicket();
            }
            // Whoever adds to the same party at the same time waits here.
            TicketStore.hold(tx, leading.get());
            if (leading.equals(further)
                    || PartyStore.leadOf(tx, leading.get()).isPresent()
                    || !PartyStore.of(tx, further.get()).isEmpty()) {
                return new InAParty();
            }
            int max = EntryRules.of(tx, event).partyMax();
            if (PartyStore.leadOf(tx, further.get()).equals(leading)) {
                return new Added();
            }
            if (PartyStore.of(tx, leading.get()).size() >= max) {
                return new Full(max);
            }
            if (!PartyStore.insert(tx, leading.get(), further.get(), actor, now)) {
                return new InAParty();
            }
            TicketStore.touch(tx, leading.get());
            String subject = "ticket " + further.get() + ", lead ticket " + leading.get();
            AuditLog.write(tx, new AuditLog.Line(now, actor, "added a ticket to a party", subject));
            return new Added();
        });
    }

    /// From now on the ticket comes in by itself only.
    ///
    /// @return false if it was in no party
    public boolean remove(EventId event, String code, String actor, Instant now) {
        return database.transact(tx -> {
            Optional<TicketId> further = TicketStore.byCode(tx, event, code).map(Ticket::id);
            Optional<TicketId> leading = further.isPresent() ? PartyStore.leadOf(tx, further.get()) : Optional.empty();
            boolean removed = further.isPresent() && PartyStore.delete(tx, further.get());
            if (leading.isPresent()) {
                TicketStore.touch(tx, leading.get());
            }
            if (removed) {
                String subject = "ticket " + further.get();
                AuditLog.write(tx, new AuditLog.Line(now, actor, "took a ticket out of a party", subject));
            }
            return removed;
        });
    }

    /// The further tickets that the guest of this ticket could bring in now: nobody is inside on them, nothing else
    /// speaks against them, and they are no more than the event allows.
    public List<TicketId> waiting(TicketId lead, Instant now) {
        return database.read(tx -> {
            List<TicketId> waiting = new ArrayList<>();
            for (TicketId companion : PartyStore.of(tx, lead)) {
                boolean free = AdmissionStore.ofTicket(tx, companion).isEmpty();
                Optional<Ticket> ticket = TicketStore.find(tx, companion);
                boolean good = ticket.flatMap(found -> found.hindrance(now, Optional.empty()))
                        .isEmpty();
                if (free
                        && good
                        && waiting.size()
                                < EntryRules.of(tx, ticket.orElseThrow().event())
                                        .partyMax()) {
                    waiting.add(companion);
                }
            }
            return List.copyOf(waiting);
        });
    }
}

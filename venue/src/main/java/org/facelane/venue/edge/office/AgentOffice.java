package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Mode;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.EntryRules;
import org.facelane.venue.admission.GateOrders;
import org.facelane.venue.doorway.GateSensors;
import org.facelane.venue.edge.AdmitAnswer;
import org.facelane.venue.edge.AdmitAsk;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.edge.AlongAsk;
import org.facelane.venue.edge.FindAsk;
import org.facelane.venue.edge.SignedCall;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAnswer.Change;
import org.facelane.venue.edge.SyncAnswer.Duty;
import org.facelane.venue.edge.SyncAnswer.LaneLine;
import org.facelane.venue.edge.SyncAnswer.TicketLine;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.TicketAsk;
import org.facelane.venue.edge.TicketPage;
import org.facelane.venue.edge.ledger.Told;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.keys.GalleryKey;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.keys.TicketKey;
import org.facelane.venue.lane.LaneDesk;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.facelane.venue.store.Sql;

/// Where agents call. An agent holds its event's gallery like a lane of this process: it joins before it is given
/// anything, an erasure waits until it has acknowledged, and it is let go of when it says so, or when it was not heard
/// for so long that by its own rule it has dropped everything.
///
/// ```
///           key asked for: join          holds ≥ v: acknowledge v
///  nothing ───────────────────► joined ───────────────────────────► holding ◄─┐ every second
///     ▲                                                                │ └─────┘
///     └──────── leave, or not heard for galleryAgeMax and a margin ◄───┘  the key of its copy is destroyed
///               (and revoked, where it carries its gallery over a restart)
/// ```
///
/// Safe for use by several threads and from several nodes.
public final class AgentOffice {
    /// By so much longer than the agent itself the server waits before it takes an agent for lapsed: how far two
    /// clocks may drift apart in a day, and what a call takes.
    public static final Duration LAPSE_MARGIN = Duration.ofSeconds(30);

    private final Database database;
    private final MasterKey master;
    private final LaneDesk desk;
    private final LedgerMerge merge;
    private final LastWords lastWords;
    private final AgentTerms terms;

    /// @param desk that of the lanes which run here
    public AgentOffice(Database database, MasterKey master, Admissions admissions, LaneDesk desk, AgentTerms terms) {
        this.database = requireNonNull(database, "database is null");
        this.master = requireNonNull(master, "master is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.merge = new LedgerMerge(database, admissions);
        this.terms = requireNonNull(terms, "terms is null");
        lastWords = new LastWords(database, merge, terms.lastWordsKept());
    }

    /// Who calls.
    public sealed interface Caller {
        /// An agent, with its lane.
        record Known(AgentId agent, Lane lane) implements Caller {
            public Known {
                requireNonNull(agent, "agent is null");
                requireNonNull(lane, "lane is null");
            }
        }

        /// It was an agent, and is to drop everything.
        record Revoked(AgentId agent, LaneId lane) implements Caller {
            public Revoked {
                requireNonNull(agent, "agent is null");
                requireNonNull(lane, "lane is null");
            }
        }

        /// The call was made before, or is out of turn.
        ///
        /// @param last the number of the last call; the next one takes a greater one
        record OutOfTurn(long last) implements Caller {}

        /// No agent, or not its signature.
        record Unknown() implements Caller {}
    }

    /// Who calls; takes the call's number.
    public Caller caller(SignedCall call, String path, byte[] body) {
        return database.transact(tx -> {
            Optional<AgentStore.Row> row = AgentStore.find(tx, call.agent());
            if (row.isEmpty() || !call.isBy(row.get().key(), path, body)) {
                return new Caller.Unknown();
            }
            Optional<LaneStore.Listed> lane = LaneStore.find(tx, row.get().lane());
            if (row.get().revokedAt().isPresent()
                    || lane.isEmpty()
                    || lane.get().revokedAt().isPresent()) {
                return new Caller.Revoked(call.agent(), row.get().lane());
            }
            return AgentStore.take(tx, call)
                    ? new Caller.Known(call.agent(), lane.get().lane())
                    : new Caller.OutOfTurn(AgentStore.lastCall(tx, call));
        });
    }

    /// Takes in what the agent tells, and tells it what it must know.
    ///
    /// @throws IllegalArgumentException if the ask is not whole
    public SyncAnswer sync(Caller.Known caller, SyncAsk ask, Instant now) {
        List<Told> told = ask.told().stream().map(SyncAsk.Line::told).toList();
        long merged = merge.take(caller.agent(), caller.lane(), ask.ledger(), told, now);
        Lane lane = caller.lane();
        LaneLine line = line(lane);
        boolean asksForKey = ask.holds().isEmpty();
        Duty duty = database.transact(tx -> {
            AgentStore.heard(tx, caller.agent(), ask, now);
            hear(tx, caller, ask, now);
            return duty(tx, caller, ask);
        });
        Said said = new Said(now, merged, orders(caller, now));
        if (duty != Duty.RECOGNISE) {
            return without(duty, line, ask, said);
        }
        Erasures erasures = erasures(caller.agent());
        if (asksForKey) {
            erasures.join(lane.id(), now);
        } else if (isNewer(caller, ask.holds().get())) {
            erasures.acknowledge(lane.id(), new GalleryVersion(ask.holds().get()), now);
        }
        GalleryKey key = database.transact(tx -> AgentStore.galleryKey(tx, caller.agent(), master));
        return database.read(tx -> page(tx, line, ask, key, said));
    }

    /// What every answer says.
    private record Said(Instant now, long merged, SyncAnswer.Orders orders) {}

    /// What the agent has told by now was taken in before: it is not told again to open a gate that it has opened.
    private SyncAnswer.Orders orders(Caller.Known caller, Instant now) {
        SyncAnswer.Orders standing = terms.orders().apply(caller.lane().id(), now);
        return new SyncAnswer.Orders(
                standing.paused(),
                standing.message(),
                database.transact(tx ->
                        GateOrders.hand(tx, caller.lane().id(), caller.agent().value(), now)));
    }

    /// What the agent hears of its gate's sensor it has told by now.
    private static void hear(Connection tx, Caller.Known caller, SyncAsk ask, Instant now) throws SQLException {
        if (ask.hearing().isPresent()) {
            SyncAsk.Hearing hearing = ask.hearing().get();
            Instant until = hearing.until().isBefore(now) ? hearing.until() : now;
            GateSensors.Heard heard = new GateSensors.Heard(node(caller.agent()), hearing.since(), until);
            boolean unused = GateSensors.hear(tx, caller.lane().id(), hearing.address(), heard);
        }
    }

    /// Keeps what an agent that was revoked says that it did before.
    ///
    /// @return the number up to which its ledger is kept
    public long keep(Caller.Revoked caller, SyncAsk ask, Instant now) {
        return lastWords.keep(caller.agent(), ask.ledger(), ask.told(), now);
    }

    /// What agents that were revoked have said.
    public LastWords lastWords() {
        return lastWords;
    }

    /// Asks the database to admit; whoever is admitted may command the gate.
    public AdmitAnswer admit(Caller.Known caller, AdmitAsk ask, Instant now) {
        return claimed(desk.admit(ask.at(caller.lane().id()), now), now);
    }

    /// As [#admit], for a ticket whose code is held up.
    public AdmitAnswer admit(Caller.Known caller, TicketAsk ask, Instant now) {
        return claimed(desk.admit(ask.at(caller.lane().id()), now), now);
    }

    /// What the agent is to know of the ticket with a code of which it was told nothing.
    public FindAsk.Answer find(Caller.Known caller, FindAsk ask) {
        GalleryKey key = database.transact(tx -> AgentStore.galleryKey(tx, caller.agent(), master));
        return new FindAsk.Answer(
                database.read(tx -> TicketPages.find(tx, caller.lane().event(), ask.code(), TicketKey.of(key))));
    }

    /// As [#admit], for a ticket that comes along with one that this lane has let in.
    public AdmitAnswer admitAlong(Caller.Known caller, AlongAsk ask, Instant now) {
        if (!database.read(tx -> AgentPages.leads(tx, caller.lane().id(), ask.lead(), ask.ticket()))) {
            return AdmitAnswer.of(new AdmissionOutcome.NotFound());
        }
        return claimed(desk.admitAlong(new AdmissionId(ask.lead()), new TicketId(ask.ticket()), now), now);
    }

    private AdmitAnswer claimed(AdmissionOutcome outcome, Instant now) {
        AdmitAnswer answer = AdmitAnswer.of(outcome);
        answer.admission().ifPresent(id -> desk.claimGate(new AdmissionId(id), now));
        return answer;
    }

    /// The agent holds no gallery any more, neither in memory nor on its disk; if one lies there all the same,
    /// nobody can open it from now on. Doing it again changes nothing.
    public void leave(AgentId agent, LaneId lane, Instant now) {
        erasures(agent).leave(lane, now);
        database.transact(tx -> {
            AgentStore.destroyGalleryKey(tx, agent);
            return true;
        });
    }

    /// Lets go of agents that were not heard for so long that they have dropped their gallery by themselves, for
    /// good. To be called every few seconds; several nodes may do it at once.
    ///
    /// @return how many
    public int lapse(Instant now) {
        Instant since = now.minus(terms.rules().galleryAgeMax()).minus(LAPSE_MARGIN);
        List<AgentStore.Row> silent = database.read(tx -> AgentStore.silentSince(tx, since));
        for (AgentStore.Row row : silent) {
            leave(row.id(), row.lane(), now);
            database.transact(tx -> {
                AuditLog.write(
                        tx,
                        new AuditLog.Line(
                                now,
                                "system",
                                "took an agent for lapsed, not heard since " + row.heardAt(),
                                "agent " + row.id() + " lane " + row.lane()));
                return true;
            });
        }
        return silent.size();
    }

    /// As the erasures name the process of an agent.
    static String node(AgentId agent) {
        return "agent " + agent;
    }

    private Erasures erasures(AgentId agent) {
        return new Erasures(database, node(agent));
    }

    private Duty duty(Connection tx, Caller.Known caller, SyncAsk ask) throws SQLException {
        Event event = EventStore.find(tx, caller.lane().event()).orElseThrow();
        if (!EventKeyStore.exists(tx, event.id())) {
            return Duty.NO_GALLERY;
        }
        boolean waitedFor = held(tx, caller.agent(), caller.lane().id()).isPresent();
        boolean isAhead = ask.has() > EventStore.galleryVersion(tx, event.id()).value()
                || isFromAhead(tx, ask.news())
                || isFromAhead(tx, ask.followed().map(TicketPage.Place::news));
        return ask.holds().isPresent() && !waitedFor || isAhead ? Duty.BEGIN_ANEW : Duty.RECOGNISE;
    }

    private static boolean isFromAhead(Connection tx, Optional<String> news) throws SQLException {
        return news.isPresent() && AgentPages.isFromAhead(tx, news.get());
    }

    private boolean isNewer(Caller.Known caller, long holds) {
        return database.read(tx -> held(tx, caller.agent(), caller.lane().id()))
                .map(acknowledged -> acknowledged < holds)
                .orElse(false);
    }

    private static Optional<Long> held(Connection tx, AgentId agent, LaneId lane) throws SQLException {
        return Sql.first(
                tx,
                "select version from lane_gallery where lane_id = ? and node = ?",
                row -> row.getLong("version"),
                lane.value(),
                node(agent));
    }

    private SyncAnswer page(Connection tx, LaneLine line, SyncAsk ask, GalleryKey key, Said said) throws SQLException {
        Lane lane = line.lane();
        Optional<EventKeys> keys = EventKeyStore.find(tx, lane.event(), master);
        if (keys.isEmpty()) {
            return without(Duty.NO_GALLERY, line, ask, said);
        }
        Slice slice = new Slice(true, lane.entrance());
        GalleryVersion known = new GalleryVersion(ask.has());
        List<Change> changes = line.mode() == Mode.HANDS_FREE
                ? AgentPages.changes(tx, keys.get(), slice, known, key)
                : AgentPages.passChanges(tx, lane.event(), slice, known, key);
        String news = AgentPages.news(tx);
        List<TicketLine> tickets = new ArrayList<>(AgentPages.ofReferences(tx, lane.event(), slice, changes));
        Optional<UUID> after = Optional.empty();
        if (ask.ticketsAfter().isPresent()) {
            AgentPages.Tickets page = AgentPages.tickets(
                    tx, lane.event(), slice, ask.ticketsAfter().get());
            tickets.addAll(page.lines());
            after = page.more() ? Optional.of(page.lines().getLast().known().ticket()) : Optional.empty();
        }
        if (ask.news().isPresent()) {
            tickets.addAll(
                    AgentPages.changed(tx, lane.event(), slice, ask.news().get()));
        }
        List<UUID> told =
                ask.told().stream().flatMap(each -> each.ticket().stream()).toList();
        Optional<SyncAnswer.Secrets> secrets =
                ask.holds().isPresent() ? Optional.empty() : Optional.of(secrets(line.mode(), key, keys.get()));
        return new SyncAnswer(
                said.now(),
                Duty.RECOGNISE,
                line,
                terms.rules(),
                said.orders(),
                secrets,
                changes.isEmpty() ? ask.has() : changes.getLast().version(),
                EventStore.galleryVersion(tx, lane.event()).value(),
                changes,
                AgentPages.withParties(tx, tickets),
                after,
                news,
                Optional.of(TicketPages.next(tx, lane.event(), ask.followed(), told, TicketKey.of(key))),
                said.merged());
    }

    /// Never what signs passes.
    private SyncAnswer.Secrets secrets(Mode mode, GalleryKey key, EventKeys keys) {
        return new SyncAnswer.Secrets(
                Base64.getEncoder().encodeToString(key.bytes()),
                Base64.getEncoder().encodeToString(keys.rotationSecret()),
                terms.model().value(),
                mode == Mode.HANDS_FREE ? Optional.empty() : Optional.of(SyncAnswer.PassSecrets.of(keys.passKeys())));
    }

    private LaneLine line(Lane lane) {
        Event event = database.read(tx -> EventStore.find(tx, lane.event()).orElseThrow());
        EntryRules entry = database.read(tx -> EntryRules.of(tx, lane.event()));
        return LaneLine.of(
                lane,
                event,
                desk.searchesOnly(lane),
                desk.doorway(lane.id()),
                entry,
                terms.setups().apply(lane));
    }

    private SyncAnswer without(Duty duty, LaneLine line, SyncAsk ask, Said said) {
        return new SyncAnswer(
                said.now(),
                duty,
                line,
                terms.rules(),
                said.orders(),
                Optional.empty(),
                0,
                0,
                List.of(),
                List.of(),
                ask.ticketsAfter(),
                ask.news().orElse(""),
                Optional.empty(),
                said.merged());
    }
}

package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.INFO;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.facelane.face.Threshold;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.Mode;
import org.facelane.venue.admission.GateOrder;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.SyncAsk;
import org.facelane.venue.edge.ledger.Ledger;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.lane.LaneEvent;
import org.facelane.venue.lane.LaneRules;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.pass.PassDesk;
import org.jspecify.annotations.Nullable;

/// An agent's lane as the server says that it is set: one that is set to something else starts anew. Safe for use by
/// several threads.
final class AgentLane implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AgentLane.class.getName());

    private final Agent.Setting setting;
    private final AgentClock clock;
    private final Ledger ledger;
    private final Memory memory;
    private final Way way;
    private final Consumer<LaneEvent> listener;
    private final HandGate byHand;
    private @Nullable Running running;

    /// What the agent has in memory of the event.
    record Memory(AgentTickets tickets, AgentPasses passes, AgentGallery gallery) {
        Memory {
            requireNonNull(tickets, "tickets is null");
            requireNonNull(passes, "passes is null");
            requireNonNull(gallery, "gallery is null");
        }
    }

    /// What the server says of the lane.
    ///
    /// @param orders what stewards have told it, but for whom the gate is to be opened: that counts for moments
    record Terms(SyncAnswer.LaneLine line, SyncAnswer.Rules rules, SyncAnswer.Orders orders) {
        Terms {
            requireNonNull(line, "line is null");
            requireNonNull(rules, "rules is null");
            requireNonNull(orders, "orders is null");
        }

        static Terms of(SyncAnswer answer) {
            SyncAnswer.Orders orders = answer.orders();
            return new Terms(
                    answer.lane(), answer.rules(), new SyncAnswer.Orders(orders.paused(), orders.message(), List.of()));
        }
    }

    /// The way to the server.
    ///
    /// @param server asked whether it admits
    /// @param news called when there is something to tell it
    record Way(LedgerDesk.Server server, Runnable news) {
        Way {
            requireNonNull(server, "server is null");
            requireNonNull(news, "news is null");
        }
    }

    private record Running(
            SyncAnswer.LaneLine line,
            SyncAnswer.Rules rules,
            Lanes lanes,
            LedgerDesk desk,
            Optional<AgentSensor> sensor) {}

    AgentLane(
            Agent.Setting setting,
            AgentClock clock,
            Ledger ledger,
            Memory memory,
            Way way,
            Consumer<LaneEvent> listener) {
        this.setting = requireNonNull(setting, "setting is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.memory = requireNonNull(memory, "memory is null");
        this.way = requireNonNull(way, "way is null");
        this.listener = requireNonNull(listener, "listener is null");
        byHand = new HandGate(ledger, setting.gates(), clock, way.news());
    }

    synchronized void follow(Terms terms) {
        Running known = running;
        SyncAnswer.LaneLine line = terms.line();
        SyncAnswer.Rules rules = terms.rules();
        boolean paused = terms.orders().paused();
        if (known == null || !known.line().equals(line) || !known.rules().equals(rules)) {
            stop();
            running = begin(line, rules, paused);
        } else {
            known.lanes().pause(paused ? Set.of(line.lane().id()) : Set.of());
        }
    }

    /// Opens the gate for whom stewards have let in by hand, paused or not.
    ///
    /// @param inTime whether an order still counts
    synchronized void obey(List<GateOrder> orders, Predicate<GateOrder> inTime) {
        Running up = running;
        if (up != null) {
            orders.forEach(order -> byHand.obey(up.desk(), up.line().lane(), order, inTime.test(order)));
        }
    }

    private Running begin(SyncAnswer.LaneLine line, SyncAnswer.Rules rules, boolean paused) {
        Lane lane = line.lane();
        LedgerDesk desk = new LedgerDesk(line, ledger, memory.tickets(), way.server(), GatePatience.DEFAULT);
        Lanes lanes = Lanes.at(
                new Lanes.Place(_ -> memory.gallery(), desk, _ -> passes(line.mode(), rules), clock),
                rules(rules),
                setting.eyes().apply(line.setup()));
        lanes.pause(paused ? Set.of(lane.id()) : Set.of());
        lanes.start(
                lane,
                setting.camera().apply(line.setup(), clock),
                setting.gates().apply(lane),
                listener);
        LOG.log(INFO, "event=lane-up lane={0} name=\"{1}\"", lane.id(), lane.name());
        Optional<AgentSensor> sensor = line.doorway()
                .sensor()
                .map(address -> new AgentSensor(setting.sensors(), address, lane.id(), ledger, clock, way.news()));
        return new Running(line, rules, lanes, desk, sensor);
    }

    /// What is heard of the gate's sensor by now; empty while it is not heard, or is not this machine's.
    synchronized Optional<SyncAsk.Hearing> hearing() {
        return Optional.ofNullable(running).flatMap(Running::sensor).flatMap(AgentSensor::hearing);
    }

    /// How it is; empty before the server has said which it is.
    synchronized Optional<LaneState> state() {
        return Optional.ofNullable(running)
                .flatMap(up ->
                        up.lanes().states(up.line().lane().event()).stream().findFirst());
    }

    synchronized void comeAlong(UUID ask, int count) {
        Running up = running;
        if (up != null) {
            up.lanes().comeAlong(new LaneId(up.line().id()), ask, count);
        }
    }

    /// Gives up what is half done for too long.
    synchronized void settle(Instant now) {
        Running up = running;
        if (up != null) {
            up.desk().settle(now);
        }
    }

    /// Stops, and waits for a gate that is being commanded.
    @Override
    public void close() {
        stop();
        byHand.close();
    }

    private synchronized void stop() {
        if (running != null) {
            running.lanes().close();
            running.sensor().ifPresent(AgentSensor::close);
            running = null;
        }
    }

    private Optional<PassDesk> passes(Mode mode, SyncAnswer.Rules rules) {
        return mode == Mode.HANDS_FREE
                ? Optional.empty()
                : Optional.of(new PassDesk(memory.passes(), rules.passClockSkew(), Threshold.forFmr(rules.passFmr())));
    }

    /// The server's, and the usual ones where nothing can be set.
    static LaneRules rules(SyncAnswer.Rules rules) {
        LaneRules usual = LaneRules.DEFAULT;
        return new LaneRules(
                new DecisionPolicy(rules.fpir(), rules.margin()),
                usual.framesMin(),
                usual.framesEnough(),
                usual.lookEnough(),
                rules.patience(),
                usual.crowdPatience(),
                usual.screenHold(),
                rules.partyPatience(),
                rules.galleryAgeMax());
    }
}

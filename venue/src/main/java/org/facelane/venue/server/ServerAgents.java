package org.facelane.venue.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facelane.face.acquire.CaptureZone;
import org.facelane.venue.EventId;
import org.facelane.venue.LaneId;
import org.facelane.venue.LaneState;
import org.facelane.venue.camera.CameraAddress;
import org.facelane.venue.code.Symbology;
import org.facelane.venue.edge.SyncAnswer;
import org.facelane.venue.edge.office.AgentBell;
import org.facelane.venue.edge.office.AgentOffice;
import org.facelane.venue.edge.office.AgentOpening;
import org.facelane.venue.edge.office.AgentTerms;
import org.facelane.venue.edge.office.AgentWatch;
import org.facelane.venue.edge.office.Agents;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.lane.Lanes;
import org.facelane.venue.setup.LaneSetup;
import org.facelane.venue.setup.LaneSetups;
import org.facelane.venue.steward.LaneOrder;
import org.facelane.venue.steward.LaneOrders;
import org.facelane.venue.store.GalleryFeed;

/// What a server has to do with agents of lanes.
final class ServerAgents {
    /// What the question, the answer and our own rules take, besides the ticketing system.
    private static final Duration ON_THE_WAY = Duration.ofMillis(750);

    private static final Duration ANSWER_WITHIN_MIN = Duration.ofMillis(1_500);

    private ServerAgents() {}

    /// They keep the same thresholds as the server's own lanes.
    static Agents of(
            Settings settings,
            Lanes.Office office,
            LaneSetups setups,
            LaneOrders orders,
            MasterKey master,
            GalleryFeed.Model model) {
        SyncAnswer.Rules rules = new SyncAnswer.Rules(
                settings.fpir(),
                settings.marginScore(),
                settings.passFmr(),
                settings.passClockSkew(),
                settings.patience(),
                settings.partyPatience(),
                answerWithin(settings.ticketingTimeout()),
                settings.agentAgeMax(),
                settings.agentTicketAgeMax());
        AgentTerms terms = new AgentTerms(
                rules,
                model.version(),
                lane -> told(setups.of(lane)),
                (lane, now) -> orders(orders, lane, now),
                settings.lastWordsKept());
        return new Agents(
                new AgentOffice(office.database(), master, office.admissions(), office.desk(), terms),
                new AgentOpening(office.database()),
                new AgentWatch(office.database(), settings.agentAgeMax(), office.clock()),
                new AgentBell());
    }

    /// Longer than the server itself waits for a ticketing system, so that an agent does not decide alone what is
    /// being refused; shorter than a gate may stay unclaimed.
    static Duration answerWithin(Duration ticketingTimeout) {
        Duration within = ticketingTimeout.plus(ON_THE_WAY);
        return within.compareTo(ANSWER_WITHIN_MIN) > 0 ? within : ANSWER_WITHIN_MIN;
    }

    private static SyncAnswer.Orders orders(LaneOrders orders, LaneId lane, Instant now) {
        Optional<LaneOrder> order = Optional.ofNullable(orders.standing(now).get(lane));
        return new SyncAnswer.Orders(
                order.flatMap(LaneOrder::pause).isPresent(),
                order.flatMap(LaneOrder::message).map(told -> new SyncAnswer.Message(told.text(), told.until())),
                List.of());
    }

    /// What an agent is told of how its lane is set up.
    static SyncAnswer.Setup told(LaneSetup setup) {
        CaptureZone zone = setup.zone();
        return new SyncAnswer.Setup(
                setup.camera().map(CameraAddress::text),
                zone.left(),
                zone.top(),
                zone.right(),
                zone.bottom(),
                setup.eyeDistanceMin(),
                Symbology.text(setup.codes()));
    }

    /// The setup of which [#told] tells.
    static LaneSetup setup(SyncAnswer.Setup told) {
        return new LaneSetup(
                told.camera().flatMap(CameraAddress::parse),
                new CaptureZone(told.left(), told.top(), told.right(), told.bottom()),
                told.eyeDistanceMin(),
                Symbology.parse(told.codes()));
    }

    /// Lanes that run here, and those that have an agent.
    static List<LaneState> states(Lanes lanes, Agents agents, EventId event) {
        List<LaneState> here = lanes.states(event);
        Set<LaneId> known = here.stream().map(state -> state.lane().id()).collect(Collectors.toSet());
        return Stream.concat(
                        here.stream(),
                        agents.watch().states(event).stream()
                                .filter(state -> !known.contains(state.lane().id())))
                .toList();
    }
}

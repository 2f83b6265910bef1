package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.facelane.face.Candidate;
import org.facelane.face.ReferenceId;
import org.facelane.face.Score;
import org.facelane.face.acquire.AcquisitionFailure;
import org.facelane.face.acquire.LaneObservation.Nobody;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.acquire.LaneObservation.SeveralPeople;
import org.facelane.face.acquire.LaneObservation.Unusable;
import org.facelane.face.pad.LightChallenge;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Decision;
import org.facelane.venue.Decision.Admit;
import org.facelane.venue.Decision.AskTicket;
import org.facelane.venue.Decision.Refer;
import org.facelane.venue.Decision.Unrecognised;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.lane.Companions.Lead;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.jspecify.annotations.Nullable;

/// One guest's turn after another: takes what each frame tells and says what the lane's screen shows.
///
/// ```
///            somebody comes                    two frames agree, or it has looked long enough
///  Idle ───────────────────► LookHere ──────────────────────────► Welcome | AskTicket | AskSteward
///   ▲  ▲ several people        │  ▲                                   │
///   │  └──► OneAtATime ◄───────┘  └──── somebody else comes ──────────┤
///   └───────────────── gone, and the answer has stood long enough ────┘
/// ```
///
/// A turn ends once, and only when it is written: if the database does not answer, [#take] throws
/// [org.facelane.venue.store.DatabaseUnreachable] and the next frame tries again under the same nonce. Nothing about an
/// unrecognised person outlives the turn. Not thread-safe: one a lane.
final class LaneTurn {
    private static final int COLOUR_COUNT = 4;
    private static final Duration COLOUR_EACH = Duration.ofMillis(360);

    /// How long the film of a light challenge is waited for.
    private static final Duration LIGHT_WITHIN = Duration.ofSeconds(4);

    private final LaneRules rules;
    private final Passage passage;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ShownTickets tickets;

    private @Nullable Turn turn;
    private @Nullable Companions party;
    private @Nullable Instant crowdSince;
    private boolean crowdReferred;
    private LaneScreen answer = new LaneScreen.Idle();
    private Instant answeredAt = Instant.EPOCH;

    /// @param random draws the colours of light challenges; nobody must be able to foresee them
    LaneTurn(LaneRules rules, Passage passage, InstantSource clock, RandomGenerator random) {
        this.random = requireNonNull(random, "random is null");
        this.rules = requireNonNull(rules, "rules is null");
        tickets = new ShownTickets(rules.screenHold());
        this.passage = requireNonNull(passage, "passage is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// What the screen shows after a frame, and how a turn ended if one did.
    ///
    /// @param settled the track that needs no more looking at
    record Step(LaneScreen screen, Optional<TurnEnded> ended, Optional<Long> settled) {}

    /// @param at when the frame was taken
    /// @param computed time spent on it
    Step take(Sighting sighting, Instant at, Duration computed) {
        return switch (sighting.observation()) {
            case Nobody _ -> nobody(at);
            case SeveralPeople _ -> severalPeople(at);
            case Unusable unusable ->
                unusable(turnOf(unusable.track(), unusable.since()), unusable.reason(), at, computed);
            case Seen seen -> seen(turnOf(seen.track(), seen.since()), seen, sighting, at, computed);
        };
    }

    /// Whether a guest with a party is being let in. Frames are not looked at meanwhile.
    boolean isWithParty() {
        return party != null;
    }

    /// Goes on with the guest's party.
    ///
    /// @param said on the screen since the last time
    Step along(Optional<Companions.Said> said, Instant at) {
        Companions now = requireNonNull(party, "nobody has a party");
        Optional<TurnEnded> ended = now.goOn(said, at);
        ended.ifPresent(end -> tickets.ended(end.ending(), at));
        if (now.isGivenUp(at)) {
            forget();
            return nobody(at);
        }
        answer = now.screen();
        if (now.isOver(at)) {
            party = null;
        }
        return new Step(answer, ended, Optional.ofNullable(turn).map(lead -> lead.track));
    }

    /// Time passes and no frame comes.
    Step nobody(Instant at) {
        crowdSince = null;
        crowdReferred = false;
        return show(ShownTickets.isWithin(rules.screenHold(), answeredAt, at) ? answer : new LaneScreen.Idle());
    }

    /// The colours that whoever stands there is being shown.
    Optional<LightChallenge> challenge() {
        return turn == null || turn.lit ? Optional.empty() : Optional.ofNullable(turn.challenge);
    }

    /// The film of the challenge was looked at; the sightings from now on know what came of it. The look begins
    /// anew: nobody was searched for while there was a suspicion.
    void lit() {
        if (turn != null) {
            turn.lit = true;
            turn.lookSince = null;
        }
    }

    /// A ticket's code is held up. While the same one is, the answer stays; another one waits for the gate.
    Step ticketShown(String code, Instant at) {
        ShownTickets.Shown now = tickets.see(code, at);
        if (now.isAnswered()) {
            return stillShown(at);
        }
        Optional<TicketId> ticket = now.of(passage.desk().ticketOf(passage.lane(), code));
        if (ticket.filter(guest -> tickets.isStillThere(guest, at)).isPresent()) {
            now.answer(at);
            return stillThere(at);
        }
        if (tickets.isGateTaken(at)) {
            return show(answer);
        }
        Lead lead = Lead.untimed(() -> passage.letIn(code, ticket, now.nonce()));
        Optional<Ending> ending =
                asks(ticket, lead) ? Optional.empty() : Optional.of(lead.letIn().get());
        answeredAt = clock.instant();
        now.answer(answeredAt);
        turn = null;
        answer = ending.map(this::ended).orElse(answer);
        return new Step(answer, ending.map(end -> lead.ended(end, clock.instant())), Optional.empty());
    }

    /// The code that was answered is still held up, and so the answer stays.
    Step stillShown(Instant at) {
        answeredAt = at;
        return show(answer);
    }

    /// The guest who was let in is still there.
    private Step stillThere(Instant at) {
        boolean stands = ShownTickets.isWithin(rules.screenHold(), answeredAt, at);
        answer = stands ? answer : new LaneScreen.Welcome();
        return stillShown(at);
    }

    /// What the lane does about everybody while it can decide nothing.
    FreePassage free() {
        return passage.free();
    }

    /// Forgets whoever stands there; used when the lane stops recognising. Whom a party was asked about is asked
    /// anew.
    void forget() {
        if (party != null) {
            tickets.forgetCodes();
            answer = new LaneScreen.Idle();
        }
        turn = null;
        party = null;
        crowdSince = null;
        answeredAt = Instant.EPOCH;
    }

    private Step severalPeople(Instant at) {
        crowdSince = crowdSince == null ? at : crowdSince;
        if (crowdReferred) {
            return show(new LaneScreen.AskSteward(ReferReason.SEVERAL_PEOPLE));
        }
        if (Duration.between(crowdSince, at).compareTo(rules.crowdPatience()) < 0) {
            return show(new LaneScreen.OneAtATime());
        }
        Lead crowd = Lead.untimed(() -> passage.refer(ReferReason.SEVERAL_PEOPLE, Optional.empty(), Duration.ZERO));
        TurnEnded ended = crowd.ended(crowd.letIn().get(), clock.instant());
        crowdReferred = true;
        return new Step(new LaneScreen.AskSteward(ReferReason.SEVERAL_PEOPLE), Optional.of(ended), Optional.empty());
    }

    private Step unusable(Turn current, AcquisitionFailure reason, Instant at, Duration computed) {
        if (current.ended) {
            return show(answer);
        }
        current.computed = current.computed.plus(computed);
        if (Duration.between(current.since, at).compareTo(rules.patience()) < 0) {
            return show(new LaneScreen.LookHere(reason.advice()));
        }
        ReferReason referred = DecisionPolicy.onUnusable(reason);
        return end(current, passage.refer(referred, Optional.empty(), Duration.ZERO), Optional.empty());
    }

    private Step seen(Turn current, Seen seen, Sighting sighting, Instant at, Duration computed) {
        if (current.ended) {
            return current.stillThere(at) ? stillThere(at) : show(answer);
        }
        current.computed = current.computed.plus(computed);
        Optional<Candidate> first = sighting.recognised(rules.policy());
        current.note(seen.frameCount(), first, at);
        boolean enough = seen.frameCount() >= rules.framesEnough() || current.looked(at, rules.lookEnough());
        boolean agreed = current.agreeing >= rules.framesMin();
        boolean over = current.looked(at, rules.patience());
        Optional<Decision> suspicion = rules.policy().onSuspicion(seen, passage.lane());
        if (suspicion.isPresent() && (enough || seen.frameCount() >= rules.framesMin())) {
            return current.awaitsLight(at)
                    ? show(new LaneScreen.Light(requireNonNull(current.challenge)))
                    : end(current, carryOut(suspicion.get(), current), Optional.empty());
        }
        if (!agreed && !enough) {
            return show(new LaneScreen.LookHere(LaneSight.LOOK));
        }
        Optional<Ticket> ticket = first.flatMap(candidate -> passage.desk().ticketOf(candidate.reference()));
        Decision decision = sighting.decide(rules.policy(), ticket, passage.lane(), clock.instant());
        boolean certain = switch (decision) {
            case Admit _ -> agreed;
            case Refer(ReferReason reason, Optional<TicketId> _) ->
                reason == ReferReason.LOOK_ALIKES || reason == ReferReason.PASS_OF_SOMEBODY_ELSE ? enough : agreed;
            case AskTicket _ -> agreed;
            case Unrecognised _ -> enough;
        };
        if (!certain && !over) {
            return show(new LaneScreen.LookHere(LaneSight.LOOK));
        }
        if (seen.pad() == PadVerdict.ATTACK) {
            current.noteSuspicion(ticket.map(Ticket::id));
        }
        Optional<Score> score = first.map(Candidate::score);
        if (certain && decision instanceof Admit(ReferenceId reference, TicketId guest, Score _)) {
            current.guest = guest;
            if (current.stillThere(at)) {
                current.ended = true;
                return new Step(stillThere(at).screen(), Optional.empty(), Optional.of(current.track));
            }
            FaceAdmission request = current.request(reference, guest);
            Lead lead = new Lead(() -> passage.letIn(request), score, current.waited(), current.computed);
            if (asks(Optional.of(guest), lead)) {
                current.ended = true;
                return new Step(answer, Optional.empty(), Optional.of(current.track));
            }
        }
        return end(current, certain ? carryOut(decision, current) : new Ending.Unrecognised(), score);
    }

    /// Whether the guest has a party, so that somebody is asked on the screen before the gate opens.
    private boolean asks(Optional<TicketId> guest, Lead lead) {
        List<TicketId> waiting = guest.map(passage::party).orElse(List.of());
        if (waiting.isEmpty()) {
            return false;
        }
        party = new Companions(passage, lead, waiting, rules, clock);
        answer = party.screen();
        return true;
    }

    private Ending carryOut(Decision decision, Turn current) {
        return switch (decision) {
            case Admit(ReferenceId reference, TicketId ticket, Score _) ->
                passage.letIn(current.request(reference, ticket));
            case Refer(ReferReason reason, Optional<TicketId> ticket) ->
                passage.refer(reason, ticket, current.waited());
            case AskTicket(ReferReason reason) -> new Ending.TicketAsked(reason);
            case Unrecognised _ -> new Ending.Unrecognised();
        };
    }

    private Step end(Turn current, Ending ending, Optional<Score> score) {
        answer = ended(ending);
        current.ended = true;
        answeredAt = clock.instant();
        return new Step(
                answer,
                Optional.of(new TurnEnded(ending, score, current.waited(), current.computed, clock.instant())),
                Optional.of(current.track));
    }

    private LaneScreen ended(Ending ending) {
        tickets.ended(ending, clock.instant());
        boolean isStranger = ending instanceof Ending.Unrecognised;
        return LaneScreen.of(ending, isStranger ? passage.desk().searchesOnly(passage.lane()) : Optional.empty());
    }

    private Step show(LaneScreen screen) {
        return new Step(screen, Optional.empty(), Optional.empty());
    }

    private Turn turnOf(long track, Instant since) {
        crowdSince = null;
        crowdReferred = false;
        if (turn == null || turn.track != track || !turn.since.equals(since)) {
            turn = new Turn(track, since);
        }
        return turn;
    }

    /// What is known of whoever stands there now.
    private final class Turn {
        private final long track;
        private final Instant since;
        private Duration computed = Duration.ZERO;
        private int frameCount;
        private @Nullable Instant firstUsable;
        private @Nullable ReferenceId agreed;
        private int agreeing;
        private @Nullable FaceAdmission request;
        private @Nullable Instant lookSince;
        private @Nullable LightChallenge challenge;
        private Instant lightUntil = Instant.MIN;
        private boolean lit;
        private boolean suspicionNoted;
        private boolean ended;
        private @Nullable TicketId guest;

        private Turn(long track, Instant since) {
            this.track = track;
            this.since = since;
        }

        /// @param frames usable so far; a frame that added nothing agrees with nobody
        private void note(int frames, Optional<Candidate> first, Instant at) {
            firstUsable = firstUsable == null ? at : firstUsable;
            lookSince = lookSince == null ? at : lookSince;
            if (frames == frameCount) {
                return;
            }
            frameCount = frames;
            ReferenceId reference = first.map(Candidate::reference).orElse(null);
            agreeing = reference == null ? 0 : reference.equals(agreed) ? agreeing + 1 : 1;
            agreed = reference;
        }

        /// Once a turn, and before anything is done about it: what follows may have to be tried again.
        private void noteSuspicion(Optional<TicketId> ticket) {
            if (!suspicionNoted) {
                passage.noteSuspicion(ticket);
                suspicionNoted = true;
            }
        }

        /// Whether the light can still take the suspicion back; the first question draws the colours.
        private boolean awaitsLight(Instant at) {
            if (!passage.lane().lightOnSuspicion() || lit) {
                return false;
            }
            if (challenge == null) {
                challenge = LightChallenge.draw(random, COLOUR_COUNT, COLOUR_EACH);
                lightUntil = at.plus(LIGHT_WITHIN);
            }
            return at.isBefore(lightUntil);
        }

        /// Whether it is the guest whose ticket's code was shown, too, and who was let in.
        private boolean stillThere(Instant at) {
            return guest != null && tickets.isStillThereWithCode(guest, at);
        }

        private boolean looked(Instant at, Duration duration) {
            return lookSince != null && Duration.between(lookSince, at).compareTo(duration) >= 0;
        }

        private Duration waited() {
            Duration waited = firstUsable == null ? Duration.ZERO : Duration.between(firstUsable, clock.instant());
            return waited.isNegative() ? Duration.ZERO : waited;
        }

        /// The same request while nobody knows what became of it.
        private FaceAdmission request(ReferenceId reference, TicketId ticket) {
            if (request == null || !request.reference().equals(reference)) {
                request = new FaceAdmission(reference, ticket, passage.lane().id(), UUID.randomUUID(), waited());
            }
            return request;
        }
    }
}

package org.facelane.venue.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.facelane.face.Score;
import org.facelane.venue.Admission;
import org.facelane.venue.ReferReason;
import org.facelane.venue.TicketId;
import org.facelane.venue.lane.LaneEvent.Ending;
import org.facelane.venue.lane.LaneEvent.TurnEnded;
import org.jspecify.annotations.Nullable;

/// A guest with a party before the lane: the screen asks how many come along, and only so many tickets are used.
///
/// ```
///  ASKED ── said how many, or nobody says anything in time: none ──► the guest is let in ──► one after the other ──►
///  OVER
///                                                                        │ not let in                              ▲
///                                                                        └────────────────────────────────────────┘
/// ```
///
/// Nothing is used up before somebody has said how many come, but the guest's own ticket. Each of them is admitted at
/// the moment when the gate opens for them, so what a lane that ends in between has not done is not burnt. What the
/// database does not answer is asked again under the same nonce, but not for long: then the party is given up, and of
/// an admission whose answer was lost [org.facelane.venue.admission.Admissions#settle] tells a steward. Nobody's face
/// is looked at meanwhile. Not thread-safe: one a turn.
final class Companions {
    /// So long a step is tried again while the database does not answer, and so late it may come at most. A
    /// database that is started again is back before; later the guests have turned away, and the gate would open
    /// for others.
    static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final Passage passage;
    private final Lead guest;
    private final List<TicketId> waiting;
    private final Duration apart;
    private final InstantSource clock;
    private final UUID ask = UUID.randomUUID();
    private final Instant askedUntil;

    private int coming = -1;
    private int done;
    private @Nullable Admission lead;
    private Instant next = Instant.MIN;
    private Instant tryUntil;
    private LaneScreen screen;
    private Optional<ReferReason> referred = Optional.empty();
    private boolean last;

    /// The guest who brings the others, or whoever else has a turn.
    ///
    /// @param letIn lets the guest in; asked again while nothing is settled, under the same nonce
    record Lead(Supplier<Ending> letIn, Optional<Score> score, Duration waited, Duration computed) {
        /// Nobody was looked at.
        static Lead untimed(Supplier<Ending> letIn) {
            return new Lead(letIn, Optional.empty(), Duration.ZERO, Duration.ZERO);
        }

        TurnEnded ended(Ending ending, Instant at) {
            return new TurnEnded(ending, score, waited, computed, at);
        }
    }

    /// @param waiting the guest's further tickets, at least one
    /// @param rules how long an answer is waited for, and from one opening of the gate to the next
    Companions(Passage passage, Lead guest, List<TicketId> waiting, LaneRules rules, InstantSource clock) {
        this.passage = requireNonNull(passage, "passage is null");
        this.guest = requireNonNull(guest, "guest is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.waiting = List.copyOf(waiting);
        apart = rules.screenHold();
        askedUntil = clock.instant().plus(rules.partyPatience());
        tryUntil = askedUntil.plus(RETRY_MAX);
        screen = new LaneScreen.PartyAsked(ask, waiting.size());
    }

    /// What was said on the screen.
    ///
    /// @param ask what it answers
    /// @param count how many come along
    record Said(UUID ask, int count) {}

    LaneScreen screen() {
        return screen;
    }

    /// Whether the last of them has had time to pass.
    boolean isOver(Instant now) {
        return last && !now.isBefore(next);
    }

    /// Whether nothing could be settled for so long that nobody knows who stands there now.
    boolean isGivenUp(Instant now) {
        return !last && !now.isBefore(tryUntil);
    }

    /// One step, if it is time for one.
    ///
    /// @return how it ended for the one whose turn it was
    Optional<TurnEnded> goOn(Optional<Said> said, Instant now) {
        if (coming < 0) {
            said.filter(answer -> answer.ask().equals(ask))
                    .ifPresent(answer -> coming = Math.clamp(answer.count(), 0, waiting.size()));
            if (coming < 0 && now.isBefore(askedUntil)) {
                return Optional.empty();
            }
            coming = Math.max(coming, 0);
            tryUntil = now.isBefore(askedUntil) ? now.plus(RETRY_MAX) : tryUntil;
        }
        if (last || now.isBefore(next) || isGivenUp(now)) {
            return Optional.empty();
        }
        Ending ending = lead == null ? guest.letIn().get() : passage.letInAlong(lead.id(), waiting.get(done - 1));
        Lead turn = lead == null ? guest : Lead.untimed(guest.letIn());
        if (lead == null && ending instanceof Ending.LetIn(Admission admission)) {
            lead = admission;
        }
        took(ending, now);
        return Optional.of(turn.ended(ending, clock.instant()));
    }

    private void took(Ending ending, Instant now) {
        done++;
        next = now.plus(apart);
        Instant settled = clock.instant();
        tryUntil = (settled.isAfter(next) ? settled : next).plus(RETRY_MAX);
        if (ending instanceof Ending.Referred(ReferReason reason, Optional<TicketId> _)) {
            referred = Optional.of(reason);
        }
        last = lead == null || done > coming;
        if (lead == null) {
            screen = LaneScreen.of(ending, Optional.empty());
        } else if (last && referred.isPresent()) {
            screen = new LaneScreen.AskSteward(referred.get());
        } else {
            screen = coming == 0 ? new LaneScreen.Welcome() : new LaneScreen.OneOfParty(done, coming + 1);
        }
    }
}

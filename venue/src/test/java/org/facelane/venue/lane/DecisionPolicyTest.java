package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.facelane.face.Candidate;
import org.facelane.face.ReferenceId;
import org.facelane.face.Score;
import org.facelane.face.acquire.LaneObservation.Seen;
import org.facelane.face.pad.PadReason;
import org.facelane.face.pad.PadVerdict;
import org.facelane.venue.Decision;
import org.facelane.venue.Decision.Admit;
import org.facelane.venue.Decision.AskTicket;
import org.facelane.venue.Decision.Refer;
import org.facelane.venue.Decision.Unrecognised;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.Lane.OnSuspicion;
import org.facelane.venue.LaneId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.Ticket.Status;
import org.facelane.venue.TicketId;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DecisionPolicyTest {
    /// With one reference a thousandth is a score of 30.
    private static final DecisionPolicy POLICY = new DecisionPolicy(1e-3, 6);

    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private static final EventId EVENT = EventId.random();
    private static final TicketId TICKET = TicketId.random();
    private static final ReferenceId FIRST = new ReferenceId(UUID.randomUUID());
    private static final ReferenceId SECOND = new ReferenceId(UUID.randomUUID());
    private static final Lane LANE = lane(OnSuspicion.REFER);
    private static final Optional<Instant> ANY = Optional.empty();
    private static final Optional<String> EVERYWHERE = Optional.empty();
    private static final Optional<Ticket> VALID = ticket(Status.VALID, ANY, ANY, EVERYWHERE);

    private record Row(
            String name, List<Candidate> candidates, int count, Optional<Ticket> ticket, Decision expected) {}

    @TestFactory
    Stream<DynamicTest> decides() {
        return Stream.of(
                        new Row("nobody found", List.of(), 1, Optional.empty(), new Unrecognised()),
                        new Row("below the threshold", found(29.9), 1, VALID, new Unrecognised()),
                        new Row("at the threshold", found(30.1), 1, VALID, admit(30.1)),
                        new Row("the threshold grows with the gallery", found(77), 60_000, VALID, new Unrecognised()),
                        new Row("far above it", found(90), 60_000, VALID, admit(90)),
                        new Row("the guest has withdrawn", found(90), 1, Optional.empty(), new Unrecognised()),
                        new Row("second within the margin", found(40, 34), 1, VALID, lookAlikes()),
                        new Row("second beyond the margin", found(40, 33.9), 1, VALID, admit(40)),
                        new Row("second below the threshold, within the margin", found(31, 29), 1, VALID, lookAlikes()),
                        new Row("two at the top of the scale", found(200, 200), 1, VALID, lookAlikes()),
                        new Row("both below the threshold", found(29, 28), 1, VALID, new Unrecognised()),
                        new Row("unpaid", found(40), 1, status(Status.UNPAID), refer(ReferReason.TICKET_UNPAID)),
                        new Row("blocked", found(40), 1, status(Status.BLOCKED), refer(ReferReason.TICKET_BLOCKED)),
                        new Row(
                                "cancelled",
                                found(40),
                                1,
                                status(Status.CANCELLED),
                                refer(ReferReason.TICKET_CANCELLED)),
                        new Row(
                                "not valid yet",
                                found(40),
                                1,
                                ticket(Status.VALID, Optional.of(NOW.plusMillis(1)), ANY, EVERYWHERE),
                                refer(ReferReason.TICKET_NOT_YET_VALID)),
                        new Row(
                                "expired",
                                found(40),
                                1,
                                ticket(Status.VALID, ANY, Optional.of(NOW), EVERYWHERE),
                                refer(ReferReason.TICKET_EXPIRED)),
                        new Row(
                                "another entrance",
                                found(40),
                                1,
                                ticket(Status.VALID, ANY, ANY, Optional.of("South")),
                                refer(ReferReason.OTHER_ENTRANCE)),
                        new Row(
                                "the same entrance in other letters, from now on",
                                found(40),
                                1,
                                ticket(
                                        Status.VALID,
                                        Optional.of(NOW),
                                        Optional.of(NOW.plusSeconds(1)),
                                        Optional.of("NORTH")),
                                admit(40)),
                        new Row("look-alikes before the ticket", found(40, 39), 1, status(Status.UNPAID), lookAlikes()))
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(POLICY.decide(row.candidates(), row.count(), row.ticket(), LANE, NOW))
                                .isEqualTo(row.expected())));
    }

    private record Suspicion(PadVerdict verdict, OnSuspicion rule, Optional<Decision> expected) {}

    @TestFactory
    Stream<DynamicTest> doesOnSuspicion_whatTheLaneIsSetTo() {
        Optional<Decision> goOn = Optional.empty();
        return Stream.of(
                        new Suspicion(
                                PadVerdict.ATTACK,
                                OnSuspicion.REFER,
                                Optional.of(new Refer(ReferReason.FRAMED, Optional.empty()))),
                        new Suspicion(
                                PadVerdict.ATTACK,
                                OnSuspicion.ASK_TICKET,
                                Optional.of(new AskTicket(ReferReason.FRAMED))),
                        new Suspicion(PadVerdict.ATTACK, OnSuspicion.NOTE, goOn),
                        new Suspicion(PadVerdict.UNDECIDED, OnSuspicion.REFER, goOn),
                        new Suspicion(PadVerdict.UNDECIDED, OnSuspicion.ASK_TICKET, goOn),
                        new Suspicion(PadVerdict.UNDECIDED, OnSuspicion.NOTE, goOn),
                        new Suspicion(PadVerdict.BONA_FIDE, OnSuspicion.REFER, goOn),
                        new Suspicion(PadVerdict.BONA_FIDE, OnSuspicion.ASK_TICKET, goOn),
                        new Suspicion(PadVerdict.BONA_FIDE, OnSuspicion.NOTE, goOn))
                .map(row -> DynamicTest.dynamicTest(
                        row.verdict() + " at a lane set to " + row.rule(),
                        () -> assertThat(POLICY.onSuspicion(
                                        seen(row.verdict(), Optional.of(PadReason.FRAMED)), lane(row.rule())))
                                .isEqualTo(row.expected())));
    }

    @Test
    void tellsTheSteward_whichEvidenceSpoke() {
        for (PadReason evidence : PadReason.values()) {
            assertThat(POLICY.onSuspicion(seen(PadVerdict.ATTACK, Optional.of(evidence)), LANE))
                    .contains(new Refer(ReferReason.valueOf(evidence.name()), Optional.empty()));
        }
        assertThat(POLICY.onSuspicion(seen(PadVerdict.ATTACK, Optional.empty()), LANE))
                .contains(new Refer(ReferReason.LIGHT_CONTRADICTED, Optional.empty()));
    }

    private static Seen seen(PadVerdict verdict, Optional<PadReason> evidence) {
        return new Seen(1, Guests.features(1), 4, verdict, evidence, NOW);
    }

    @Test
    void searchesAMarginBelowWhatCounts() {
        assertThat(POLICY.searched(1).reachedBy(new Score(24.1))).isTrue();
        assertThat(POLICY.searched(1).reachedBy(new Score(23.9))).isFalse();
        assertThat(new DecisionPolicy(0.5, 20).searched(100).least().value()).isZero();
    }

    @Test
    void refusesImpossibleRules() {
        assertThatThrownBy(() -> new DecisionPolicy(0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DecisionPolicy(0.1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(0, 4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(3, 2, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(2, 4, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Lane lane(OnSuspicion rule) {
        return new Lane(LaneId.random(), EVENT, "Lane 1", Optional.of("North"), Optional.empty(), rule, false);
    }

    private static LaneRules rules(int framesMin, int framesEnough, int patienceSeconds) {
        Duration second = Duration.ofSeconds(1);
        return new LaneRules(
                POLICY,
                framesMin,
                framesEnough,
                Duration.ofSeconds(2),
                Duration.ofSeconds(patienceSeconds),
                second,
                second,
                second,
                second);
    }

    private static List<Candidate> found(double score) {
        return List.of(new Candidate(FIRST, new Score(score)));
    }

    private static List<Candidate> found(double first, double second) {
        return List.of(new Candidate(FIRST, new Score(first)), new Candidate(SECOND, new Score(second)));
    }

    private static Decision admit(double score) {
        return new Admit(FIRST, TICKET, new Score(score));
    }

    private static Decision refer(ReferReason reason) {
        return new Refer(reason, Optional.of(TICKET));
    }

    private static Decision lookAlikes() {
        return new Refer(ReferReason.LOOK_ALIKES, Optional.empty());
    }

    private static Optional<Ticket> status(Status status) {
        return ticket(status, ANY, ANY, EVERYWHERE);
    }

    private static Optional<Ticket> ticket(
            Status status, Optional<Instant> from, Optional<Instant> until, Optional<String> entrance) {
        return Optional.of(
                new Ticket(TICKET, EVENT, "T-1", Optional.empty(), Optional.empty(), entrance, from, until, status));
    }
}

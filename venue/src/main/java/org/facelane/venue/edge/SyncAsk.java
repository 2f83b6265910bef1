package org.facelane.venue.edge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.LaneState;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.edge.ledger.Told;

/// What an agent says and asks every second, and at once when there is something to say.
///
/// @param clock what the agent's machine takes the time to be
/// @param holds the gallery version by which it recognises; empty: it holds no gallery in memory, and asks for the key
/// @param has the last gallery change on its disk, 0 if there is none
/// @param ticketsAfter asks for tickets in the order of their ids, from the one after this; empty: it has them all
/// @param news what the last answer said it is good for; empty with the first
/// @param followed how far it has followed the tickets that open by their code; empty: it holds none
/// @param ledger names the ledger
/// @param told what the ledger has for the server, in order
/// @param state how the lane is
/// @param hearing of the gate's sensor, where the agent listens to it, hears it, and has nothing else to tell
/// @param carriesOver whether it keeps what opens its gallery for a start without the server
public record SyncAsk(
        Instant clock,
        Optional<Long> holds,
        long has,
        Optional<UUID> ticketsAfter,
        Optional<String> news,
        Optional<TicketPage.Place> followed,
        UUID ledger,
        List<Line> told,
        State state,
        Optional<Hearing> hearing,
        boolean carriesOver) {
    /// Where it is asked.
    public static final String PATH = "/api/agent/sync";

    /// How many lines an ask may have.
    public static final int TOLD_COUNT_MAX = 200;

    public SyncAsk {
        requireNonNull(clock, "clock is null");
        requireNonNull(holds, "holds is null");
        requireNonNull(ticketsAfter, "ticketsAfter is null");
        requireNonNull(news, "news is null");
        requireNonNull(followed, "followed is null");
        requireNonNull(ledger, "ledger is null");
        requireNonNull(state, "state is null");
        requireNonNull(hearing, "hearing is null");
        told = List.copyOf(told);
    }

    /// From when to when the sensor was heard without a break: every word of that time is told with this ask, or
    /// was before.
    ///
    /// @param address of the sensor, as the lane is set
    public record Hearing(String address, Instant since, Instant until) {
        public Hearing {
            requireNonNull(address, "address is null");
            requireNonNull(since, "since is null");
            requireNonNull(until, "until is null");
        }
    }

    /// How the lane is, for the stewards' board.
    public record State(
            LaneState.Activity activity,
            Optional<String> why,
            long unrecognisedCount,
            long droppedFrameCount,
            long damagedFrameCount) {
        public State {
            requireNonNull(activity, "activity is null");
            requireNonNull(why, "why is null");
        }

        public static State of(LaneState state) {
            return new State(
                    state.activity(),
                    state.why(),
                    state.unrecognisedCount(),
                    state.droppedFrameCount(),
                    state.damagedFrameCount());
        }
    }

    /// What is told of a ledger, in a form that travels.
    ///
    /// @param id of the admission's or exit's nonce or of the referral; empty for anything else
    /// @param milliseconds waited, where that is known; of a free passage, how long it was until `at`
    public record Line(
            Kind kind,
            long number,
            Optional<UUID> id,
            Optional<UUID> ticket,
            Optional<ReferReason> reason,
            Instant at,
            Optional<Long> milliseconds,
            boolean gateOpened) {
        /// What it is about.
        public enum Kind {
            ADMISSION,
            /// As an admission, by the ticket's code and not by a face.
            TICKET_ADMISSION,
            REFERRAL,
            SUSPICION,
            EXIT,
            PASSED,
            NOT_PASSED,
            FREE_PASSAGE
        }

        public Line {
            requireNonNull(kind, "kind is null");
            requireNonNull(id, "id is null");
            requireNonNull(ticket, "ticket is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(at, "at is null");
            requireNonNull(milliseconds, "milliseconds is null");
        }

        public static Line of(Told told) {
            return switch (told) {
                case Told.Admission it ->
                    new Line(
                            it.byTicket() ? Kind.TICKET_ADMISSION : Kind.ADMISSION,
                            it.number(),
                            Optional.of(it.nonce()),
                            Optional.of(it.ticket().value()),
                            Optional.empty(),
                            it.admittedAt(),
                            Optional.of(it.waited().toMillis()),
                            it.gateOpened());
                case Told.Referral it ->
                    new Line(
                            Kind.REFERRAL,
                            it.number(),
                            Optional.of(it.id().value()),
                            it.ticket().map(TicketId::value),
                            Optional.of(it.reason()),
                            it.at(),
                            it.waited().map(Duration::toMillis),
                            false);
                case Told.Suspicion it -> plain(Kind.SUSPICION, it.number(), Optional.empty(), it.ticket(), it.at());
                case Told.Exit it ->
                    plain(Kind.EXIT, it.number(), Optional.of(it.nonce()), Optional.of(it.ticket()), it.at());
                case Told.Passage it ->
                    plain(
                            it.passed() ? Kind.PASSED : Kind.NOT_PASSED,
                            it.number(),
                            it.admission().map(AdmissionId::value),
                            Optional.empty(),
                            it.at());
                case Told.FreePassage it ->
                    new Line(
                            Kind.FREE_PASSAGE,
                            it.number(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            it.at(),
                            Optional.of(Duration.between(it.since(), it.at()).toMillis()),
                            false);
            };
        }

        private static Line plain(Kind kind, long number, Optional<UUID> id, Optional<TicketId> ticket, Instant at) {
            return new Line(
                    kind, number, id, ticket.map(TicketId::value), Optional.empty(), at, Optional.empty(), false);
        }

        /// @throws IllegalArgumentException if something is missing that its kind needs
        public Told told() {
            return switch (kind) {
                case ADMISSION, TICKET_ADMISSION ->
                    new Told.Admission(
                            number,
                            needed(id),
                            new TicketId(needed(ticket)),
                            at,
                            Duration.ofMillis(needed(milliseconds)),
                            kind == Kind.TICKET_ADMISSION,
                            gateOpened);
                case REFERRAL ->
                    new Told.Referral(
                            number,
                            new ReferralId(needed(id)),
                            needed(reason),
                            ticket.map(TicketId::new),
                            milliseconds.map(Duration::ofMillis),
                            at);
                case SUSPICION -> new Told.Suspicion(number, ticket.map(TicketId::new), at);
                case EXIT -> new Told.Exit(number, needed(id), new TicketId(needed(ticket)), at);
                case PASSED -> new Told.Passage(number, true, id.map(AdmissionId::new), at);
                case NOT_PASSED -> new Told.Passage(number, false, id.map(AdmissionId::new), at);
                case FREE_PASSAGE -> new Told.FreePassage(number, at.minusMillis(needed(milliseconds)), at);
            };
        }

        private static <T> T needed(Optional<T> value) {
            return value.orElseThrow(() -> new IllegalArgumentException("a line of the ledger is not whole"));
        }
    }
}

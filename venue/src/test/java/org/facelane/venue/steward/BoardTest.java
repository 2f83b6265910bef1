package org.facelane.venue.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState;
import org.facelane.venue.LaneState.Activity;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Referral;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.facelane.venue.admission.AdmissionOutcome;
import org.facelane.venue.admission.Admissions;
import org.facelane.venue.admission.FaceAdmission;
import org.facelane.venue.admission.GatePatience;
import org.facelane.venue.admission.MergeOutcome;
import org.facelane.venue.admission.OfflineAdmission;
import org.facelane.venue.steward.BoardEvent.Arrival;
import org.facelane.venue.steward.BoardEvent.Counts;
import org.facelane.venue.steward.BoardEvent.LaneChanged;
import org.facelane.venue.steward.BoardEvent.ReferralOpened;
import org.facelane.venue.steward.BoardEvent.ReferralResolved;
import org.facelane.venue.steward.BoardEvent.Snapshot;
import org.facelane.venue.steward.Stewards.Resolution;
import org.facelane.venue.store.AdmissionStore.Means;
import org.facelane.venue.store.ReferralStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private final List<LaneState> running = new CopyOnWriteArrayList<>();
    private final ReentrantLock looking = new ReentrantLock();
    private Admissions admissions;
    private Stewards stewards;
    private Event event;
    private Lane lane;
    private Board board;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        event = Guests.event(test);
        lane = Guests.lane(test, event);
        admissions = new Admissions(test.database(), GatePatience.DEFAULT);
        stewards = new Stewards(
                test.database(), admissions, Guests.ownTickets(test), _ -> Optional.empty(), Guests.noAgents(test));
        board = Board.open(test.database(), _ -> running(), clock);
    }

    @AfterEach
    void end() {
        board.close();
    }

    @Test
    void showsEverythingFirst() throws Exception {
        Enrolled guest = Guests.enrolled(test, event);
        admit(guest);
        refer(ReferReason.TOO_DARK, Optional.empty());
        Enrolled unpaid = Guests.enrolled(test, event);
        clock.pass(Duration.ofSeconds(1));
        refer(ReferReason.TICKET_UNPAID, Optional.of(unpaid.ticket().id()));
        try (BoardSubscription steward = board.subscribe(event.id())) {
            Snapshot snapshot = next(steward, Snapshot.class);
            assertThat(snapshot.arrivals()).hasSize(2);
            assertThat(snapshot.arrivals().getFirst()).isInstanceOfSatisfying(Arrival.Referred.class, arrival -> {
                assertThat(arrival.ticketCode()).isEqualTo(unpaid.ticket().code());
                assertThat(arrival.reason()).isEqualTo(ReferReason.TICKET_UNPAID);
            });
            assertThat(snapshot.arrivals().getLast()).isInstanceOfSatisfying(Arrival.Admitted.class, arrival -> {
                assertThat(arrival.holder()).isEqualTo(guest.ticket().holder());
                assertThat(arrival.waited()).contains(Duration.ofMillis(321));
            });
            assertThat(snapshot.referrals())
                    .extracting(ReferralOpened::reason)
                    .containsExactly(ReferReason.TOO_DARK, ReferReason.TICKET_UNPAID);
            assertThat(snapshot.counts()).isEqualTo(new Counts(2, 1, 2));
            assertThat(snapshot.lanes())
                    .extracting(changed -> changed.lane().activity())
                    .containsExactly(Activity.OFFLINE);
        }
    }

    @Test
    void tellsThatAnAdmissionWasAnnulled_howeverLateThatWas() throws Exception {
        Enrolled guest = Guests.enrolled(test, event);
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            admit(guest);
            AdmissionId admitted = next(steward, Arrival.Admitted.class).id();
            assertThat(next(steward, Counts.class).admitted()).isEqualTo(1);
            clock.pass(Duration.ofMinutes(4));
            assertThat(stewards.annul(admitted, "Ada", clock.instant())).isTrue();
            Arrival.Annulled annulled = next(steward, Arrival.Annulled.class);
            assertThat(annulled.id()).isEqualTo(admitted);
            assertThat(annulled.ticketCode()).isEqualTo(guest.ticket().code());
            assertThat(next(steward, Counts.class).admitted()).isZero();
        }
    }

    @Test
    void tellsWhatHappens_once() throws Exception {
        Enrolled guest = Guests.enrolled(test, event);
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            admit(guest);
            assertThat(next(steward, Arrival.Admitted.class).ticketCode())
                    .isEqualTo(guest.ticket().code());
            assertThat(next(steward, Counts.class).admitted()).isEqualTo(1);
            Referral referral = refer(ReferReason.SEVERAL_PEOPLE, Optional.empty());
            assertThat(next(steward, ReferralOpened.class).id()).isEqualTo(referral.id());
            assertThat(next(steward, Counts.class).referralsOpen()).isEqualTo(1);
            stewards.resolve(referral.id(), "Ada", clock.instant());
            assertThat(next(steward, ReferralResolved.class).by()).isEqualTo("Ada");
            assertThat(next(steward, Counts.class).referralsOpen()).isZero();
            running.add(state(0, 0));
            assertThat(next(steward, LaneChanged.class).lane().activity()).isEqualTo(Activity.RECOGNISING);
            running.set(0, state(0, 99)); // dropped frames are no news
            running.set(0, state(1, 99));
            assertThat(next(steward, LaneChanged.class).lane().unrecognisedCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void showsNothingOfAnotherEvent() throws Exception {
        Event other = Guests.event(test);
        try (BoardSubscription steward = board.subscribe(other.id())) {
            next(steward, Snapshot.class);
            admit(Guests.enrolled(test, event));
            assertThat(steward.next(Duration.ofMillis(1_200))).isEmpty();
        }
    }

    @Test
    void givesANewSnapshot_toWhoeverFellBehind() throws Exception {
        Snapshot snapshot = new Snapshot(List.of(), List.of(), List.of(), new Counts(0, 0, 0));
        try (BoardSubscription steward = new BoardSubscription(_ -> {})) {
            assertThat(steward.isBehind()).isTrue();
            steward.offer(snapshot);
            for (int i = 0; i <= BoardSubscription.WAITING_MAX; i++) {
                assertThat(steward.isBehind()).isEqualTo(i == BoardSubscription.WAITING_MAX);
                steward.offer(new Counts(i, 0, 0));
            }
            assertThat(steward.next(Duration.ofMillis(1))).isEmpty();
            steward.offer(snapshot);
            steward.offer(new Counts(7, 0, 0));
            assertThat(next(steward, Snapshot.class)).isEqualTo(snapshot);
            assertThat(next(steward, Counts.class).enrolled()).isEqualTo(7);
        }
    }

    @Test
    void goesOn_databaseAwayForAWhile() throws Exception {
        Enrolled guest = Guests.enrolled(test, event);
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            test.goDown();
            assertThat(steward.next(Duration.ofMillis(1_200))).isEmpty();
            test.comeBack();
            admit(guest);
            assertThat(next(steward, Arrival.Admitted.class).ticketCode())
                    .isEqualTo(guest.ticket().code());
        }
    }

    @Test
    void tellsWhoNeedsHelp_heardOfLongAfterwards() throws Exception {
        Instant then = clock.instant();
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            clock.pass(Duration.ofMinutes(10));
            Referral referral = referAt(then);
            assertThat(next(steward, ReferralOpened.class).id()).isEqualTo(referral.id());
            assertThat(next(steward, Counts.class).referralsOpen()).isEqualTo(1);
            stewards.resolve(referral.id(), "Ada", clock.instant());
            assertThat(next(steward, ReferralResolved.class).id()).isEqualTo(referral.id());
        }
    }

    @Test
    void tellsWhoCameIn_heardOfLongAfterwards() throws Exception {
        Instant then = clock.instant();
        Enrolled guest = Guests.enrolled(test, event);
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            clock.pass(Duration.ofMinutes(10));
            OfflineAdmission told = new OfflineAdmission(
                    guest.ticket().id(), lane.id(), UUID.randomUUID(), Means.FACE, then, Duration.ZERO, true);
            assertThat(admissions.merge(told, clock.instant())).isInstanceOf(MergeOutcome.Counted.class);
            assertThat(next(steward, Arrival.Admitted.class).at()).isEqualTo(then);
            assertThat(next(steward, Counts.class).admitted()).isEqualTo(1);
        }
    }

    @Test
    void tellsWhatHappenedWhileItCouldNotLook_howeverLongThatWas() throws Exception {
        Enrolled guest = Guests.enrolled(test, event);
        Referral referral = refer(ReferReason.TOO_DARK, Optional.empty());
        try (BoardSubscription steward = board.subscribe(event.id())) {
            next(steward, Snapshot.class);
            looking.lock();
            try {
                admit(guest);
                stewards.resolve(referral.id(), "Ada", clock.instant());
                clock.pass(Duration.ofMinutes(10));
            } finally {
                looking.unlock();
            }
            assertThat(next(steward, Arrival.Admitted.class).ticketCode())
                    .isEqualTo(guest.ticket().code());
            assertThat(next(steward, ReferralResolved.class).id()).isEqualTo(referral.id());
        }
    }

    @Test
    void refusesAnEventThatDoesNotExist() {
        assertThatThrownBy(() -> board.subscribe(EventId.random())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsWithTheBoard() throws Exception {
        BoardSubscription steward = board.subscribe(event.id());
        board.close();
        assertThat(steward.isClosed()).isTrue();
        assertThat(steward.next(Duration.ofMillis(1))).isEmpty();
        assertThatThrownBy(() -> board.subscribe(event.id())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void resolvesOnce() {
        Referral referral = refer(ReferReason.TOO_DARK, Optional.empty());
        assertThat(stewards.resolve(referral.id(), "Ada", Guests.NOW)).isEqualTo(new Resolution.Resolved());
        assertThat(stewards.resolve(referral.id(), "Bob", Guests.NOW))
                .isEqualTo(new Resolution.ResolvedBefore(Guests.NOW, "Ada"));
        assertThat(stewards.resolve(ReferralId.random(), "Ada", Guests.NOW)).isEqualTo(new Resolution.NoSuchReferral());
    }

    /// No look at the database begins while a test holds this.
    private List<LaneState> running() {
        looking.lock();
        try {
            return List.copyOf(running);
        } finally {
            looking.unlock();
        }
    }

    private void admit(Enrolled guest) {
        AdmissionOutcome outcome = admissions.admit(
                new FaceAdmission(
                        guest.reference(), guest.ticket().id(), lane.id(), UUID.randomUUID(), Duration.ofMillis(321)),
                clock.instant());
        assertThat(outcome).isInstanceOf(AdmissionOutcome.Admitted.class);
    }

    private Referral refer(ReferReason reason, Optional<TicketId> ticket) {
        return insert(referral(reason, ticket, clock.instant()));
    }

    private Referral referAt(Instant at) {
        return insert(referral(ReferReason.TOO_DARK, Optional.empty(), at));
    }

    private Referral insert(Referral referral) {
        test.database().transact(tx -> ReferralStore.insert(tx, referral));
        return referral;
    }

    private Referral referral(ReferReason reason, Optional<TicketId> ticket, Instant at) {
        return new Referral(
                ReferralId.random(), event.id(), lane.id(), reason, ticket, Optional.empty(), Optional.empty(), at);
    }

    private LaneState state(long unrecognised, long dropped) {
        return new LaneState(lane, Activity.RECOGNISING, Optional.empty(), Optional.empty(), unrecognised, dropped, 0);
    }

    private static <T extends BoardEvent> T next(BoardSubscription steward, Class<T> type) throws InterruptedException {
        Optional<BoardEvent> next = steward.next(PATIENCE);
        assertThat(next).containsInstanceOf(type);
        return type.cast(next.orElseThrow());
    }
}

package org.facelane.venue.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.face.acquire.CaptureOutcome;
import org.facelane.venue.Consent;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.lane.DecisionPolicy;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.PassStore;
import org.facelane.venue.slice.Slices;
import org.facelane.venue.slice.Slicing;
import org.facelane.venue.store.GalleryChanges;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where an event is split, whoever enrols is in their own slice from the first: no other lane, and no other agent, is
/// ever given what they enrolled with. Nobody looks through the tickets here, as the server does every ten seconds.
class EnrolmentSliceTest {
    private static final Capture PICTURE = new Capture.PictureFile(new byte[] {1});
    private static final Slice NORTH = new Slice(true, Optional.of("North"));
    private static final Slice SOUTH = new Slice(true, Optional.of("South"));

    private static TestDatabase test;

    private Slices slices;
    private int faces;

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
        slices = new Slices(test.database(), Duration.ofMinutes(30));
    }

    @Test
    void theAgentOfAnotherEntranceIsNeverGivenTheSealedTemplate() {
        Event event = Guests.event(Mode.SEALED);
        new EventOpening(test.database(), test.master()).open(event, "staff tests", Guests.NOW);
        split(event, true, true);
        Ticket ticket = ticket(event);
        enrol(event, ticket, false, () -> {});
        assertThat(known(event, NORTH, 1)).isInstanceOf(PassDesk.Known.Stands.class);
        assertThat(known(event, SOUTH, 1)).isInstanceOf(PassDesk.Known.Elsewhere.class);
        enrol(event, ticket, true, () -> {});
        assertThat(known(event, NORTH, 1)).isInstanceOf(PassDesk.Known.Withdrawn.class);
        assertThat(known(event, NORTH, 3)).as("renewed").isInstanceOf(PassDesk.Known.Stands.class);
        assertThat(known(event, SOUTH, 3)).as("renewed").isInstanceOf(PassDesk.Known.Elsewhere.class);
        assertThat(changes(event)).as("nobody has it who is to let it go").hasSize(3);
    }

    @Test
    void aLaneOfAnotherEntranceNeverSearchesTheReference() {
        Event event = Guests.event(test);
        split(event, true, true);
        enrol(event, ticket(event), false, () -> {});
        assertThat(count(event, NORTH)).isEqualTo(1);
        assertThat(count(event, SOUTH)).isZero();
        assertThat(changes(event)).hasSize(1);
    }

    @Test
    void nobodySearchesTheReferenceOfAnotherHour() {
        Event event = Guests.event(test);
        split(event, false, true);
        Ticket early = ticket(event);
        test.execute("update ticket set valid_from = '" + Guests.NOW.plus(Duration.ofHours(2)) + "'");
        enrol(event, early, false, () -> {});
        assertThat(count(event, NORTH)).isZero();
        assertThat(count(event, Slice.WHOLE)).isEqualTo(1);
    }

    @Test
    void whoEnrolsWhileTheEventIsBeingSplitIsInTheirSliceToo() {
        Event event = Guests.event(test);
        enrol(event, ticket(event), false, () -> split(event, true, false));
        assertThat(count(event, NORTH)).isEqualTo(1);
        assertThat(count(event, SOUTH)).isZero();
    }

    private void split(Event event, boolean byEntrance, boolean byTime) {
        assertThat(slices.set(event.id(), new Slicing(byEntrance, byTime), "staff tests", Guests.NOW))
                .isTrue();
    }

    /// For the north entrance.
    private static Ticket ticket(Event event) {
        Ticket ticket = Guests.ticket(test, event);
        test.execute("update ticket set entrance = 'North' where id = '" + ticket.id() + "'");
        return ticket;
    }

    /// @param meanwhile happens while the picture is looked at
    private void enrol(Event event, Ticket ticket, boolean renews, Runnable meanwhile) {
        try (GalleryFeed feed =
                GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, () -> Guests.NOW)) {
            EnrolmentOutcome outcome = new Enrolment(
                            test.database(),
                            test.master(),
                            _ -> {
                                meanwhile.run();
                                return new CaptureOutcome.Usable(Guests.features(++faces));
                            },
                            slices,
                            new LookAlikes(test.database(), _ -> feed, DecisionPolicy.DEFAULT::searched))
                    .enrol(
                            new EnrolmentRequest(
                                    ticket.id(), new Consent(1, "en"), PICTURE, EnrolmentRequest.GUEST, renews),
                            Guests.NOW);
            assertThat(outcome).isInstanceOf(EnrolmentOutcome.Enrolled.class);
        }
    }

    /// What an agent of this slice is told of the pass of this change.
    private static PassDesk.Known known(Event event, Slice slice, int version) {
        ReferenceId id = changes(event).get(version - 1).reference();
        return test.database().read(tx -> PassStore.ofIds(tx, event.id(), slice, List.of(id))).stream()
                .map(PassStore.Hashed::known)
                .findFirst()
                .orElseThrow();
    }

    private static List<GalleryChanges.Change> changes(Event event) {
        return test.database().read(tx -> GalleryChanges.after(tx, event.id(), new GalleryVersion(0), 10));
    }

    private static int count(Event event, Slice slice) {
        try (GalleryFeed feed =
                GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, slice, () -> Guests.NOW)) {
            return feed.current().gallery().count();
        }
    }
}

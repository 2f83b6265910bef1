package org.facelane.venue.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.EventId;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.LaneStore;
import org.facelane.venue.store.ReferenceStore.Slice;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What lanes hold of a gallery that is split.
class SlicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Duration MARGIN = Duration.ofMinutes(30);
    private static final Instant NOW = Guests.NOW;

    private static TestDatabase test;

    private Event event;
    private Slices slices;

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
        slices = new Slices(test.database(), MARGIN);
    }

    @Test
    void aLaneHoldsEverybody_whileTheGalleryIsNotSplit() {
        enrolled("North", Optional.empty());
        enrolled("South", Optional.empty());
        assertThat(slices.settle(NOW)).isZero();
        assertThat(count(slices.of(lane("North")))).isEqualTo(2);
    }

    @Test
    void aLaneHoldsTheGuestsOfItsEntrance_andThoseWithoutOne() {
        for (int i = 0; i < 3; i++) {
            enrolled("North", Optional.empty());
        }
        enrolled("SOUTH", Optional.empty());
        enrolled("South", Optional.empty());
        Guests.enrolled(test, event);
        assertThat(split(true, false)).isTrue();
        assertThat(count(slices.of(lane("north")))).isEqualTo(4);
        assertThat(count(slices.of(lane("South")))).isEqualTo(3);
        assertThat(count(slices.of(Guests.lane(test, event)))).isEqualTo(6);
        assertThat(count(Slice.WHOLE)).isEqualTo(6);
    }

    @Test
    void aLaneHoldsTheGuestsOfTheHour_andAMarginAround() {
        enrolled("North", Optional.of(NOW.plus(Duration.ofMinutes(20))));
        enrolled("North", Optional.of(NOW.plus(Duration.ofMinutes(40))));
        assertThat(split(false, true)).isTrue();
        Lane lane = lane("North");
        try (GalleryFeed feed = feed(slices.of(lane))) {
            assertThat(feed.current().gallery().count()).isEqualTo(1);
            slices.settle(NOW.plus(Duration.ofMinutes(15)));
            awaitNewest(feed);
            assertThat(feed.current().gallery().count()).isEqualTo(2);
            slices.settle(NOW.plus(Duration.ofMinutes(20)).plus(SLOT).plus(MARGIN));
            awaitNewest(feed);
            assertThat(feed.current().gallery().count()).isEqualTo(1);
        }
    }

    @Test
    void aLaneFollows_whenATicketIsSoldAnewForAnotherEntrance_orTheSplitIsTakenBack() {
        Enrolled guest = enrolled("North", Optional.empty());
        split(true, false);
        try (GalleryFeed north = feed(slices.of(lane("North")));
                GalleryFeed south = feed(slices.of(lane("South")))) {
            assertThat(found(north, guest)).isTrue();
            assertThat(found(south, guest)).isFalse();
            test.execute("update ticket set entrance = 'South' where id = '"
                    + guest.ticket().id() + "'");
            assertThat(slices.settle(NOW.plus(Slices.INTERVAL))).isEqualTo(1);
            awaitNewest(north);
            awaitNewest(south);
            assertThat(found(north, guest)).isFalse();
            assertThat(found(south, guest)).isTrue();
            split(false, false);
            awaitNewest(north);
            assertThat(found(north, guest)).isTrue();
        }
    }

    @Test
    void anErasureReachesASlice_andIsCompleteOnlyThen() {
        Enrolled here = enrolled("North", Optional.empty());
        Enrolled elsewhere = enrolled("South", Optional.empty());
        split(true, false);
        Lane lane = lane("North");
        Erasures erasures = new Erasures(test.database(), "node");
        try (GalleryFeed feed = feed(slices.of(lane))) {
            GalleryVersion joined = erasures.join(lane.id(), NOW);
            awaitNewest(feed);
            erasures.acknowledge(lane.id(), feed.current().version(), NOW);
            assertThat(feed.current().version()).isGreaterThanOrEqualTo(joined);
            for (Enrolled guest : List.of(here, elsewhere)) {
                assertThat(erasures.withdraw(guest.guest().id(), NOW)).isInstanceOf(Erasure.Erasing.class);
                awaitNewest(feed);
                assertThat(found(feed, guest)).isFalse();
                erasures.acknowledge(lane.id(), feed.current().version(), NOW);
                assertThat(erasures.progress(guest.guest().id())).containsInstanceOf(Erasure.Erased.class);
            }
            assertThat(feed.current().gallery().count()).isZero();
        }
    }

    @Test
    void twoNodesThatSettleAtOnce_moveNobodyTwice() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            enrolled("North", Optional.empty());
        }
        split(true, false);
        long before = version().value();
        test.execute("update ticket set entrance = 'South'");
        Thread other = Thread.ofVirtual().start(() -> new Slices(test.database(), MARGIN).settle(NOW));
        slices.settle(NOW);
        other.join();
        assertThat(version().value()).isEqualTo(before + 20);
    }

    @Test
    void saysThatThereIsNoSuchEvent() {
        assertThat(slices.set(EventId.random(), Slicing.NONE, "staff tests", NOW))
                .isFalse();
        assertThat(slices.of(EventId.random())).isEmpty();
    }

    private static final Duration SLOT = Duration.ofHours(1);

    private boolean split(boolean byEntrance, boolean byTime) {
        return slices.set(event.id(), new Slicing(byEntrance, byTime), "staff tests", NOW);
    }

    private Enrolled enrolled(String entrance, Optional<Instant> from) {
        TicketId id = TicketId.random();
        Ticket ticket = new Ticket(
                id,
                event.id(),
                "T-" + id,
                Optional.empty(),
                Optional.empty(),
                Optional.of(entrance),
                from,
                from.map(start -> start.plus(SLOT)),
                Ticket.Status.VALID);
        test.database().transact(tx -> {
            TicketStore.insert(tx, ticket);
            return ticket;
        });
        return Guests.enrolled(test, event, ticket);
    }

    private Lane lane(String entrance) {
        Lane lane = new Lane(
                LaneId.random(),
                event.id(),
                "Lane at " + entrance,
                Optional.of(entrance),
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
        test.database().transact(tx -> LaneStore.insert(tx, lane, new byte[32], NOW));
        return lane;
    }

    private int count(Slice slice) {
        try (GalleryFeed feed = feed(slice)) {
            return feed.current().gallery().count();
        }
    }

    private GalleryFeed feed(Slice slice) {
        return GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, slice, () -> NOW);
    }

    private GalleryVersion version() {
        return test.database().read(tx -> EventStore.galleryVersion(tx, event.id()));
    }

    private void awaitNewest(GalleryFeed feed) {
        try {
            assertThat(feed.awaitVersion(version(), PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static boolean found(GalleryFeed feed, Enrolled guest) {
        Gallery gallery = feed.current().gallery();
        return gallery.search(gallery.probe(guest.features()), Threshold.forFmr(1e-3), 3).stream()
                .anyMatch(candidate -> candidate.reference().equals(guest.reference()));
    }
}

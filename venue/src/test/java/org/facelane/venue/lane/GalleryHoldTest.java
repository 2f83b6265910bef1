package org.facelane.venue.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneState.Why;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.lane.LaneGallery.Held;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GalleryHoldTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static TestDatabase test;

    private Event event;
    private Lane lane;
    private Erasures erasures;
    private GalleryFeed feed;

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
        erasures = new Erasures(test.database(), "node");
        feed = GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, CLOCK);
    }

    @AfterEach
    void end() {
        feed.close();
    }

    /// The one before it had not ended when the lane was started again.
    @Test
    void keepsErasuresWaiting_thoughTheHoldBeforeItLeavesLate() throws InterruptedException {
        GuestId leaving = Guests.enrolled(test, event).guest().id();
        awaitNewest();
        GalleryHold before = hold();
        assertThat(before.current()).isInstanceOf(Held.Current.class);
        GalleryHold now = hold();
        assertThat(now.current()).isInstanceOf(Held.Current.class);
        before.leave();
        assertThat(erasures.withdraw(leaving, CLOCK.instant())).isInstanceOf(Erasure.Erasing.class);
        awaitNewest();
        assertThat(erasures.progress(leaving)).containsInstanceOf(Erasure.Erasing.class);
        assertThat(now.current()).isInstanceOf(Held.Current.class);
        assertThat(erasures.progress(leaving)).containsInstanceOf(Erasure.Erased.class);
    }

    @Test
    void joinsAgain_itsRowIsGone() throws InterruptedException {
        awaitNewest();
        GalleryHold hold = hold();
        assertThat(hold.current()).isInstanceOf(Held.Current.class);
        erasures.nodeStarted(CLOCK.instant());
        GuestId leaving = Guests.enrolled(test, event).guest().id();
        awaitNewest();
        assertThat(hold.current()).isEqualTo(new Held.Nothing(Why.STARTING));
        assertThat(hold.current()).isInstanceOf(Held.Current.class);
        assertThat(erasures.withdraw(leaving, CLOCK.instant())).isInstanceOf(Erasure.Erasing.class);
    }

    @Test
    void handsNothingOut_whenTheClockWasSetBack() throws InterruptedException {
        awaitNewest();
        InstantSource setBack = () -> CLOCK.instant().minus(Duration.ofHours(1));
        GalleryHold hold = new GalleryHold(lane, erasures, () -> feed, Duration.ofMinutes(10), setBack);
        assertThat(hold.current()).isEqualTo(new Held.Nothing(Why.GALLERY_TOO_OLD));
    }

    private GalleryHold hold() {
        return new GalleryHold(lane, erasures, () -> feed, Duration.ofMinutes(10), CLOCK);
    }

    private void awaitNewest() throws InterruptedException {
        assertThat(feed.awaitVersion(
                        test.database().read(tx -> EventStore.galleryVersion(tx, event.id())), Duration.ofSeconds(60)))
                .isTrue();
    }
}

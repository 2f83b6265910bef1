package org.facelane.venue.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Event;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What lanes that run search, when the gallery is split otherwise meanwhile.
class GalleriesTest {
    private static final Duration MARGIN = Duration.ofMinutes(30);

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private TestDatabase test;
    private Event event;
    private Slices slices;
    private Galleries galleries;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        event = Guests.event(test);
        slices = new Slices(test.database(), MARGIN);
        galleries = Galleries.open(test.database(), test.master(), Guests.MODEL, slices, clock);
    }

    @AfterEach
    void close() {
        galleries.close();
        test.close();
    }

    @Test
    void aLaneThatRuns_goesOverToItsSlice_andBack() {
        Enrolled north = enrolled("North");
        Enrolled south = enrolled("South");
        Lane lane = lane("North");
        assertThat(finds(lane, north) && finds(lane, south)).isTrue();
        split(true);
        Waiting.until("only its own", () -> finds(lane, north) && !finds(lane, south));
        split(false);
        Waiting.until("everybody", () -> finds(lane, north) && finds(lane, south));
    }

    @Test
    void aLaneThatWasMovedToAnotherEntrance_searchesThatOnesGuests() {
        Enrolled north = enrolled("North");
        Enrolled south = enrolled("South");
        split(true);
        Lane lane = lane("North");
        assertThat(finds(lane, north)).isTrue();
        Lane moved = new Lane(
                lane.id(),
                event.id(),
                lane.name(),
                Optional.of("South"),
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
        assertThat(finds(moved, south)).isTrue();
        assertThat(finds(moved, north)).isFalse();
    }

    @Test
    void anErasureReachesALane_whileItGoesOver() {
        Enrolled guest = enrolled("North");
        Enrolled other = enrolled("South");
        Lane lane = lane("North");
        assertThat(finds(lane, guest)).isTrue();
        split(true);
        new Erasures(test.database(), "node").withdraw(guest.guest().id(), Guests.NOW);
        Waiting.until("nobody", () -> !finds(lane, guest) && !finds(lane, other));
        split(false);
        Waiting.until("the other", () -> finds(lane, other));
        assertThat(finds(lane, guest)).isFalse();
    }

    @Test
    void whatNobodySearchesAnyMore_isOverwrittenAndForgotten() {
        Enrolled south = enrolled("South");
        Lane lane = lane("North");
        GalleryFeed whole = galleries.of(event.id());
        Gallery gallery = whole.current().gallery();
        assertThat(galleries.of(lane)).isSameAs(whole);
        split(true);
        Waiting.until("over", () -> galleries.of(lane) != whole);
        assertThat(galleries.count()).isEqualTo(2);
        assertThat(finds(gallery, south)).isTrue();
        Waiting.until("let go", () -> {
            clock.pass(Galleries.UNUSED_MAX.dividedBy(4));
            galleries.of(lane);
            return galleries.count() == 1;
        });
        assertThat(finds(gallery, south)).isFalse();
        assertThatThrownBy(whole::current).isInstanceOf(IllegalStateException.class);
        assertThat(galleries.of(event.id()).current().gallery().count()).isEqualTo(1);
    }

    private void split(boolean byEntrance) {
        slices.set(event.id(), new Slicing(byEntrance, false), "staff tests", Guests.NOW);
    }

    private boolean finds(Lane lane, Enrolled guest) {
        return finds(galleries.of(lane).current().gallery(), guest);
    }

    private static boolean finds(Gallery gallery, Enrolled guest) {
        return gallery.search(gallery.probe(guest.features()), Threshold.forFmr(1e-3), 3).stream()
                .anyMatch(candidate -> candidate.reference().equals(guest.reference()));
    }

    private Enrolled enrolled(String entrance) {
        TicketId id = TicketId.random();
        Ticket ticket = new Ticket(
                id,
                event.id(),
                "T-" + id,
                Optional.empty(),
                Optional.empty(),
                Optional.of(entrance),
                Optional.empty(),
                Optional.empty(),
                Ticket.Status.VALID);
        test.database().transact(tx -> {
            TicketStore.insert(tx, ticket);
            return ticket;
        });
        return Guests.enrolled(test, event, ticket);
    }

    private Lane lane(String entrance) {
        return new Lane(
                LaneId.random(),
                event.id(),
                "Lane at " + entrance,
                Optional.of(entrance),
                Optional.empty(),
                Lane.OnSuspicion.REFER,
                false);
    }
}

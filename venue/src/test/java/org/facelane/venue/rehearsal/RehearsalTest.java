package org.facelane.venue.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.facelane.venue.Event;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.LiveGallery;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RehearsalTest {
    private TestDatabase test;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void fillsTheGallery_besidePeopleWhoEnrolled() {
        Event event = Guests.rehearsal(test);
        Guests.enrolled(test, event);
        Rehearsal rehearsal = rehearsal();
        rehearsal.fill(event.id(), 2_300, 1, Guests.NOW);
        rehearsal.fill(event.id(), 10, 2, Guests.NOW);
        Guests.enrolled(test, event);
        try (GalleryFeed feed =
                GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, InstantSource.system())) {
            LiveGallery live = feed.current();
            assertThat(live.gallery().count()).isEqualTo(2_312);
            assertThat(live.version().value()).isEqualTo(2_312);
        }
        EventStore.Counts counts = test.database().read(tx -> EventStore.counts(tx, event.id()));
        assertThat(counts).isEqualTo(new EventStore.Counts(2_312, 2_312, 0, 0, 0));
    }

    @Test
    void refuses_anEventOfRealGuests() {
        Event event = Guests.event(test);
        Rehearsal rehearsal = rehearsal();
        assertThatThrownBy(() -> rehearsal.fill(event.id(), 1, 1, Guests.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal");
    }

    @Test
    void isRefusedByTheDatabase_inAnEventOfRealGuests() {
        Event event = Guests.event(test);
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        assertThatThrownBy(() -> test.execute("update guest set made_up = true where id = '"
                        + enrolled.guest().id() + "'"))
                .hasMessageContaining("guest_event_id_rehearsal_only_fkey");
    }

    @Test
    void cannotTurnIntoAnEventOfRealGuests() {
        Event event = Guests.rehearsal(test);
        rehearsal().fill(event.id(), 1, 1, Guests.NOW);
        assertThatThrownBy(() -> test.execute("update event set rehearsal = false where id = '" + event.id() + "'"))
                .hasMessageContaining("guest_event_id_rehearsal_only_fkey");
    }

    private Rehearsal rehearsal() {
        return new Rehearsal(test.database(), test.master(), random -> Guests.features(random.nextLong()));
    }
}

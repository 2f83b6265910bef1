package org.facelane.venue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facelane.face.Candidate;
import org.facelane.face.Threshold;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalleryFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private TestDatabase test;
    private Event event;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
        event = Guests.event(test);
    }

    @Test
    void loads_whoIsEnrolled() {
        Guests.Enrolled first = Guests.enrolled(test, event);
        Guests.Enrolled erased = Guests.enrolled(test, event);
        Guests.enrolled(test, Guests.event(test));
        erase(erased);
        try (GalleryFeed feed = feed()) {
            assertThat(feed.current().version()).isEqualTo(new GalleryVersion(3));
            assertThat(feed.current().gallery().count()).isEqualTo(1);
            assertThat(found(feed, first)).isTrue();
            assertThat(found(feed, erased)).isFalse();
        }
    }

    @Test
    void follows_enrolmentsAndErasures() throws InterruptedException {
        try (GalleryFeed feed = feed()) {
            Guests.Enrolled first = Guests.enrolled(test, event);
            Guests.Enrolled second = Guests.enrolled(test, event);
            assertThat(feed.awaitVersion(new GalleryVersion(2), PATIENCE)).isTrue();
            assertThat(found(feed, first)).isTrue();
            assertThat(found(feed, second)).isTrue();
            erase(first);
            assertThat(feed.awaitVersion(new GalleryVersion(3), PATIENCE)).isTrue();
            assertThat(found(feed, first)).isFalse();
            assertThat(found(feed, second)).isTrue();
        }
    }

    @Test
    void follows_withoutNotices() throws InterruptedException {
        try (GalleryFeed feed = feed()) {
            test.execute("update event set gallery_version = 1");
            test.execute("insert into gallery_change select id, 1, 'ERASED', gen_random_uuid(), created_at from event");
            assertThat(feed.awaitVersion(new GalleryVersion(1), PATIENCE)).isTrue();
        }
    }

    @Test
    void readsAnew_whenNumbersHaveAGap() throws InterruptedException {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        try (GalleryFeed feed = feed()) {
            test.execute("update event set gallery_version = 7 where id = '" + event.id() + "'");
            assertThat(feed.awaitVersion(new GalleryVersion(7), PATIENCE)).isTrue();
            assertThat(found(feed, enrolled)).isTrue();
        }
    }

    @Test
    void ages_whileTheDatabaseIsAway_andRecoversByItself() throws InterruptedException {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        try (GalleryFeed feed = feed()) {
            awaitAsOf(feed, clock.instant());
            test.goDown();
            assertThatThrownBy(() -> test.database().read(tx -> tx)).isInstanceOf(DatabaseUnreachable.class);
            Instant away = Guests.NOW.plusSeconds(30);
            clock.set(away);
            assertThat(feed.awaitVersion(new GalleryVersion(2), Duration.ofSeconds(2)))
                    .isFalse();
            assertThat(feed.current().asOf()).isBefore(away);
            assertThat(found(feed, enrolled)).isTrue();
            test.comeBack();
            awaitAsOf(feed, away);
            erase(enrolled);
            assertThat(feed.awaitVersion(new GalleryVersion(2), PATIENCE)).isTrue();
            assertThat(found(feed, enrolled)).isFalse();
        } finally {
            test.comeBack();
            clock.set(Guests.NOW);
        }
    }

    @Test
    void forgetsEverybody_whenTheEventEnds() throws InterruptedException {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        try (GalleryFeed feed = feed()) {
            new Erasures(test.database(), "node").endEvent(event.id(), "staff tests", Guests.NOW);
            assertThat(feed.awaitVersion(new GalleryVersion(2), PATIENCE)).isTrue();
            assertThat(feed.current().gallery().count()).isZero();
        }
        try (GalleryFeed feed = feed()) {
            assertThat(feed.current().gallery().count()).isZero();
            assertThat(found(feed, enrolled)).isFalse();
        }
    }

    @Test
    void holdsNothing_onceClosed() {
        GalleryFeed feed = feed();
        feed.close();
        assertThatThrownBy(feed::current).isInstanceOf(IllegalStateException.class);
    }

    private GalleryFeed feed() {
        return GalleryFeed.open(test.database(), test.master(), event.id(), Guests.MODEL, clock);
    }

    private void erase(Guests.Enrolled enrolled) {
        new Erasures(test.database(), "node").withdraw(enrolled.guest().id(), Guests.NOW);
    }

    private static boolean found(GalleryFeed feed, Guests.Enrolled enrolled) {
        LiveGallery live = feed.current();
        List<Candidate> candidates =
                live.gallery().search(live.gallery().probe(enrolled.features()), Threshold.forFmr(1e-6), 3);
        return candidates.stream().anyMatch(one -> one.reference().equals(enrolled.reference()));
    }

    private static void awaitAsOf(GalleryFeed feed, Instant asOf) throws InterruptedException {
        for (int i = 0; i < 600 && feed.current().asOf().isBefore(asOf); i++) {
            Thread.sleep(100);
        }
        assertThat(feed.current().asOf()).isAfterOrEqualTo(asOf);
    }
}

package org.facelane.venue.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.Consent;
import org.facelane.venue.Erasure;
import org.facelane.venue.Erasure.Erased;
import org.facelane.venue.Erasure.Erasing;
import org.facelane.venue.Event;
import org.facelane.venue.GalleryVersion;
import org.facelane.venue.Guest;
import org.facelane.venue.GuestId;
import org.facelane.venue.Lane;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.store.ErasureStore;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.EventStore;
import org.facelane.venue.store.GuestStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasuresTest {
    private static final Instant NOW = Guests.NOW.plus(Duration.ofMinutes(1));

    private TestDatabase test;
    private Erasures erasures;
    private Event event;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
        erasures = new Erasures(test.database(), "node-1");
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
    void erasesAtOnce_whenNoLaneHoldsTheGallery() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Guests.lane(test, event);
        assertThat(erasures.withdraw(enrolled.guest().id(), NOW)).isEqualTo(new Erased(NOW));
    }

    @Test
    void deletesTheReference_fromTheTable() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        assertThat(count("reference")).isEqualTo(1);
        erasures.withdraw(enrolled.guest().id(), NOW);
        assertThat(count("reference")).isZero();
        assertThat(count("consent where withdrawn_at is null")).isZero();
        assertThat(count("gallery_change where kind = 'ERASED' and version = 2"))
                .isEqualTo(1);
    }

    @Test
    void staysErasing_untilEveryLaneHasAcknowledged() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Lane first = Guests.lane(test, event);
        Lane second = Guests.lane(test, event);
        GalleryVersion one = erasures.join(first.id(), NOW);
        erasures.acknowledge(first.id(), one, NOW);
        erasures.acknowledge(second.id(), erasures.join(second.id(), NOW), NOW);
        GalleryVersion two = new GalleryVersion(2);
        assertThat(erasures.withdraw(enrolled.guest().id(), NOW)).isEqualTo(new Erasing(two));
        erasures.acknowledge(first.id(), two, NOW);
        assertThat(progress(enrolled)).isEqualTo(new Erasing(two));
        erasures.acknowledge(second.id(), one, NOW);
        assertThat(progress(enrolled)).isEqualTo(new Erasing(two));
        Instant last = NOW.plusSeconds(3);
        erasures.acknowledge(second.id(), two, last);
        assertThat(progress(enrolled)).isEqualTo(new Erased(last));
        assertThat(audit())
                .anyMatch(line -> line.action().equals("erased")
                        && line.subject().equals("guest " + enrolled.guest().id()));
    }

    @Test
    void namesEachLaneThatLetGo_thoughTheLastToAskReadTheClockFirst() {
        Lane first = Guests.lane(test, event);
        Lane second = Guests.lane(test, event);
        erasures.join(first.id(), NOW);
        erasures.join(second.id(), NOW);
        Guests.Enrolled guest = Guests.enrolled(test, event);
        erasures.withdraw(guest.guest().id(), NOW);
        GalleryVersion version = test.database().read(tx -> EventStore.galleryVersion(tx, event.id()));
        erasures.acknowledge(first.id(), version, NOW.plusMillis(20));
        erasures.acknowledge(second.id(), version, NOW.plusMillis(10));
        Erased erased = new Erased(NOW.plusMillis(20));
        assertThat(erasures.progress(guest.guest().id())).contains(erased);
        List<ErasureStore.LetGo> lanes =
                test.database().read(tx -> ErasureStore.letGo(tx, event.id(), version, erased.at()));
        assertThat(lanes).hasSize(2);
    }

    @Test
    void doesNotWait_forALaneThatLeft() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Lane lane = Guests.lane(test, event);
        erasures.join(lane.id(), NOW);
        erasures.withdraw(enrolled.guest().id(), NOW);
        assertThat(progress(enrolled)).isInstanceOf(Erasing.class);
        erasures.leave(lane.id(), NOW);
        assertThat(progress(enrolled)).isEqualTo(new Erased(NOW));
    }

    /// The lane was started again before it had ended.
    @Test
    void waitsForTheSecondHoldOfALane_thoughTheFirstLeavesLate() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Lane lane = Guests.lane(test, event);
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        erasures.join(lane.id(), first, NOW);
        GalleryVersion joined = erasures.join(lane.id(), second, NOW);
        assertThat(erasures.acknowledge(lane.id(), second, joined, NOW)).isTrue();
        erasures.withdraw(enrolled.guest().id(), NOW);
        erasures.leave(lane.id(), first, NOW);
        assertThat(progress(enrolled)).isInstanceOf(Erasing.class);
        assertThat(erasures.acknowledge(lane.id(), first, version(), NOW)).isFalse();
        assertThat(erasures.acknowledge(lane.id(), second, version(), NOW)).isTrue();
        assertThat(progress(enrolled)).isEqualTo(new Erased(NOW));
    }

    /// It may still look at what it was handed.
    @Test
    void waitsForTheFirstHoldOfALane_untilItHasLeft() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Lane lane = Guests.lane(test, event);
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        erasures.join(lane.id(), first, NOW);
        erasures.join(lane.id(), second, NOW);
        erasures.withdraw(enrolled.guest().id(), NOW);
        erasures.acknowledge(lane.id(), second, version(), NOW);
        assertThat(progress(enrolled)).isInstanceOf(Erasing.class);
        erasures.leave(lane.id(), first, NOW);
        assertThat(progress(enrolled)).isEqualTo(new Erased(NOW));
    }

    @Test
    void doesNotWait_forALaneOfAnotherEvent() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        erasures.join(Guests.lane(test, Guests.event(test)).id(), NOW);
        assertThat(erasures.withdraw(enrolled.guest().id(), NOW)).isEqualTo(new Erased(NOW));
    }

    @Test
    void waits_forTheSameLaneOnAnotherNode() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Lane lane = Guests.lane(test, event);
        Erasures other = new Erasures(test.database(), "node-2");
        erasures.join(lane.id(), NOW);
        other.join(lane.id(), NOW);
        erasures.withdraw(enrolled.guest().id(), NOW);
        other.acknowledge(lane.id(), new GalleryVersion(2), NOW);
        assertThat(progress(enrolled)).isInstanceOf(Erasing.class);
        erasures.nodeStarted(NOW);
        assertThat(progress(enrolled)).isInstanceOf(Erased.class);
    }

    @Test
    void letsAJoiningLaneUse_nothingOlderThanTheLastErasure() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        erasures.withdraw(enrolled.guest().id(), NOW);
        Lane lane = Guests.lane(test, event);
        assertThat(erasures.join(lane.id(), NOW)).isEqualTo(new GalleryVersion(2));
    }

    @Test
    void refusesAnAcknowledgement_ofALaneThatHasNotJoined() {
        Lane lane = Guests.lane(test, event);
        assertThatThrownBy(() -> erasures.acknowledge(lane.id(), new GalleryVersion(1), NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void changesNothing_withdrawingTwice() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        Erasure first = erasures.withdraw(enrolled.guest().id(), NOW);
        assertThat(erasures.withdraw(enrolled.guest().id(), NOW.plusSeconds(9))).isEqualTo(first);
        assertThat(count("gallery_change")).isEqualTo(2);
    }

    @Test
    void refuses_anUnknownGuest() {
        assertThatThrownBy(() -> erasures.withdraw(GuestId.random(), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsTheTicketEnrolAgain() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        erasures.withdraw(enrolled.guest().id(), NOW);
        Guests.Enrolled again = Guests.enrolled(test, event, enrolled.ticket());
        assertThat(again.guest().id()).isNotEqualTo(enrolled.guest().id());
        assertThat(progress(enrolled)).isEqualTo(new Erased(NOW));
        assertThat(count("reference")).isEqualTo(1);
    }

    @Test
    void erasesEverybodyAndTheKeys_whenTheEventEnds() {
        Lane lane = Guests.lane(test, event);
        erasures.join(lane.id(), NOW);
        List<Guests.Enrolled> all =
                List.of(Guests.enrolled(test, event), Guests.enrolled(test, event), Guests.enrolled(test, event));
        assertThat(erasures.endEvent(event.id(), "staff tests", NOW)).isEqualTo(3);
        assertThat(count("reference")).isZero();
        assertThat(test.database()
                        .<Boolean>read(tx -> EventKeyStore.find(tx, event.id(), test.master())
                                .isPresent()))
                .isFalse();
        assertThat(all).allMatch(one -> progress(one) instanceof Erasing);
        assertThat(version()).isEqualTo(new GalleryVersion(6));
        erasures.acknowledge(lane.id(), version(), NOW);
        assertThat(all).allMatch(one -> progress(one) instanceof Erased);
        assertThat(erasures.endEvent(event.id(), "staff tests", NOW)).isZero();
    }

    @Test
    void sweeps_onlyEventsWhoseDeadlineHasCome() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        assertThat(erasures.sweepRetention(event.eraseAfter().minusSeconds(1))).isZero();
        assertThat(erasures.progress(enrolled.guest().id())).isEmpty();
        assertThat(erasures.sweepRetention(event.eraseAfter())).isEqualTo(1);
        assertThat(progress(enrolled)).isEqualTo(new Erased(event.eraseAfter()));
        assertThat(erasures.sweepRetention(event.eraseAfter())).isZero();
    }

    @Test
    void keepsNoName_inTheAuditLog() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        erasures.withdraw(enrolled.guest().id(), NOW);
        String holder = enrolled.ticket().holder().orElseThrow();
        assertThat(audit()).isNotEmpty().noneMatch(line -> line.toString().contains(holder));
    }

    @Test
    void countsTwoGuests_ofOneTicketApart() {
        Guests.Enrolled first = Guests.enrolled(test, event);
        erasures.withdraw(first.guest().id(), NOW);
        Guest second = new Guest(GuestId.random(), event.id(), first.ticket().id());
        assertThat(test.database().<Boolean>transact(tx -> GuestStore.insert(tx, second, new Consent(1, "en"), NOW)))
                .isTrue();
        assertThat(test.database()
                        .read(tx -> GuestStore.latest(tx, first.ticket().id()))
                        .orElseThrow()
                        .guest())
                .isEqualTo(second);
    }

    @Test
    void isNeverErased_whileALaneIsBehind_howeverLanesComeAndGo() throws Exception {
        List<Callable<Instant>> calls = new ArrayList<>();
        List<Guests.Enrolled> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Guests.Enrolled enrolled = Guests.enrolled(test, event);
            all.add(enrolled);
            calls.add(() -> {
                erasures.withdraw(enrolled.guest().id(), NOW);
                return NOW;
            });
        }
        for (int i = 0; i < 4; i++) {
            Lane lane = Guests.lane(test, event);
            boolean leaves = i == 0;
            calls.add(i * 3, () -> {
                erasures.acknowledge(lane.id(), erasures.join(lane.id(), NOW), NOW);
                for (int round = 0; round < 10; round++) {
                    erasures.acknowledge(lane.id(), version(), NOW);
                    assertThat(count("erasure e, lane_gallery h where e.erased_at is not null"
                                    + " and h.version > 0 and h.version < e.version"))
                            .isZero();
                }
                if (leaves) {
                    erasures.leave(lane.id(), NOW);
                }
                return NOW;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Instant> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(NOW);
            }
        }
        erasures.nodeStarted(NOW);
        assertThat(all).allMatch(one -> progress(one) instanceof Erased);
        assertThat(version()).isEqualTo(new GalleryVersion(40));
    }

    @Test
    void writesNothing_wheneverTheTransactionFails() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        for (String table :
                List.of("guest", "consent", "reference", "audit_inbox", "gallery_change", "event", "erasure")) {
            test.execute("create function fail() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'crash'; end $$");
            test.execute("create trigger crash after insert or update or delete on " + table
                    + " for each row execute function fail()");
            assertThatThrownBy(() -> erasures.withdraw(enrolled.guest().id(), NOW))
                    .hasMessageContaining("crash");
            test.execute("drop function fail cascade");
            assertThat(count("reference")).as("failing at " + table).isEqualTo(1);
            assertThat(count("guest where erasing_at is null")).isEqualTo(1);
            assertThat(count("consent where withdrawn_at is null")).isEqualTo(1);
            assertThat(version()).isEqualTo(new GalleryVersion(1));
        }
        assertThat(erasures.withdraw(enrolled.guest().id(), NOW)).isInstanceOf(Erased.class);
    }

    private Erasure progress(Guests.Enrolled enrolled) {
        return erasures.progress(enrolled.guest().id()).orElseThrow();
    }

    private GalleryVersion version() {
        return test.database().read(tx -> EventStore.galleryVersion(tx, event.id()));
    }

    private List<AuditLog.Line> audit() {
        return test.database().read(tx -> AuditLog.latest(tx, 100));
    }

    private long count(String from) {
        return test.database().read(tx -> {
            try (Statement statement = tx.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}

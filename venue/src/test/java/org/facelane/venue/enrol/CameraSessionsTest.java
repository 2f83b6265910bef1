package org.facelane.venue.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.face.challenge.Challenge;
import org.facelane.venue.Event;
import org.facelane.venue.TicketId;
import org.facelane.venue.enrol.CameraSessions.Opened;
import org.facelane.venue.enrol.CameraSessions.Taking;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.ticketing.EnrolmentLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CameraSessionsTest {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Instant NOW = Guests.NOW;
    private static TestDatabase test;

    private CameraSessions sessions;
    private Event event;
    private TicketId ticket;

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
        sessions = new CameraSessions(test.database(), test.master(), LIFE);
        event = Guests.event(test);
        ticket = Guests.ticket(test, event).id();
    }

    @Test
    void isTaken_withTheChallengeThatWasHandedOut_elsewhereToo() {
        Opened opened = opened();
        assertThat(opened.deadline()).isEqualTo(NOW.plus(LIFE));
        Instant later = NOW.plusSeconds(40);
        assertThat(new CameraSessions(test.database(), test.master(), LIFE).take(opened.token(), ticket, later))
                .isEqualTo(new Taking.Taken(opened.challenge(), Duration.ofSeconds(40)));
    }

    @Test
    void drawsAnotherChallengeEachTime() {
        Set<Challenge> drawn = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            drawn.add(opened().challenge());
        }
        assertThat(drawn).hasSizeGreaterThan(18);
    }

    @Test
    void isUsed_aSecondTime_alsoByManyAtOnce() throws Exception {
        String token = opened().token();
        List<Callable<Taking>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> sessions.take(token, ticket, NOW.plusSeconds(30)));
        }
        List<Taking> takings = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Taking> call : threads.invokeAll(calls)) {
                takings.add(call.get());
            }
        }
        assertThat(takings).filteredOn(Taking.Taken.class::isInstance).hasSize(1);
        assertThat(takings).filteredOn(Taking.Used.class::isInstance).hasSize(7);
    }

    @Test
    void isExpired_atTheDeadline() {
        assertThat(sessions.take(opened().token(), ticket, NOW.plus(LIFE))).isEqualTo(new Taking.Expired());
    }

    @Test
    void isForged_forAnotherTicket() {
        TicketId other = Guests.ticket(test, event).id();
        assertThat(sessions.take(opened().token(), other, NOW)).isEqualTo(new Taking.Forged());
        TicketId elsewhere = Guests.ticket(test, Guests.event(test)).id();
        assertThat(sessions.take(opened().token(), elsewhere, NOW)).isEqualTo(new Taking.Forged());
    }

    @Test
    void isForged_anyCharacterChanged() {
        String token = opened().token();
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(sessions.take(forged, ticket, NOW)).as("place %d", i).isEqualTo(new Taking.Forged());
        }
    }

    @Test
    void isForged_aLinkOrNothingLikeAToken() {
        String link = new EnrolmentLinks(test.database(), test.master())
                .issue(ticket, NOW.plus(LIFE))
                .orElseThrow()
                .token();
        for (String token : List.of(link, "", "é", "A".repeat(76), "*".repeat(76))) {
            assertThat(sessions.take(token, ticket, NOW)).isEqualTo(new Taking.Forged());
        }
    }

    @Test
    void isForged_onceTheEventsKeysAreDestroyed() {
        String token = opened().token();
        new Erasures(test.database(), "node").endEvent(event.id(), "staff tests", NOW);
        assertThat(sessions.take(token, ticket, NOW)).isEqualTo(new Taking.Forged());
        assertThat(sessions.open(ticket, NOW)).isEmpty();
    }

    private Opened opened() {
        return sessions.open(ticket, NOW).orElseThrow();
    }
}

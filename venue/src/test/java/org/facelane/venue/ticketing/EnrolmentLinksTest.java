package org.facelane.venue.ticketing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.ticketing.EnrolmentLinks.Reading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentLinksTest {
    private TestDatabase test;
    private EnrolmentLinks links;
    private Event event;
    private Ticket ticket;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
        links = new EnrolmentLinks(test.database(), test.master());
    }

    @AfterAll
    void close() {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
        event = Guests.event(test);
        ticket = Guests.ticket(test, event);
    }

    @Test
    void isValid_untilItExpires() {
        Instant expires = event.eraseAfter();
        String token = token(expires);
        assertThat(token).matches("[A-Za-z0-9_-]{55}");
        assertThat(links.read(token, expires.minusMillis(1))).isEqualTo(new Reading.Valid(ticket.id()));
        assertThat(links.read(token, expires)).isEqualTo(new Reading.Expired(expires));
    }

    @Test
    void isRevoked_andANewOneIsValid() {
        String token = token(event.startsAt());
        assertThat(links.revoke(ticket.id(), "staff tests", Guests.NOW)).isTrue();
        assertThat(links.read(token, Guests.NOW)).isEqualTo(new Reading.Revoked());
        assertThat(links.read(token(event.startsAt()), Guests.NOW)).isEqualTo(new Reading.Valid(ticket.id()));
    }

    @Test
    void isForged_whicheverCharacterIsChanged() {
        String token = token(event.startsAt());
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(links.read(changed, Guests.NOW)).as("character " + i).isEqualTo(new Reading.Forged());
        }
    }

    @Test
    void isForged_whenItIsNoToken() {
        String token = token(event.startsAt());
        for (String other :
                List.of("", " ", token.substring(1), token + "A", "é".repeat(55), "\u0000", "=".repeat(55))) {
            assertThat(links.read(other, Guests.NOW)).isEqualTo(new Reading.Forged());
        }
    }

    @Test
    void isExpired_whenTheKeysAreDestroyed() {
        String token = token(event.startsAt());
        new Erasures(test.database(), "node").endEvent(event.id(), "staff tests", Guests.NOW);
        assertThat(links.read(token, Guests.NOW)).isInstanceOf(Reading.Expired.class);
        assertThat(links.issue(ticket.id(), event.startsAt())).isEmpty();
    }

    @Test
    void isNotIssued_forAnUnknownTicket() {
        assertThat(links.issue(TicketId.random(), event.startsAt())).isEmpty();
        assertThat(links.revoke(TicketId.random(), "staff tests", Guests.NOW)).isFalse();
    }

    @Test
    void isIssuedToAll_whoMayEnrol() {
        Guests.ticket(test, event, Ticket.Status.CANCELLED);
        Guests.enrolled(test, event);
        assertThat(links.issueAll(event.id(), event.startsAt()))
                .singleElement()
                .satisfies(link ->
                        assertThat(links.read(link.token(), Guests.NOW)).isEqualTo(new Reading.Valid(ticket.id())));
    }

    private String token(Instant expires) {
        return links.issue(ticket.id(), expires).orElseThrow().token();
    }
}

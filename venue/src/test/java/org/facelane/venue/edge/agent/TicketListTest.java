package org.facelane.venue.edge.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.facelane.venue.Event;
import org.facelane.venue.ReferReason;
import org.facelane.venue.Ticket;
import org.facelane.venue.admission.AdmissionOutcome.Admitted;
import org.facelane.venue.admission.AdmissionOutcome.AlreadyAdmitted;
import org.facelane.venue.admission.AdmissionOutcome.NotAdmissible;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent follows all tickets of its event: how many answers that takes, how large they are, and what they say.
/// Prints what docs/performance.md states.
class TicketListTest {
    private static final int STADIUM = 60_000;

    private static TestDatabase test;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Guests.NOW);
    private Event event;
    private AgentDoor door;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        test.clear();
        event = Guests.event(test);
        door = new AgentDoor(test, event, Guests.lane(test, event), Guests.ownTickets(test), clock, folder);
    }

    @AfterEach
    void end() {
        door.close();
    }

    @Test
    void knowsEveryTicketOfAStadium_andThenHearsOfChangesOnly() {
        tickets(STADIUM);
        long before = used();
        long begun = System.nanoTime();
        int answers = door.follow();
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        long bytes = door.told.stream().mapToLong(told -> told.length).sum();
        door.told.clear();
        long held = used() - before;
        System.out.println("TicketListTest: " + STADIUM + " tickets in " + answers + " answers, " + milliseconds
                + " ms, " + bytes / 1_000 + " kB; held in " + held / 1_000_000 + " MB");
        assertThat(door.tickets.book().count()).isEqualTo(STADIUM);
        for (int number : List.of(1, STADIUM / 2, STADIUM)) {
            assertThat(door.tickets.book().show("seat " + number)).isPresent();
        }
        assertThat(door.tickets.book().show("seat " + (STADIUM + 1))).isEmpty();

        block("= 'seat 77'");
        assertThat(door.follow()).isEqualTo(1);
        assertThat(door.told)
                .singleElement()
                .satisfies(told -> assertThat(told.length)
                        .as("one ticket and what goes with every answer")
                        .isLessThan(3_000));
        door.heard = false;
        assertThat(door.show("seat 77")).contains(new NotAdmissible(ReferReason.TICKET_BLOCKED));
    }

    /// More than an answer holds: the list is told once more, a page at a time.
    @Test
    void hearsOfEverything_whereAWholeListChanges() {
        tickets(7_000);
        assertThat(door.follow()).isEqualTo(3);
        block("like 'seat %'");
        assertThat(door.follow()).isEqualTo(3);
        door.heard = false;
        for (int number = 1; number <= 7_000; number++) {
            assertThat(door.tickets.book().show("seat " + number))
                    .get()
                    .satisfies(known -> assertThat(known.status()).isEqualTo(Ticket.Status.BLOCKED));
        }
        assertThat(door.tickets.book().count()).isEqualTo(7_000);
    }

    @Test
    void letsNoTicketInAgain_cutOffWhileTheWholeListIsToldOnceMore() {
        tickets(5_001);
        door.follow();
        String last = test.database()
                .read(tx -> Sql.first(
                        tx,
                        "select code from ticket where event_id = ? order by id desc limit 1",
                        row -> row.getString("code"),
                        event.id().value()))
                .orElseThrow();
        assertThat(door.show(last)).get().isInstanceOf(Admitted.class);
        block("<> '" + last + "'");
        assertThat(door.follow(1)).isEqualTo(1);
        door.heard = false;
        assertThat(door.show(last)).get().isInstanceOf(AlreadyAdmitted.class);
    }

    @Test
    void isToldNoCodeAndNoName() throws IOException {
        tickets(3);
        Ticket named = Guests.ticket(test, event);
        door.follow();
        door.show("seat 2");
        door.show(named.code());
        door.follow();
        for (byte[] told : door.told) {
            assertThat(new String(told, UTF_8))
                    .doesNotContain("seat ", named.code(), named.holder().orElseThrow());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .doesNotContain("seat ", named.holder().orElseThrow());
            }
        }
    }

    private void tickets(int count) {
        test.database()
                .transact(tx -> Sql.update(
                        tx,
                        "insert into ticket (id, event_id, code, status)"
                                + " select gen_random_uuid(), ?, 'seat ' || n, 'VALID' from generate_series(1, ?) n",
                        event.id().value(),
                        count));
    }

    private void block(String codes) {
        test.database()
                .transact(tx -> Sql.update(
                        tx,
                        "update ticket set status = 'BLOCKED' where event_id = ? and code " + codes,
                        event.id().value()));
    }

    /// Bytes in use after a collection; only printed.
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

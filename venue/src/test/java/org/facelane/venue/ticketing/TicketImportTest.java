package org.facelane.venue.ticketing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.facelane.venue.Event;
import org.facelane.venue.Ticket;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.TicketStore;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.ticketing.ImportOutcome.FileRefused;
import org.facelane.venue.ticketing.ImportOutcome.Imported;
import org.facelane.venue.ticketing.ImportOutcome.RefusedRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketImportTest {
    private TestDatabase test;
    private TicketImport tickets;
    private Event event;

    @BeforeAll
    void open() {
        test = TestDatabase.fresh();
        tickets = new TicketImport(test.database());
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
    void adds_everyColumn() {
        Imported imported = taken("""
            code,holder,category,entrance,valid_from,valid_until,status
            A1,Zoë Ångström,"Block 12, row 3",North,2026-11-22T14:00:00+01:00,2026-11-22T23:00:00Z,valid
            """);
        assertThat(imported.added()).isEqualTo(1);
        Ticket ticket = ticket("A1");
        assertThat(ticket.holder()).contains("Zoë Ångström");
        assertThat(ticket.category()).contains("Block 12, row 3");
        assertThat(ticket.entrance()).contains("North");
        assertThat(ticket.validFrom()).contains(Instant.parse("2026-11-22T13:00:00Z"));
        assertThat(ticket.status()).isEqualTo(Ticket.Status.VALID);
    }

    @Test
    void changesNothing_theSameFileTwice() {
        String csv = "code;holder\nA1;Ann\nA2;Bo\\N\nA3;\n";
        assertThat(taken(csv).added()).isEqualTo(3);
        assertThat(taken(csv)).isEqualTo(new Imported(0, 0, 3, 0, List.of(), List.of()));
        assertThat(ticket("A2").holder()).contains("Bo\\N");
        assertThat(ticket("A3").holder()).isEmpty();
    }

    @Test
    void changes_onlyColumnsThatTheFileHas() {
        taken("code,holder,status\nA1,Ann,UNPAID\n");
        assertThat(taken("code,status\nA1,VALID\n").changed()).isEqualTo(1);
        assertThat(ticket("A1").holder()).contains("Ann");
        assertThat(taken("code,holder\nA1,\n").changed()).isEqualTo(1);
        assertThat(ticket("A1").holder()).isEmpty();
        assertThat(ticket("A1").status()).isEqualTo(Ticket.Status.VALID);
    }

    @Test
    void takesWhatAStewardIsToSeeTo_andLeavesIt_whereTheFileLacksTheColumn() {
        taken("""
            code,attention
            A1,"Wristband: blue, left arm"
            A2,
            """);
        taken("""
            code,holder
            A1,Ada Example
            """);
        assertThat(attention()).containsExactly("Wristband: blue, left arm", "");
        assertThat(taken("""
            code,attention
            A1,
            A2,Ramp
            """).changed()).isEqualTo(2);
        assertThat(attention()).containsExactly("", "Ramp");
        Imported refused = taken("code,attention\nA1," + "x".repeat(201) + "\n");
        assertThat(refused.refused()).containsExactly(new RefusedRow(2, "The attention has more than 200 characters."));
        assertThat(attention()).containsExactly("", "Ramp");
    }

    /// Of every ticket, by code; empty: nothing.
    private List<String> attention() {
        return test.database()
                .read(tx -> Sql.list(
                        tx,
                        "select coalesce(attention, '') as attention from ticket order by code",
                        row -> row.getString("attention")));
    }

    @Test
    void takesGoodRows_andListsTheOthersByLine() {
        Imported imported = taken("""
            code,holder,valid_from,valid_until,status,seat
            A1,Ann,,,,1
            ,Nobody,,,,2
            A1,Ann again,,,,3
            A4,Dee,tomorrow,,,4
            A5,Eve,,,MAYBE,5
            A6,Fay
            A7,Gus,2026-11-22T14:00:00Z,2026-11-22T13:00:00Z,,7
            A8,"Hal,,,,8
            A9,Ida,,,,9
            %s,Long,,,,10
            A11,Kim,,,,11
            """.formatted("x".repeat(101)));
        assertThat(imported.added()).isEqualTo(3);
        assertThat(imported.refused().stream().map(RefusedRow::line)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 11L);
        assertThat(imported.refusedCount()).isEqualTo(8);
        assertThat(imported.ignoredHeaders()).containsExactly("seat");
        assertThat(ticket("A9").holder()).contains("Ida");
    }

    @Test
    void refusesTheFile_withoutCode() {
        assertThat(refused("number,holder\n1,Ann\n".getBytes(UTF_8)).says())
                .contains("`code`")
                .contains("number");
    }

    @Test
    void refusesTheFile_empty() {
        assertThat(refused(new byte[0]).says()).contains("empty");
    }

    @Test
    void refusesTheFile_latin1_sayingWhere() {
        FileRefused refusal = refused("code,holder\nA1,Ann\nA2,Zoë\n".getBytes(ISO_8859_1));
        assertThat(refusal.says()).contains("line 3").contains("0xEB").contains("byte 25");
        assertThat(refusal.advice()).contains("UTF-8");
    }

    @Test
    void refusesTheFile_utf16() {
        assertThat(refused("code\nA1\n".getBytes(UTF_16)).says()).contains("UTF-16");
    }

    @Test
    void refusesTheFile_tooLarge() {
        assertThat(refused(new byte[TicketImport.BYTES_MAX + 1]).says()).contains("20 MB");
    }

    @Test
    void refusesTheFile_tooManyRows() {
        StringBuilder csv = new StringBuilder("code\n");
        for (int i = 0; i <= TicketImport.ROWS_MAX; i++) {
            csv.append(i).append('\n');
        }
        assertThat(refused(csv.toString().getBytes(UTF_8)).says()).contains("200,000");
    }

    @Test
    void takesTheFile_withMarkAndCarriageReturns() {
        assertThat(taken("\ufeffCode;Holder\r\nA1;Ann\r\n").added()).isEqualTo(1);
        assertThat(ticket("A1").holder()).contains("Ann");
    }

    @Test
    void keepsTheHolder_ofAnEnrolledTicket() {
        Guests.Enrolled enrolled = Guests.enrolled(test, event);
        String code = enrolled.ticket().code();
        Imported imported = taken("code,holder,status\n" + code + ",Somebody else,CANCELLED\n");
        assertThat(imported.refused()).hasSize(1);
        assertThat(imported.refused().getFirst().reason()).contains("holder");
        assertThat(ticket(code)).isEqualTo(enrolled.ticket());
        assertThat(taken("code,status\n" + code + ",CANCELLED\n").changed()).isEqualTo(1);
        assertThat(ticket(code).status()).isEqualTo(Ticket.Status.CANCELLED);
    }

    @Test
    void neverFails_whateverTheBytes() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] pieces = {
            "code",
            "holder",
            "status",
            ",",
            ";",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "A1",
            "B",
            " ",
            "VALID",
            "é",
            "\0",
            "\t",
            "valid_from",
            "2026-11-22T14:00:00Z",
            "\\N",
            "\\",
            "\u2028",
            "'",
            "--",
            "\ufeff"
        };
        for (int round = 0; round < 400; round++) {
            StringBuilder csv = new StringBuilder(random.nextBoolean() ? "code,holder,status\n" : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                csv.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = csv.toString().getBytes(UTF_8);
            if (random.nextInt(5) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ImportOutcome outcome = tickets.importCsv(event.id(), bytes, "staff tests", Guests.NOW);
            assertThat(outcome).as("seed " + seed + " round " + round).isNotNull();
        }
    }

    private Imported taken(String csv) {
        ImportOutcome outcome = tickets.importCsv(event.id(), csv.getBytes(UTF_8), "staff tests", Guests.NOW);
        assertThat(outcome).isInstanceOf(Imported.class);
        return (Imported) outcome;
    }

    private FileRefused refused(byte[] csv) {
        ImportOutcome outcome = tickets.importCsv(event.id(), csv, "staff tests", Guests.NOW);
        assertThat(outcome).isInstanceOf(FileRefused.class);
        return (FileRefused) outcome;
    }

    private Ticket ticket(String code) {
        Optional<Ticket> ticket = test.database().read(tx -> TicketStore.byCode(tx, event.id(), code));
        return ticket.orElseThrow();
    }
}

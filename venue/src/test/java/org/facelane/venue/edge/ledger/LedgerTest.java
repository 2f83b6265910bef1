package org.facelane.venue.edge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.facelane.venue.AdmissionId;
import org.facelane.venue.ReferReason;
import org.facelane.venue.ReferralId;
import org.facelane.venue.TicketId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.123Z");

    @TempDir
    private Path folder;

    @Test
    void readsWhatWasWritten_line_byLine() {
        for (LedgerEntry entry : oneOfEach(new Random(1))) {
            LedgerLine line = new LedgerLine(7, NOW, entry);
            assertThat(LedgerLine.parse(line.text())).contains(line);
            assertThat(line.text().length()).isLessThan(LedgerReading.LINE_BYTES_MAX);
        }
    }

    @Test
    void knowsWhatItWrote_whenOpenedAgain() throws IOException {
        UUID nonce = UUID.randomUUID();
        TicketId ticket = TicketId.random();
        UUID id;
        try (Ledger ledger = open()) {
            id = ledger.id();
            ledger.append(new LedgerEntry.Asked(nonce, ticket), NOW);
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.id()).isEqualTo(id);
            assertThat(ledger.book().open()).singleElement().satisfies(open -> {
                assertThat(open.nonce()).isEqualTo(nonce);
                assertThat(open.admission()).isEmpty();
            });
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    /// The disk stops at every byte of the last lines: each whole line is known, the torn one is cut off, and the
    /// next start goes on behind it.
    @Test
    void losesOnlyTheTornLine_whereverTheWriteStops() throws IOException {
        List<LedgerLine> written = new ArrayList<>();
        try (Ledger ledger = open()) {
            for (LedgerEntry entry : oneOfEach(new Random(2))) {
                if (!(entry instanceof LedgerEntry.Begun)) {
                    written.add(ledger.append(entry, NOW));
                }
            }
        }
        byte[] whole = Files.readAllBytes(file());
        int from = LedgerReading.of(whole).lines().getFirst().text().length() + 1;
        for (int i = from; i < whole.length; i++) {
            byte[] torn = Arrays.copyOf(whole, i);
            LedgerReading reading = LedgerReading.of(torn);
            int count = (int)
                    new String(torn, US_ASCII).chars().filter(c -> c == '\n').count();
            assertThat(reading.lines()).hasSize(count);
            assertThat(reading.damagedCount()).isZero();
            assertThat(reading.lines().subList(1, count)).isEqualTo(written.subList(0, count - 1));
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length - 3));
        try (Ledger ledger = open()) {
            LedgerLine next = ledger.append(new LedgerEntry.Claimed(UUID.randomUUID()), NOW);
            assertThat(next.number()).isEqualTo(written.getLast().number());
        }
        assertThat(LedgerReading.of(Files.readAllBytes(file())).damagedCount()).isZero();
    }

    /// Whatever a disk makes of the file, reading it ends, and takes no line for one that was never written.
    @Test
    void neverReadsALineThatWasNotWritten() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<LedgerLine> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            List<LedgerEntry> each = oneOfEach(random);
            LedgerLine line = new LedgerLine(i, NOW.plusMillis(random.nextInt(1_000)), each.get(i % each.size()));
            written.add(line);
            text.append(line.text()).append('\n');
        }
        byte[] whole = text.toString().getBytes(US_ASCII);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = damage(whole, random);
            assertThat(written)
                    .as("seed " + seed)
                    .containsAll(LedgerReading.of(damaged).lines());
        }
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            assertThat(LedgerReading.of(noise).lines()).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void goesOn_andKeepsTheDamagedFile_whenTheDiskHasChangedALine() throws IOException {
        try (Ledger ledger = open()) {
            ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW);
            ledger.append(new LedgerEntry.Suspected(Optional.of(TicketId.random())), NOW);
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 4;
        Files.write(file(), bytes);
        try (Ledger ledger = open()) {
            assertThat(ledger.book().untoldCount()).isEqualTo(1);
        }
        assertThat(Files.readAllBytes(file().resolveSibling("ledger.damaged"))).isEqualTo(bytes);
    }

    @Test
    void tellsAnAdmissionOnce_itsGateIsSettled_untilTheServerKnows() {
        UUID nonce = UUID.randomUUID();
        TicketId ticket = TicketId.random();
        AdmissionId admission = AdmissionId.random();
        try (Ledger ledger = open()) {
            ledger.append(new LedgerEntry.Admitted(nonce, ticket, admission, Duration.ofMillis(700), false), NOW);
            ledger.append(new LedgerEntry.Claimed(nonce), NOW.plusMillis(5));
            assertThat(ledger.book().untold(10)).isEmpty();
            LedgerLine opened = ledger.append(new LedgerEntry.Opened(nonce), NOW.plusMillis(90));
            assertThat(ledger.book().untold(10))
                    .containsExactly(new Told.Admission(
                            opened.number(), nonce, ticket, NOW, Duration.ofMillis(700), false, true));
            ledger.append(new LedgerEntry.Merged(opened.number()), NOW);
            assertThat(ledger.book().untold(10)).isEmpty();
            assertThat(ledger.book().ofTicket(ticket)).isEmpty();
        }
    }

    @Test
    void beginsANewFile_onlyWhenTheServerKnowsEverything() throws IOException {
        UUID id;
        long number;
        try (Ledger ledger = open()) {
            id = ledger.id();
            number = ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW)
                    .number();
        }
        long size = Files.size(file());
        try (Ledger ledger = open()) {
            assertThat(Files.size(file())).isEqualTo(size);
            ledger.append(new LedgerEntry.Merged(number), NOW);
        }
        try (Ledger ledger = open()) {
            assertThat(Files.size(file())).isLessThan(size);
            assertThat(ledger.id()).isEqualTo(id);
            assertThat(ledger.append(new LedgerEntry.Suspected(Optional.empty()), NOW)
                            .number())
                    .isGreaterThan(number);
            assertThat(ledger.book().untoldCount()).isEqualTo(1);
        }
    }

    @Test
    void isHeldByOneProcess() {
        try (Ledger ledger = open()) {
            assertThat(ledger.canWrite()).isTrue();
            assertThatThrownBy(this::open).isInstanceOf(LedgerUnusable.class).hasMessageContaining("open already");
        }
    }

    private Ledger open() {
        return Ledger.open(file(), NOW);
    }

    private Path file() {
        return folder.resolve("ledger");
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                int at = random.nextInt(damaged.length);
                Arrays.fill(damaged, at, Math.min(damaged.length, at + random.nextInt(600)), (byte) 0);
            }
            case 2 -> {
                int from = random.nextInt(damaged.length);
                int to = random.nextInt(damaged.length);
                System.arraycopy(whole, from, damaged, to, Math.min(500, whole.length - Math.max(from, to)));
            }
            default -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        return damaged;
    }

    private static List<LedgerEntry> oneOfEach(Random random) {
        UUID nonce = new UUID(random.nextLong(), random.nextLong());
        TicketId ticket = new TicketId(new UUID(random.nextLong(), random.nextLong()));
        return List.of(
                new LedgerEntry.Begun(nonce),
                new LedgerEntry.Asked(nonce, ticket),
                new LedgerEntry.Admitted(
                        nonce,
                        ticket,
                        new AdmissionId(nonce),
                        Duration.ofMillis(random.nextInt(9_000)),
                        random.nextBoolean()),
                new LedgerEntry.NotAdmitted(nonce),
                new LedgerEntry.Claimed(nonce),
                new LedgerEntry.Opened(nonce),
                new LedgerEntry.NotOpened(nonce),
                new LedgerEntry.Referred(
                        new ReferralId(nonce), ReferReason.ALREADY_ADMITTED, Optional.of(ticket), Optional.empty()),
                new LedgerEntry.Referred(
                        new ReferralId(nonce),
                        ReferReason.TOO_DARK,
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(12))),
                new LedgerEntry.Suspected(Optional.empty()),
                new LedgerEntry.Left(nonce, ticket),
                new LedgerEntry.FreePassage(NOW),
                new LedgerEntry.Passage(true, Optional.empty()),
                new LedgerEntry.Passage(false, Optional.of(new AdmissionId(nonce))),
                new LedgerEntry.Merged(random.nextInt(100)));
    }
}

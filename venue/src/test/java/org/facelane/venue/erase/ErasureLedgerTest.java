package org.facelane.venue.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.facelane.venue.Erasure.Erased;
import org.facelane.venue.Event;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup of the database that is put back brings nobody back. The backups are PostgreSQL's own copies.
class ErasureLedgerTest {
    private static final Instant NOW = Guests.NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3600);

    @TempDir
    private Path folder;

    private TestDatabase now;
    private Path file;
    private Event event;
    private Enrolled withdrawn;
    private Enrolled staying;

    @BeforeEach
    void open() {
        now = TestDatabase.fresh();
        file = folder.resolve("erasures.txt");
        event = Guests.event(now);
        withdrawn = Guests.enrolled(now, event);
        staying = Guests.enrolled(now, event);
    }

    @AfterEach
    void close() {
        now.close();
    }

    @Test
    void erasedGuest_isErasedAgain_andNobodyElse() {
        try (TestDatabase backup = now.backup()) {
            withdraw();
            assertThat(ledger(now).follow(NOW)).isZero();
            assertThat(ledger(backup).follow(LATER)).isEqualTo(1);
            Erasures restored = new Erasures(backup.database(), "node");
            assertThat(restored.progress(withdrawn.guest().id())).contains(new Erased(LATER));
            assertThat(restored.progress(staying.guest().id())).isEmpty();
            assertThat(references(backup))
                    .containsExactly(staying.reference().value().toString());
            assertThat(text(backup, "select action from audit_inbox"))
                    .contains("erased again what a backup brought back");
            assertThat(ledger(backup).follow(LATER)).isZero();
        }
    }

    @Test
    void databasePutBack_beneathARunningServer() {
        try (TestDatabase backup = now.backup()) {
            withdraw();
            ErasureLedger running = ledger(now);
            running.follow(NOW);
            // what restoring does to the rows: the erasure is unknown, the reference is there again
            now.execute("delete from erasure");
            now.execute("update guest set erasing_at = null, erased_at = null");
            assertThat(references(backup)).hasSize(2);
            now.execute("insert into reference (id, event_id, guest_id, sealed) values ('"
                    + withdrawn.reference().value() + "', '" + event.id() + "', '"
                    + withdrawn.guest().id() + "', '\\x00')");
            assertThat(running.follow(LATER)).isEqualTo(1);
            assertThat(references(now))
                    .containsExactly(staying.reference().value().toString());
            assertThat(running.follow(LATER)).isZero();
        }
    }

    @Test
    void destroyedKeys_areDestroyedAgain() {
        try (TestDatabase backup = now.backup()) {
            new Erasures(now.database(), "node").endEvent(event.id(), "staff tests", NOW);
            ledger(now).follow(NOW);
            assertThat(text(backup, "select event_id::text from event_key")).hasSize(1);
            assertThat(ledger(backup).follow(LATER)).isEqualTo(1);
            assertThat(text(backup, "select event_id::text from event_key")).isEmpty();
            assertThat(references(backup)).isEmpty();
        }
    }

    @Test
    void guestWhoEnrolledAfterTheBackup_isNothingToErase() {
        try (TestDatabase backup = now.backup()) {
            Enrolled later = Guests.enrolled(now, event);
            new Erasures(now.database(), "node").withdraw(later.guest().id(), NOW);
            ErasureLedger restored = ledger(now);
            restored.follow(NOW);
            assertThat(ledger(backup).follow(LATER)).isZero();
            assertThat(references(backup)).hasSize(2);
        }
    }

    @Test
    void ledger_holdsIdsOnly_forItsOwner_andEachOnce() throws IOException {
        withdraw();
        ErasureLedger ledger = ledger(now);
        ledger.follow(NOW);
        ledger.follow(LATER);
        ledger(now).follow(LATER);
        assertThat(Files.readAllLines(file))
                .containsExactly(NOW + " GUEST " + withdrawn.guest().id());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void lastLineCutOffByACrash_isWrittenAgain() throws IOException {
        withdraw();
        ledger(now).follow(NOW);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 30));
        ledger(now).follow(LATER);
        assertThat(Files.readString(file)).isEqualTo(whole);
    }

    @Test
    void damagedLedger_refusesToStart() throws IOException {
        withdraw();
        ledger(now).follow(NOW);
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ledger(now).follow(LATER))
                .isInstanceOf(ErasureLedger.Unusable.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("restore the ledger");
    }

    private void withdraw() {
        new Erasures(now.database(), "node").withdraw(withdrawn.guest().id(), NOW);
    }

    private ErasureLedger ledger(TestDatabase database) {
        return new ErasureLedger(file, database.database(), new Erasures(database.database(), "node"));
    }

    private static List<String> references(TestDatabase database) {
        return text(database, "select id::text from reference");
    }

    private static List<String> text(TestDatabase database, String sql) {
        return database.database().read(tx -> Sql.list(tx, sql, row -> row.getString(1)));
    }
}

package org.facelane.venue.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.facelane.face.Threshold;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Erasure;
import org.facelane.venue.Event;
import org.facelane.venue.audit.AuditChain;
import org.facelane.venue.audit.AuditVerification;
import org.facelane.venue.backup.Restoration.Restored;
import org.facelane.venue.erase.ErasureLedger;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.store.Database;
import org.facelane.venue.store.DatabaseAddress;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.GalleryFeed;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is written into a file and put back into another.
class BackupTest {
    private static final Instant NOW = Guests.NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3600);

    @TempDir
    private Path folder;

    private TestDatabase test;
    private Path file;
    private Event event;
    private Enrolled withdrawn;
    private Enrolled staying;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        file = folder.resolve("facelane.sql.gz");
        event = Guests.event(test);
        withdrawn = Guests.enrolled(test, event);
        staying = Guests.enrolled(test, event);
        chain(test.database(), "heads-before.txt").advance(NOW);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatIsPutBack_isWhatWasThere_andWhoWithdrewSinceIsErasedAgain() throws IOException {
        long rows = new Backup(test.database()).write(file, NOW);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Path ledger = folder.resolve("erasures.txt");
        Erasures erasures = new Erasures(test.database(), "node");
        erasures.withdraw(withdrawn.guest().id(), LATER);
        new ErasureLedger(ledger, test.database(), erasures).follow(LATER);

        DatabaseAddress empty = TestDatabase.empty();
        assertThat(Restoration.into(empty, file)).isEqualTo(new Restored(NOW, rows));
        try (Database restored = Database.open(empty, 3)) {
            Path again = folder.resolve("again.sql.gz");
            assertThat(new Backup(restored).write(again, NOW)).isEqualTo(rows);
            assertThat(text(again)).isEqualTo(text(file));
            assertThat(found(restored, withdrawn)).isTrue();

            Erasures there = new Erasures(restored, "node");
            assertThat(new ErasureLedger(ledger, restored, there).follow(LATER)).isEqualTo(1);
            assertThat(there.progress(withdrawn.guest().id())).containsInstanceOf(Erasure.Erased.class);
            assertThat(found(restored, withdrawn)).isFalse();
            assertThat(found(restored, staying)).isTrue();
        }
    }

    @Test
    void theAuditLogGoesOn_whereItWasWhenTheBackupWasTaken() throws IOException {
        new Backup(test.database()).write(file, NOW);
        DatabaseAddress empty = TestDatabase.empty();
        Restoration.into(empty, file);
        try (Database restored = Database.open(empty, 3)) {
            new Erasures(restored, "node").withdraw(staying.guest().id(), LATER);
            AuditChain chain = chain(restored, "heads-after.txt");
            assertThat(chain.advance(LATER)).isPositive();
            assertThat(AuditVerification.of(restored, folder.resolve("heads-before.txt"))
                            .isWhole())
                    .isTrue();
        }
    }

    @Test
    void holdsNoKeyInTheClear_andNobodyWhoIsSignedIn() throws IOException {
        new Backup(test.database()).write(file, NOW);
        String text = text(file);
        assertThat(text).contains("COPY \"reference\"", "COPY \"event_key\"").doesNotContain("staff_session");
        byte[] secret = test.database()
                .read(tx -> EventKeyStore.find(tx, event.id(), test.master()))
                .orElseThrow()
                .rotationSecret();
        assertThat(text).doesNotContain(HexFormat.of().formatHex(secret));
    }

    @Test
    void anOlderBackup_isBroughtToThisVersionsSchema() throws IOException {
        DatabaseAddress old = TestDatabase.empty();
        assertThat(Database.prepare(old, "024")).isTrue();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Database.transactAlone(old, tx -> {
                Sql.update(
                        tx,
                        "insert into audit_inbox (at, actor, action, subject) values (?, 'system', 'was here', 'x')",
                        NOW);
                return Backup.copy(tx, out, NOW);
            });
        }
        assertThat(text(file)).startsWith("-- facelane backup 1, schema 024, taken ");
        DatabaseAddress empty = TestDatabase.empty();
        Restoration.into(empty, file);
        try (Database restored = Database.open(empty, 2)) {
            assertThat(restored.read(Database::schemaVersion))
                    .isEqualTo(test.database().read(Database::schemaVersion));
            assertThat(texts(restored, "select action from audit_inbox")).containsExactly("was here");
        }
    }

    @Test
    void aFileThatIsNotWhole_changesNothing() throws IOException {
        new Backup(test.database()).write(file, NOW);
        byte[] whole = Files.readAllBytes(file);
        String text = text(file);
        DatabaseAddress empty = TestDatabase.empty();
        refuses(empty, Arrays.copyOf(whole, whole.length / 2), "cut off");
        refuses(empty, packed(text.substring(0, text.lastIndexOf("-- complete"))), "cut off");
        refuses(empty, packed(text.replace("-- complete, rows: ", "-- complete, rows: 1")), "damaged");
        refuses(empty, packed(text.replace("COPY \"lane\"", "COPY \"staff_session\"")), "damaged");
        refuses(empty, packed("COPY staff FROM stdin;\n"), "no backup of Facelane");
        refuses(empty, packed(text.replaceFirst("schema \\d+", "schema 999")), "not older");
        Restoration.into(empty, Files.write(file, whole));
    }

    @Test
    void aDatabaseThatHoldsSomething_isLeftAlone() throws IOException {
        new Backup(test.database()).write(file, NOW);
        try (TestDatabase other = TestDatabase.fresh()) {
            Event kept = Guests.event(other);
            assertThatThrownBy(() -> Restoration.into(other.address(), file))
                    .isInstanceOf(UnusableBackup.class)
                    .hasMessageContaining("not empty");
            assertThat(texts(other.database(), "select id::text from event"))
                    .containsExactly(kept.id().toString());
        }
    }

    @Test
    void aBackup_neverReplacesAnother() throws IOException {
        new Backup(test.database()).write(file, NOW);
        byte[] first = Files.readAllBytes(file);
        assertThatThrownBy(() -> new Backup(test.database()).write(file, LATER))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(first);
    }

    private void refuses(DatabaseAddress address, byte[] content, String why) throws IOException {
        Path bad = Files.write(folder.resolve("bad.sql.gz"), content);
        assertThatThrownBy(() -> Restoration.into(address, bad))
                .isInstanceOf(UnusableBackup.class)
                .hasMessageContaining(why);
    }

    private AuditChain chain(Database database, String heads) {
        return new AuditChain(database, test.master(), Duration.ofSeconds(1), folder.resolve(heads));
    }

    private boolean found(Database database, Enrolled guest) {
        try (GalleryFeed feed = GalleryFeed.open(database, test.master(), event.id(), Guests.MODEL, () -> NOW)) {
            Gallery gallery = feed.current().gallery();
            return gallery.search(gallery.probe(guest.features()), Threshold.forFmr(1e-3), 3).stream()
                    .anyMatch(candidate -> candidate.reference().equals(guest.reference()));
        }
    }

    private static List<String> texts(Database database, String sql) {
        return database.read(tx -> Sql.list(tx, sql, row -> row.getString(1)));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}

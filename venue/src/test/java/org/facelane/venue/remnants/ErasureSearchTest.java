package org.facelane.venue.remnants;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.face.CompactTemplate;
import org.facelane.face.Features;
import org.facelane.face.Template;
import org.facelane.face.gallery.Gallery;
import org.facelane.venue.Event;
import org.facelane.venue.backup.Backup;
import org.facelane.venue.erase.Erasures;
import org.facelane.venue.erase.Scrubbing;
import org.facelane.venue.keys.EventKeys;
import org.facelane.venue.remnants.ErasureSearch.Outcome;
import org.facelane.venue.remnants.ErasureSearch.Wanted;
import org.facelane.venue.store.EventKeyStore;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.Guests.Enrolled;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An officer's check on a running installation: a list made before, a withdrawal, a search after.
class ErasureSearchTest {
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Instant NOW = Guests.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private Path searched;
    private Path list;
    private ErasureSearch search;
    private Event event;
    private Enrolled guest;

    @AfterAll
    static void close() {
        TEST.close();
    }

    @BeforeEach
    void enrol() throws IOException {
        TEST.clear();
        TEST.execute("truncate scrub");
        event = Guests.event(TEST);
        guest = Guests.enrolled(TEST, event);
        searched = Files.createDirectories(folder.resolve("searched"));
        list = folder.resolve("list");
        search = search(List.of());
    }

    @Test
    void nothingLeft_listIsDestroyed_andBothStepsAreInTheAuditLog() throws Exception {
        search.prepare(wanted(), TEST.master(), list, NOW);
        assertThat(Files.getPosixFilePermissions(list)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        erase();
        assertThat(findings(search)).matches(Findings::isEmpty);
        assertThat(list).doesNotExist();
        List<String> actions = TEST.database()
                .read(tx -> Sql.list(tx, "select action from audit_inbox order by number", row -> row.getString(1)));
        assertThat(actions).contains("prepared a check of erasure", "checked erasure: nothing is left");
    }

    @Test
    void whateverSomebodyKept_isFound_andTheListIsKept() throws Exception {
        Template template = template(guest.features());
        byte[] sealed = TEST.database()
                .read(tx -> Sql.first(tx, "select sealed from reference", row -> row.getBytes(1)))
                .orElseThrow();
        search.prepare(wanted(), TEST.master(), list, NOW);
        erase();
        Files.write(searched.resolve("template"), template.toBytes());
        Files.write(
                searched.resolve("codes"),
                Gallery.searchCodes(template.rotated().values()));
        Files.write(searched.resolve("compact"), CompactTemplate.of(template).toBytes());
        Files.write(searched.resolve("features"), bytes(guest.features().values()));
        String row = "\\\\x" + HexFormat.of().formatHex(sealed) + "\n";
        Path dump = Files.write(folder.resolve("dump.sql"), row.getBytes(US_ASCII));

        Findings findings = findings(search(List.of(dump)));
        assertThat(findings.isClean()).isFalse();
        assertThat(found(findings, "files in " + searched))
                .containsOnlyKeys(Form.ROTATED.says(), Form.CODES.says(), Form.COMPACT.says(), Form.FEATURES.says());
        assertThat(found(findings, "dump " + dump)).containsOnlyKeys(new Trace(Form.SEALED, Encoding.HEX).says());
        assertThat(list).exists();
    }

    @Test
    void aBackupTakenBefore_isFoundToHoldTheSealedTemplate_andOneTakenAfterNothing() throws Exception {
        Path before = folder.resolve("before.sql.gz");
        Path after = folder.resolve("after.sql.gz");
        new Backup(TEST.database()).write(before, NOW);
        search.prepare(wanted(), TEST.master(), list, NOW);
        erase();
        new Backup(TEST.database()).write(after, LATER);
        Findings findings = findings(search(List.of(before, after)));
        assertThat(found(findings, "dump " + before)).containsOnlyKeys(new Trace(Form.SEALED, Encoding.HEX).says());
        assertThat(found(findings, "dump " + after)).isEmpty();
        assertThat(findings.isClean()).isFalse();
    }

    @Test
    void anotherGuestsTemplate_isNotTakenForIt() throws Exception {
        search.prepare(wanted(), TEST.master(), list, NOW);
        erase();
        Files.write(searched.resolve("other"), template(Guests.features(-1)).toBytes());
        assertThat(findings(search)).matches(Findings::isEmpty);
    }

    @Test
    void tooEarly_beforeTheWithdrawal_andBeforeTheFilesAreScrubbed() throws Exception {
        search.prepare(wanted(), TEST.master(), list, NOW);
        assertThat(search.check(list, NOW)).isEqualTo(new Outcome.TooEarly("The guest has not withdrawn."));
        new Erasures(TEST.database(), "node").withdraw(guest.guest().id(), NOW);
        assertThat(search.check(list, NOW))
                .isEqualTo(new Outcome.TooEarly("The database's files are not scrubbed yet (scrub-interval)."));
        assertThat(list).exists();
    }

    @Test
    void afterTheErasure_nobodyKnowsWhatToLookFor() {
        erase();
        assertThatThrownBy(() -> search.prepare(wanted(), TEST.master(), list, LATER))
                .isInstanceOf(ErasureSearch.NothingToLookFor.class)
                .hasMessageContaining("before the withdrawal");
        assertThat(list).doesNotExist();
    }

    private Findings findings(ErasureSearch by) throws Exception {
        return ((Outcome.Searched) by.check(list, LATER)).findings();
    }

    private static Map<String, Set<String>> found(Findings findings, String place) {
        return requireNonNull(findings.places().get(place), place).found();
    }

    private Wanted wanted() {
        return new Wanted(event.id(), guest.ticket().code(), Optional.empty());
    }

    private ErasureSearch search(List<Path> dumps) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        return new ErasureSearch(TEST.database(), new ErasureSearch.Places(List.of(searched), dumps, List.of(), work));
    }

    private void erase() {
        new Erasures(TEST.database(), "node").withdraw(guest.guest().id(), NOW);
        assertThat(new Scrubbing(TEST.database(), Duration.ofSeconds(1)).scrub(NOW.plusSeconds(1)))
                .isTrue();
    }

    private Template template(Features features) {
        EventKeys keys = TEST.database()
                .read(tx -> EventKeyStore.find(tx, event.id(), TEST.master()).orElseThrow());
        return Template.of(features, keys.rotation(Guests.MODEL.dimension()));
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}

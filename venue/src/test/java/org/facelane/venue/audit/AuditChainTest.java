package org.facelane.venue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.audit.AuditReport.Kind;
import org.facelane.venue.store.AuditLog;
import org.facelane.venue.testing.Guests;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is done to the log behind its back is found. Whoever tampers here owns the database and has turned its
/// triggers off.
class AuditChainTest {
    private static final Instant NOW = Guests.NOW;

    @TempDir
    Path folder;

    private TestDatabase test;
    private AuditChain chain;
    private Path heads;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        heads = folder.resolve("heads.txt");
        chain = new AuditChain(test.database(), test.master(), Duration.ofMinutes(1), heads);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anUntouchedLog_isWhole() {
        written(25);
        AuditReport report = check();
        assertThat(report.isWhole()).isTrue();
        assertThat(report.count()).isEqualTo(25);
        assertThat(report.signedUpTo()).isEqualTo(25);
        assertThat(report.waiting()).isZero();
    }

    @Test
    void aChangedLine_isFound() {
        written(20);
        for (String change : List.of(
                "actor = 'staff somebody else'",
                "action = 'resolved'",
                "subject = 'ticket another'",
                "at = at + interval '1 microsecond'",
                "salt = gen_random_uuid()",
                "hash = sha256(hash)")) {
            tamper("create table kept as select * from audit where number = 7; update audit set " + change
                    + " where number = 7");
            assertThat(check().findings()).as(change).contains(new AuditReport.Finding(Kind.CHANGED, 7));
            tamper("delete from audit where number = 7; insert into audit select * from kept; drop table kept");
            assertThat(check().isWhole()).isTrue();
        }
    }

    @Test
    void aRemovedLine_isFound_alsoWhenTheOthersAreRenumbered() {
        written(20);
        tamper("delete from audit where number = 7");
        assertThat(check().findings()).contains(new AuditReport.Finding(Kind.REMOVED, 7));
        tamper("update audit set number = number + 1000 where number > 7;"
                + " update audit set number = number - 1001 where number > 1000");
        assertThat(kinds()).contains(Kind.CHANGED);
    }

    @Test
    void reorderedLines_areFound() {
        written(20);
        tamper("update audit set number = 999 where number = 7; update audit set number = 7 where number = 8;"
                + " update audit set number = 8 where number = 999");
        assertThat(kinds()).contains(Kind.CHANGED);
    }

    @Test
    void anInsertedLine_isFound() {
        written(20);
        tamper("update audit set number = number + 1000 where number >= 7; insert into audit select 7, at, actor,"
            + " action, subject, gen_random_uuid(), hash from audit where number = 6; update audit set number = number"
            + " - 999 where number > 1000");
        assertThat(kinds()).contains(Kind.CHANGED);
    }

    @Test
    void anEndThatWasCutOff_isFound_alsoWhereTheSignaturesWereCutOffToo() {
        written(10);
        chain.advance(NOW.plusSeconds(60));
        written(10);
        tamper("delete from audit where number > 15");
        assertThat(check().findings()).contains(new AuditReport.Finding(Kind.TRUNCATED, 20));
        tamper("delete from audit_head where number > 15");
        assertThat(check().findings())
                .as("the file of heads lies outside the database")
                .contains(new AuditReport.Finding(Kind.TRUNCATED, 20));
    }

    @Test
    void whatNobodySigned_canBeCutOff_andThatIsAllThatCan() throws IOException {
        written(10);
        AuditChain late = new AuditChain(test.database(), test.master(), Duration.ofDays(1), heads);
        write(5);
        assertThat(late.advance(NOW.plusSeconds(1))).isEqualTo(5);
        tamper("delete from audit where number > 10");
        assertThat(check().isWhole()).isTrue();
        assertThat(check().signedUpTo()).isEqualTo(10);
        Files.delete(heads);
        tamper("delete from audit_head; delete from audit where number > 3");
        assertThat(check().isWhole())
                .as("without any signature nothing tells the end")
                .isTrue();
    }

    @Test
    void aLogMadeAnew_doesNotFitWhatWasSigned() {
        written(20);
        tamper("delete from audit_head; insert into audit_inbox (at, actor, action, subject, salt) select at, actor,"
                + " case when number = 7 then 'innocent' else action end, subject, salt from audit order by number;"
                + " delete from audit");
        chain.advance(NOW.plusSeconds(600));
        assertThat(kinds()).contains(Kind.REWRITTEN);
    }

    @Test
    void aForgedSignature_isFound() {
        written(5);
        tamper("update audit_head set signature = decode(repeat('ab', 64), 'hex')");
        assertThat(kinds()).contains(Kind.FORGED);
    }

    @Test
    void theDatabaseRefuses_toChangeOrDeleteLines() {
        written(5);
        write(1);
        for (String sql : List.of(
                "update audit set action = 'x'",
                "delete from audit",
                "truncate audit cascade",
                "update audit_head set number = 1",
                "delete from audit_head",
                "truncate audit_head",
                "update audit_inbox set action = 'x'",
                "delete from audit_inbox",
                "truncate audit_inbox")) {
            assertThatThrownBy(() -> test.execute(sql)).as(sql).hasMessageContaining("audit");
        }
        assertThat(check().isWhole()).isTrue();
    }

    @Test
    void manyWritersAndChains_makeOneChainThatLosesNothing() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> write(100)));
                all.add(threads.submit(() -> {
                    for (int k = 0; k < 30; k++) {
                        chain.advance(NOW.plusSeconds(k));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        chain.advance(NOW.plusSeconds(3600));
        AuditReport report = check();
        assertThat(report.isWhole()).isTrue();
        assertThat(report.count()).isEqualTo(400);
        assertThat(report.waiting()).isZero();
    }

    private void written(int count) {
        write(count);
        chain.advance(NOW);
        chain.sign(NOW);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            AuditLog.Line line = new AuditLog.Line(NOW.plusMillis(i), "lane " + i, "did this", "ticket " + i);
            test.database().transact(tx -> {
                AuditLog.write(tx, line);
                return true;
            });
        }
    }

    private AuditReport check() {
        return AuditVerification.of(test.database(), heads);
    }

    private List<Kind> kinds() {
        return check().findings().stream().map(AuditReport.Finding::kind).toList();
    }

    private void tamper(String sql) {
        test.execute("set local session_replication_role = replica; " + sql);
    }
}

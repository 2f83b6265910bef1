package org.facelane.venue.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.access.StaffAccounts.Change;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Accounts of staff: roles, locks, and that somebody is always left who may change them.
class StaffAccountsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00.123456789Z");

    private TestDatabase database;
    private StaffAccounts accounts;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        accounts = new StaffAccounts(database.database());
        accounts.create("one", Set.of(Role.ORGANISER), "system", NOW);
        accounts.create("two", Set.of(Role.ORGANISER, Role.STEWARD), "staff one", NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void deletedAccountKeepsNothingToSignInWith() {
        database.execute("""
            insert into staff_code (staff_id, sealed, last_step, set_up_at) select id, '', 0, now() from staff
            """);
        database.execute("""
            insert into staff_recovery_code (staff_id, hash) select id, decode(repeat('00', 32), 'hex') from staff
            """);
        database.execute("""
            insert into passkey (id, staff_id, name, credential_id, credential, backed_up, sign_count, created_at)
            select gen_random_uuid(), id, name, decode(md5(name), 'hex'), '', false, 0, now() from staff
            """);
        assertThat(accounts.delete("two", "staff one", NOW)).isEqualTo(Change.DONE);
        for (String table : List.of("staff_code", "staff_recovery_code", "passkey")) {
            List<String> left = database.database()
                    .read(tx -> Sql.list(
                            tx,
                            "select staff.name from staff join " + table + " held on held.staff_id = staff.id",
                            row -> row.getString(1)));
            assertThat(left).as(table).containsExactly("one");
        }
    }

    @Test
    void keepsOneOrganiser() {
        assertThat(accounts.lock("two", "staff one", NOW)).isEqualTo(Change.DONE);
        assertThat(accounts.lock("one", "staff one", NOW)).isEqualTo(Change.LAST_ORGANISER);
        assertThat(accounts.delete("one", "staff one", NOW)).isEqualTo(Change.LAST_ORGANISER);
        assertThat(accounts.changeRoles("one", Set.of(Role.OFFICER), "staff one", NOW))
                .isEqualTo(Change.LAST_ORGANISER);
        assertThat(accounts.find("one").orElseThrow().roles()).containsExactly(Role.ORGANISER);
        assertThat(accounts.unlock("two", "staff one", NOW)).isEqualTo(Change.DONE);
        assertThat(accounts.lock("one", "staff two", NOW)).isEqualTo(Change.DONE);
    }

    @Test
    void keepsOneOrganiser_whenTwoLockEachOtherAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<Callable<Change>> both =
                    List.of(() -> accounts.lock("two", "staff one", NOW), () -> accounts.lock("one", "staff two", NOW));
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (Future<Change> change : threads.invokeAll(both)) {
                    assertThat(change.get()).isIn(Change.DONE, Change.LAST_ORGANISER);
                }
            }
            assertThat(accounts.list()).filteredOn(staff -> staff.isOpen()).hasSize(1);
            accounts.unlock("one", "system", NOW);
            accounts.unlock("two", "system", NOW);
        }
    }

    @Test
    void changesEndSessionsThatBeganBefore() {
        Instant later = NOW.plus(Duration.ofMinutes(1));
        accounts.changeRoles("two", EnumSet.of(Role.TECHNICIAN, Role.OFFICER), "staff one", later);
        assertThat(accounts.find("two").orElseThrow().roles()).containsOnly(Role.TECHNICIAN, Role.OFFICER);
        assertThat(accounts.find("two").orElseThrow().sessionsFrom())
                .as("to the microsecond, as the database keeps it")
                .isEqualTo(Instant.parse("2026-11-22T18:01:00.123456Z"));
        assertThat(accounts.changeRoles("nobody", Set.of(Role.OFFICER), "staff one", later))
                .isEqualTo(Change.NO_SUCH_ACCOUNT);
    }
}

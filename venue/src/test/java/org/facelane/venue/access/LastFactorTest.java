package org.facelane.venue.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facelane.venue.keys.MasterKey;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where more than a password is demanded, an account keeps the last of it.
class LastFactorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
    private static final int ROUNDS = 20;

    @Test
    void oneStays_whenAppAndPasskeyAreRemovedAtOnce(@TempDir Path folder) throws Exception {
        try (TestDatabase database = TestDatabase.fresh();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            StaffAccounts accounts = new StaffAccounts(database.database());
            accounts.create("one", Set.of(Role.ORGANISER), "system", NOW);
            Staff one = accounts.find("one").orElseThrow();
            SecondFactor second = new SecondFactor(database.database(), MasterKey.open(folder.resolve("master.key")));
            Passkeys passkeys = new Passkeys(database.database(), accounts);
            for (int i = 0; i < ROUNDS; i++) {
                UUID passkey = giveBoth(database, one);
                List<Callable<Boolean>> both = List.of(
                        () -> second.removeApp(one, SignInDemand.SECOND_FACTOR, NOW),
                        () -> passkeys.remove(one, passkey, SignInDemand.SECOND_FACTOR, NOW)
                                == Passkeys.Removal.REMOVED);
                int removed = 0;
                for (Future<Boolean> answer : threads.invokeAll(both)) {
                    removed += answer.get() ? 1 : 0;
                }
                assertThat(removed).isEqualTo(1);
                int left = database.database().transact(tx -> FactorStore.hold(tx, one.id()));
                assertThat(left).isEqualTo(1);
            }
        }
    }

    private static UUID giveBoth(TestDatabase database, Staff staff) {
        UUID passkey = UUID.randomUUID();
        return database.database().transact(tx -> {
            Sql.update(tx, "delete from passkey");
            FactorStore.set(tx, staff.id(), new byte[1], 0, NOW);
            PasskeyStore.insert(
                    tx,
                    new PasskeyStore.Row(
                            passkey,
                            staff.id(),
                            "phone",
                            new byte[] {1},
                            new byte[1],
                            false,
                            0,
                            NOW,
                            Optional.empty()));
            return passkey;
        });
    }
}

package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.store.StaffStore.Staff;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is signed in stays so through a restart, and as long as the account and the setting let it.
class StaffSessionsTest {
    private static final Instant NOW = Instant.parse("2026-09-01T18:00:00Z");
    private static final Duration LIFE = Duration.ofHours(1);

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void restartOfTheServerSignsNobodyOut(@TempDir Path data) {
        Map<String, String> settings = TestServer.settings(database.address(), Map.of());
        Visitor before;
        try (Server server = Server.start(Settings.in(data, settings))) {
            before = new Visitor(server.url());
            before.becomesOrganiser(server.organiserLink().orElseThrow());
        }
        try (Server again = Server.start(Settings.in(data, settings))) {
            Visitor organiser = before.at(again.url());
            assertThat(organiser.get("/api/me").text("name")).isEqualTo("organiser");
            // the page that was open before goes on with the token it had
            assertThat(organiser.post("/api/staff", Map.of("name", "Ada")).status())
                    .isEqualTo(201);
            assertThat(organiser.post("/api/sign-out").status()).isEqualTo(204);
            assertThat(organiser.get("/api/me").status()).isEqualTo(401);
        }
    }

    @Test
    void whatABrowserHoldsIsNotWhatTheDatabaseHolds(@TempDir Path data) {
        try (TestServer server = new TestServer(data, Map.of())) {
            String password =
                    server.organiser().post("/api/staff", Map.of("name", "Ada")).text("password");
            Answer signedIn = server.anybody().post("/api/sign-in", Map.of("name", "Ada", "password", password));
            String header = signedIn.header("Set-Cookie");
            assertThat(header).contains("facelane-staff=", "HttpOnly", "SameSite=Strict", "Path=/");
            String secret = HttpCookie.parse(header).getFirst().getValue();
            assertThat(secret).hasSize(43);
            List<String> rows = server.database()
                    .database()
                    .read(tx -> Sql.list(
                            tx, "select session::text as row from staff_session session", row -> row.getString("row")));
            assertThat(rows).hasSize(2).noneMatch(row -> row.contains(secret));
        }
    }

    @Test
    void sessionEndsWhenItIsNotUsedForItsLife_andUseKeepsIt() {
        StaffSessions sessions = new StaffSessions(database.database(), LIFE);
        String used = sessions.begin(staff("Ada"), NOW);
        String idle = sessions.begin(staff("Bo"), NOW);
        assertThat(sessions.find(used, NOW.plus(Duration.ofMinutes(40)))).isPresent();
        Instant later = NOW.plus(Duration.ofMinutes(61));
        assertThat(sessions.find(used, later)).hasValueSatisfying(open -> {
            assertThat(open.staff().name()).isEqualTo("Ada");
            assertThat(open.since()).isEqualTo(NOW);
        });
        assertThat(sessions.find(idle, later)).isEmpty();
        assertThat(sessions.sweep(later)).isEqualTo(1);
        assertThat(sessions.sweep(later)).isZero();
    }

    @Test
    void sessionEndsWithWhateverEndsTheAccounts() {
        StaffAccounts accounts = new StaffAccounts(database.database());
        StaffSessions sessions = new StaffSessions(database.database(), LIFE);
        accounts.create("boss", Set.of(Role.ORGANISER), "system", NOW);
        Instant later = NOW.plusSeconds(1);
        for (String name : List.of("locked", "deleted", "renewed", "others", "ended")) {
            String secret = sessions.begin(staff(name), NOW);
            assertThat(sessions.find(secret, later)).as(name).isPresent();
            switch (name) {
                case "locked" -> accounts.lock(name, "boss", later);
                case "deleted" -> accounts.delete(name, "boss", later);
                case "renewed" -> accounts.renewPassword(name, "boss", later);
                case "others" -> accounts.changeRoles(name, Set.of(Role.OFFICER), "boss", later);
                default -> sessions.end(secret);
            }
            assertThat(sessions.find(secret, later)).as(name).isEmpty();
        }
        assertThat(sessions.sweep(later)).isEqualTo(4);
        assertThat(sessions.find("what nobody was given", later)).isEmpty();
    }

    private Staff staff(String name) {
        StaffAccounts accounts = new StaffAccounts(database.database());
        accounts.create(name, Set.of(Role.STEWARD), "system", NOW);
        return accounts.find(name).orElseThrow();
    }
}

package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facelane.venue.access.OrganiserLinks;
import org.facelane.venue.access.OrganiserLinks.Opened;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.store.Sql;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first organiser of an installation, and one who has lost every way in, come in by a link made at the server.
class OrganiserLinkTest {
    private static final Instant NOW = Instant.parse("2026-09-01T18:00:00Z");
    private static final Duration LIFE = Duration.ofHours(24);
    private static final String CHOSEN = "four words of her own";

    private TestDatabase database;
    private StaffAccounts accounts;
    private OrganiserLinks links;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        accounts = new StaffAccounts(database.database());
        links = new OrganiserLinks(database.database(), accounts, LIFE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void firstStartMakesALink_thatIsUsedOnce(@TempDir Path data) {
        Map<String, String> settings = TestServer.settings(database.address(), Map.of());
        try (Server server = Server.start(Settings.in(data, settings))) {
            assertThat(accounts.list()).isEmpty();
            String link = server.organiserLink().orElseThrow();
            assertThat(link).matches(server.url() + "/sign-in#link=[A-Za-z0-9_-]{43}");
            Visitor organiser = new Visitor(server.url());
            assertThat(opens(organiser, link, "Ada", "too short").text("code")).isEqualTo("BAD_VALUE");
            assertThat(opens(organiser, link, " ", CHOSEN).text("code")).isEqualTo("BAD_VALUE");
            assertThat(opens(organiser, link, "Ada", CHOSEN).text("next")).isEqualTo("SIGNED_IN");
            assertThat(organiser.get("/api/me").json().path("roles").toString()).isEqualTo("[\"ORGANISER\"]");
            assertThat(opens(new Visitor(server.url()), link, "Eve", CHOSEN).text("code"))
                    .isEqualTo("LINK_NOT_VALID");
        }
        try (Server again = Server.start(Settings.in(data, settings))) {
            assertThat(again.organiserLink()).isEmpty();
            assertThat(new Visitor(again.url())
                            .as("Ada", CHOSEN)
                            .get("/api/staff")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void commandAtTheServersMachineLetsALostOrganiserBackIn(@TempDir Path data) {
        Map<String, String> given = TestServer.settings(database.address(), Map.of());
        Settings settings = Settings.in(data, given);
        assertThatThrownBy(() -> OrganiserLinkCommand.make(settings, Instant.now()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("no installation");
        try (Server server = Server.start(settings)) {
            Visitor lost = new Visitor(server.url());
            String forgotten = lost.becomesOrganiser(server.organiserLink().orElseThrow());
            lost.post("/api/staff", Map.of("name", "Bo", "roles", List.of("ORGANISER")));
            accounts.lock("organiser", "staff Bo", Instant.now());

            String link = OrganiserLinkCommand.make(settings, Instant.now());
            assertThat(link).startsWith("http://localhost:").contains("/sign-in#link=");
            Visitor back = new Visitor(server.url());
            assertThat(opens(back, link, "organiser", CHOSEN).text("next")).isEqualTo("SIGNED_IN");
            assertThat(back.get("/api/staff").status()).isEqualTo(200);
            assertThat(lost.get("/api/staff").status()).isEqualTo(401);
            Map<String, String> before = Map.of("name", "organiser", "password", forgotten);
            assertThat(new Visitor(server.url()).post("/api/sign-in", before).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void onlyTheNewestCounts_untilItExpires() {
        String first = links.make(NOW);
        String second = links.make(NOW);
        assertThat(links.open(first, "Ada", CHOSEN, NOW)).isInstanceOf(Opened.NotValid.class);
        assertThat(links.open(second, "Ada", CHOSEN, NOW.plus(LIFE))).isInstanceOf(Opened.NotValid.class);
        assertThat(links.open("", "Ada", CHOSEN, NOW)).isInstanceOf(Opened.NotValid.class);
        assertThat(accounts.list()).isEmpty();
        assertThat(links.open(second, "Ada", CHOSEN, NOW.plus(LIFE).minusSeconds(1)))
                .isInstanceOf(Opened.Appointed.class);
    }

    @Test
    void whoeverComesBackHasTheirOldRolesToo_andNoOtherWayIn() {
        accounts.create("Ada", Set.of(Role.OFFICER), "system", NOW);
        accounts.create("gone", Set.of(Role.OFFICER), "system", NOW);
        links.open(links.make(NOW), "boss", CHOSEN, NOW);
        accounts.delete("gone", "boss", NOW);
        accounts.find("Ada").ifPresent(ada -> addPasskey(ada.id().toString()));

        String link = links.make(NOW);
        assertThat(links.open(link, "gone", CHOSEN, NOW)).isInstanceOf(Opened.NameTaken.class);
        assertThat(links.open(link, "Ada", CHOSEN, NOW)).isInstanceOfSatisfying(Opened.Appointed.class, opened -> {
            assertThat(opened.staff().roles()).containsExactlyInAnyOrder(Role.OFFICER, Role.ORGANISER);
        });
        assertThat(accounts.signIn("Ada", CHOSEN)).isPresent();
        assertThat(count("passkey")).isZero();
        assertThat(count("organiser_link")).isZero();
    }

    private static Answer opens(Visitor visitor, String link, String name, String password) {
        String token = link.substring(link.indexOf('=') + 1);
        return visitor.post("/api/sign-in/link", Map.of("token", token, "name", name, "password", password));
    }

    private void addPasskey(String staff) {
        database.database().transact(tx -> Sql.update(tx, """
            insert into passkey (id, staff_id, name, credential_id, credential, backed_up, sign_count, created_at)
            values (gen_random_uuid(), ?::uuid, 'phone', decode('01', 'hex'), decode('01', 'hex'), false, 0, now())
            """, staff));
        assertThat(count("passkey")).isEqualTo(1);
    }

    private int count(String table) {
        return database.database()
                .read(tx -> Sql.first(tx, "select count(*) from " + table, row -> row.getInt(1)))
                .orElseThrow();
    }
}

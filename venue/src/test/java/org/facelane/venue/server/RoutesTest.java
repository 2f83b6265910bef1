package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of routes over real HTTP: who may call each, signing in and out, staff, and what every answer has.
class RoutesTest {
    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void staffWritesNeedThePagesToken() {
        Visitor steward = server.steward("tokenless").withoutToken();
        assertThat(steward.post("/api/referrals/x/resolve").text("code")).isEqualTo("STALE_PAGE");
    }

    @Test
    void everyAnswerHasStrictHeaders() {
        for (String path : List.of("/sign-in", "/organiser", "/api/version", "/nothing", "/api/me")) {
            Answer answer = server.anybody().get(path);
            assertThat(answer.header("content-security-policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(answer.header("permissions-policy")).contains("camera=(self)");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        }
        assertThat(server.anybody().get("/api/version").header("cache-control")).contains("no-store");
    }

    @Test
    void takesNoPictureFile_unlessItIsSetSo() {
        String event = server.event();
        server.tickets(event, "N-1");
        String link = server.link(event, "N-1");
        assertThat(server.anybody().get(link).json().path("byFile").asBoolean()).isFalse();
        assertThat(server.anybody()
                        .post(link + "?consent=1&language=en", new byte[] {1}, "image/jpeg")
                        .text("code"))
                .isEqualTo("CAMERA_NEEDED");
    }

    @Test
    void pagesAreServed() {
        for (String page :
                List.of("/sign-in", "/organiser", "/steward", "/officer", "/lane", "/enrol/some-token", "/receipt/x")) {
            Answer answer = server.organiser().get(page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.body()).contains("<!doctype html>", "/assets/");
        }
        assertThat(server.anybody().get("/assets/lane.js").status()).isEqualTo(200);
        assertThat(server.anybody().get("/assets/..%2fbuild.properties").status())
                .isIn(400, 404);
        assertThat(server.anybody().get("/").header("location")).isEqualTo("/organiser");
    }

    @Test
    void unknownAddress() {
        Answer answer = server.anybody().get("/api/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("NO_SUCH_PAGE");
        assertThat(answer.text("advice")).isNotEmpty();
    }

    @Test
    void versionAndHealth() {
        assertThat(server.anybody().get("/api/version").text("model")).startsWith("default-");
        assertThat(server.anybody().get("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(server.anybody().get("/actuator/metrics").status()).isEqualTo(401);
        assertThat(server.organiser().get("/actuator/metrics").status()).isEqualTo(200);
        assertThat(server.organiser().get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void signIn_wrong() {
        Answer answer = server.anybody().post("/api/sign-in", Map.of("name", "organiser", "password", "guess"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("WRONG_SIGN_IN");
        assertThat(server.anybody()
                        .post("/api/sign-in", Map.of("name", "x".repeat(5000)))
                        .status())
                .isEqualTo(401);
        assertThat(server.anybody()
                        .post("/api/sign-in", Map.of("name", "nobody", "password", "ü".repeat(100)))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void signIn_tooOften() {
        Answer last = server.anybody().get("/api/version");
        for (int i = 0; i < 9; i++) {
            last = server.anybody().post("/api/sign-in", Map.of("name", "guessed", "password", "guess " + i));
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.text("code")).isEqualTo("TOO_MANY_SIGN_INS");
    }

    @Test
    void badJson() {
        for (String body : List.of("", "{", "[]", "{\"nam\":1}", "nonsense")) {
            Answer answer =
                    server.anybody().post("/api/sign-in", body.getBytes(StandardCharsets.UTF_8), "application/json");
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("BAD_REQUEST");
        }
        assertThat(server.anybody()
                        .post("/api/sign-in", "name=x".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void sessionsEndWithSignOutAndWithTheAccount() {
        Visitor one = server.steward("leaver");
        assertThat(one.get("/api/me").json().path("roles").toString()).isEqualTo("[\"STEWARD\"]");
        assertThat(one.post("/api/sign-out").status()).isEqualTo(204);
        assertThat(one.get("/api/me").status()).isEqualTo(401);

        Visitor two = server.steward("deleted");
        assertThat(server.organiser().delete("/api/staff/deleted").status()).isEqualTo(204);
        assertThat(two.get("/api/events").status()).isEqualTo(401);
        assertThat(server.organiser().delete("/api/staff/deleted").text("code")).isEqualTo("NO_SUCH_STAFF");
    }

    @Test
    void severalRolesOpenWhatEachOpens_untilTheyAreTaken() {
        Visitor both = server.staff("both", "STEWARD", "OFFICER");
        assertThat(both.get("/api/events").status()).isEqualTo(200);
        assertThat(both.get("/api/officer/events").status()).isEqualTo(200);
        assertThat(both.get("/api/staff").text("code")).isEqualTo("NOT_ALLOWED");

        Map<String, List<String>> one = Map.of("roles", List.of("OFFICER"));
        assertThat(server.organiser().post("/api/staff/both/roles", one).status())
                .isEqualTo(204);
        assertThat(both.get("/api/officer/events").status())
                .as("a session ends with the roles it began with")
                .isEqualTo(401);
    }

    @Test
    void lockedAccountIsSignedOut_andComesBackWhenUnlocked() {
        String password =
                server.organiser().post("/api/staff", Map.of("name", "locked")).text("password");
        Visitor before = server.anybody().as("locked", password);
        assertThat(server.organiser().post("/api/staff/locked/lock").status()).isEqualTo(204);
        assertThat(before.get("/api/me").status()).isEqualTo(401);
        Map<String, String> signIn = Map.of("name", "locked", "password", password);
        assertThat(server.anybody().post("/api/sign-in", signIn).status()).isEqualTo(401);

        assertThat(server.organiser().post("/api/staff/locked/unlock").status()).isEqualTo(204);
        assertThat(before.get("/api/me").status()).isEqualTo(401);
        assertThat(server.anybody().post("/api/sign-in", signIn).status()).isEqualTo(200);
        assertThat(server.organiser().post("/api/staff/organiser/lock").text("code"))
                .isEqualTo("OWN_ACCOUNT");
    }

    @Test
    void staffAccounts() {
        Visitor organiser = server.organiser();
        Answer created = organiser.post("/api/staff", Map.of("name", "Ada", "roles", List.of("STEWARD", "OFFICER")));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("password")).hasSize(23);
        assertThat(organiser.post("/api/staff", Map.of("name", "Ada")).text("code"))
                .isEqualTo("NAME_TAKEN");
        assertThat(organiser.post("/api/staff", Map.of("name", " ")).text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(organiser.get("/api/staff").body()).contains("Ada").doesNotContain("password");
        assertThat(organiser.delete("/api/staff/organiser").text("code")).isEqualTo("OWN_ACCOUNT");

        assertThat(organiser
                        .post("/api/staff", Map.of("name", "Idle", "roles", List.of()))
                        .text("code"))
                .isEqualTo("NO_ROLE");
        assertThat(organiser
                        .post("/api/staff/Ada/roles", Map.of("roles", List.of()))
                        .text("code"))
                .isEqualTo("NO_ROLE");
        assertThat(organiser
                        .post("/api/staff/organiser/roles", Map.of("roles", List.of("STEWARD")))
                        .text("code"))
                .isEqualTo("OWN_ACCOUNT");

        String renewed = organiser.post("/api/staff/Ada/password").text("password");
        assertThat(server.anybody()
                        .post("/api/sign-in", Map.of("name", "Ada", "password", created.text("password")))
                        .status())
                .isEqualTo(401);
        assertThat(server.anybody().as("Ada", renewed).get("/api/me").text("name"))
                .isEqualTo("Ada");
        assertThat(organiser.post("/api/staff/Nobody/password").text("code")).isEqualTo("NO_SUCH_STAFF");
    }
}

package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.facelane.venue.server.Visitor.Answer;
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
    void everyRouteIsListedHereWithItsAccess() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("GET /", "ANYBODY");
        expected.put("GET /sign-in", "ANYBODY");
        expected.put("GET /organiser", "ANYBODY");
        expected.put("GET /steward", "ANYBODY");
        expected.put("GET /officer", "ANYBODY");
        expected.put("GET /lane", "ANYBODY");
        expected.put("GET /enrol/{token}", "ANYBODY");
        expected.put("GET /receipt/{token}", "ANYBODY");
        expected.put("GET /assets/{name}", "ANYBODY");
        expected.put("GET /api/version", "ANYBODY");
        expected.put("POST /api/sign-in", "ANYBODY");
        expected.put("POST /api/sign-out", "STAFF");
        expected.put("GET /api/me", "STAFF");
        expected.put("GET /api/staff", "ORGANISER");
        expected.put("POST /api/staff", "ORGANISER");
        expected.put("POST /api/staff/{name}/password", "ORGANISER");
        expected.put("DELETE /api/staff/{name}", "ORGANISER");
        expected.put("GET /api/events", "STEWARD");
        expected.put("POST /api/events", "ORGANISER");
        expected.put("GET /api/events/{event}", "ORGANISER");
        expected.put("POST /api/events/{event}/lanes", "ORGANISER");
        expected.put("POST /api/events/{event}/lanes/{lane}", "ORGANISER");
        expected.put("DELETE /api/events/{event}/lanes/{lane}", "ORGANISER");
        expected.put("GET /api/events/{event}/tickets", "ORGANISER");
        expected.put("POST /api/events/{event}/tickets", "ORGANISER");
        expected.put("POST /api/events/{event}/tickets/{code}/link", "ORGANISER");
        expected.put("DELETE /api/events/{event}/tickets/{code}/link", "ORGANISER");
        expected.put("GET /api/events/{event}/links.csv", "ORGANISER");
        expected.put("GET /api/enrol/{token}", "LINK");
        expected.put("POST /api/enrol/{token}", "LINK");
        expected.put("POST /api/enrol/{token}/withdraw", "LINK");
        expected.put("GET /api/events/{event}/board", "STEWARD");
        expected.put("POST /api/events/{event}/admissions", "STEWARD");
        expected.put("POST /api/referrals/{referral}/resolve", "STEWARD");
        expected.put("GET /api/receipt/{token}", "LINK");
        expected.put("POST /api/receipt/{token}/withdraw", "LINK");
        expected.put("GET /api/receipt/{token}/receipt.json", "LINK");
        expected.put("GET /api/receipt/{token}/certificate.json", "LINK");
        expected.put("GET /api/receipt/{token}/data.json", "LINK");
        expected.put("GET /api/keys", "ANYBODY");
        expected.put("GET /api/officer/log", "OFFICER");
        expected.put("GET /api/officer/log.json", "OFFICER");
        expected.put("GET /api/officer/log.csv", "OFFICER");
        expected.put("GET /api/officer/check", "OFFICER");
        expected.put("GET /api/officer/events", "OFFICER");
        assertThat(server.server().access()).containsExactlyEntriesOf(expected);
    }

    @Test
    void whoMayNotCallARouteIsTurnedAway() {
        Visitor steward = server.steward("turned away");
        server.server().access().forEach((route, access) -> {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "x");
            if (List.of("STEWARD", "ORGANISER", "OFFICER", "STAFF").contains(access)) {
                Answer anonymous = server.anybody().send(method, path, BodyPublishers.noBody(), "");
                // without a session there is no page token either
                assertThat(anonymous.status()).as("nobody: " + route).isIn(401, 403);
            }
            if (access.equals("ORGANISER") || access.equals("OFFICER")) {
                Answer other = steward.send(method, path, BodyPublishers.noBody(), "");
                assertThat(other.status()).as("steward: " + route).isEqualTo(403);
                assertThat(other.text("code")).as("steward: " + route).isEqualTo("NOT_ALLOWED");
            }
        });
    }

    @Test
    void staffWritesNeedThePagesToken() {
        Visitor steward = server.steward("tokenless").withoutToken();
        assertThat(steward.post("/api/referrals/x/resolve").text("code")).isEqualTo("STALE_PAGE");
    }

    @Test
    void everyAnswerHasStrictHeaders() {
        for (String path : List.of("/organiser", "/api/version", "/nothing", "/api/me")) {
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
    void pagesAreServed() {
        for (String page : List.of("/sign-in", "/organiser", "/steward", "/lane", "/enrol/some-token")) {
            Answer answer = server.anybody().get(page);
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
        assertThat(one.get("/api/me").text("role")).isEqualTo("STEWARD");
        assertThat(one.post("/api/sign-out").status()).isEqualTo(204);
        assertThat(one.get("/api/me").status()).isEqualTo(401);

        Visitor two = server.steward("deleted");
        assertThat(server.organiser().delete("/api/staff/deleted").status()).isEqualTo(204);
        assertThat(two.get("/api/events").status()).isEqualTo(401);
        assertThat(server.organiser().delete("/api/staff/deleted").text("code")).isEqualTo("NO_SUCH_STAFF");
    }

    @Test
    void staffAccounts() {
        Visitor organiser = server.organiser();
        Answer created = organiser.post("/api/staff", Map.of("name", "Ada", "role", "STEWARD"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("password")).hasSize(23);
        assertThat(organiser.post("/api/staff", Map.of("name", "Ada")).text("code"))
                .isEqualTo("NAME_TAKEN");
        assertThat(organiser.post("/api/staff", Map.of("name", " ")).text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(organiser.get("/api/staff").body()).contains("Ada").doesNotContain("password");
        assertThat(organiser.delete("/api/staff/organiser").text("code")).isEqualTo("OWN_ACCOUNT");

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

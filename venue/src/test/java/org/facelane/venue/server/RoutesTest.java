package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facelane.venue.server.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every route over real HTTP: who may call it, what it answers, and what each bad input is told.
class RoutesTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static String event = "";

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of());
        event = server.event();
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
        expected.put("GET /lane", "ANYBODY");
        expected.put("GET /enrol/{token}", "ANYBODY");
        expected.put("GET /assets/{name}", "ANYBODY");
        expected.put("GET /api/version", "ANYBODY");
        expected.put("POST /api/sign-in", "ANYBODY");
        expected.put("POST /api/sign-out", "STEWARD");
        expected.put("GET /api/me", "STEWARD");
        expected.put("GET /api/staff", "ORGANISER");
        expected.put("POST /api/staff", "ORGANISER");
        expected.put("POST /api/staff/{name}/password", "ORGANISER");
        expected.put("DELETE /api/staff/{name}", "ORGANISER");
        expected.put("GET /api/events", "STEWARD");
        expected.put("POST /api/events", "ORGANISER");
        expected.put("GET /api/events/{event}", "ORGANISER");
        expected.put("POST /api/events/{event}/lanes", "ORGANISER");
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
        assertThat(server.server().access()).containsExactlyEntriesOf(expected);
    }

    @Test
    void whoMayNotCallARouteIsTurnedAway() {
        Visitor steward = server.steward("turned away");
        server.server().access().forEach((route, access) -> {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "x");
            if (access.equals("STEWARD") || access.equals("ORGANISER")) {
                Answer anonymous = server.anybody().send(method, path, BodyPublishers.noBody(), "");
                // without a session there is no page token either
                assertThat(anonymous.status()).as("nobody: " + route).isIn(401, 403);
            }
            if (access.equals("ORGANISER")) {
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

    @Test
    void events() {
        Answer page = server.organiser().get("/api/events/" + event);
        assertThat(page.text("name")).isEqualTo("Cup final");
        assertThat(page.json().path("legalBasis").path("dpiaReference").asString(""))
                .isEqualTo("DPIA-7");
        assertThat(page.json().path("counts").path("tickets").isNumber()).isTrue();
        assertThat(server.organiser().get("/api/events").body()).contains(event);
        assertThat(server.organiser().get("/api/events/x").text("code")).isEqualTo("NO_SUCH_EVENT");
        assertThat(server.organiser()
                        .get("/api/events/00000000-0000-0000-0000-000000000000")
                        .text("code"))
                .isEqualTo("NO_SUCH_EVENT");
    }

    @Test
    void events_notComplete() {
        Answer answer = server.organiser().post("/api/events", Map.of("name", "Cup final"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("title")).contains("venue is missing");
        Answer backwards = server.organiser()
                .post(
                        "/api/events",
                        Map.of(
                                "name", "Cup final",
                                "venue", "North stadium",
                                "startsAt", "2026-12-01T20:00:00Z",
                                "endsAt", "2026-12-01T18:00:00Z",
                                "eraseAfter", "2026-12-02T18:00:00Z",
                                "mode", "HANDS_FREE"));
        assertThat(backwards.status()).isEqualTo(400);
        assertThat(backwards.text("title")).contains("ends after it starts");
    }

    @Test
    void lanes() {
        String path = "/api/events/" + event + "/lanes";
        Answer lane = server.organiser().post(path, Map.of("name", "Lane A", "entrance", "North"));
        assertThat(lane.status()).isEqualTo(201);
        assertThat(lane.text("key")).hasSize(43);
        assertThat(lane.text("url"))
                .isEqualTo(server.server().url() + "/lane#lane=" + lane.text("id") + "&key=" + lane.text("key"));
        assertThat(server.organiser().post(path, Map.of("name", "Lane A")).text("code"))
                .isEqualTo("NAME_TAKEN");
        assertThat(server.organiser().post(path, Map.of("name", "")).text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(server.organiser()
                        .post(path, Map.of("name", "Lane B", "gateUrl", "ftp://gate"))
                        .text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(server.organiser().delete(path + "/" + lane.text("id")).status())
                .isEqualTo(204);
        assertThat(server.organiser().delete(path + "/" + lane.text("id")).text("code"))
                .isEqualTo("NO_SUCH_LANE");
        JsonNode shown = server.organiser()
                .get("/api/events/" + event)
                .json()
                .path("lanes")
                .path(0);
        assertThat(shown.path("revoked").asBoolean()).isTrue();
        assertThat(shown.path("state").asString("")).isEqualTo("OFFLINE");
    }

    @Test
    void tickets() {
        String path = "/api/events/" + event + "/tickets";
        byte[] csv = "code,holder,status\nA-1,Ann,VALID\n,Nobody,VALID\n".getBytes(StandardCharsets.UTF_8);
        Answer report = server.organiser().post(path, csv, "text/csv");
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().path("added").asInt()).isEqualTo(1);
        assertThat(report.json().path("refused").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(server.organiser()
                        .post(path, csv, "text/csv")
                        .json()
                        .path("unchanged")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.organiser()
                        .get(path + "?q=ann")
                        .json()
                        .path(0)
                        .path("code")
                        .asString(""))
                .isEqualTo("A-1");
    }

    @Test
    void tickets_wrongEncodingAndTooLarge() {
        String path = "/api/events/" + event + "/tickets";
        Answer latin = server.organiser()
                .post(path, "code,holder\nA-2,Jürgen\n".getBytes(StandardCharsets.ISO_8859_1), "text/csv");
        assertThat(latin.status()).isEqualTo(422);
        assertThat(latin.text("advice")).contains("UTF-8");
        Answer large = server.organiser().send("POST", path, zeros(100_000_000), "text/csv");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("code")).isEqualTo("TICKET_FILE_TOO_LARGE");
    }

    @Test
    void links() {
        server.tickets(event, "L-1");
        String link = server.link(event, "L-1");
        assertThat(server.anybody().get(link).text("state")).isEqualTo("OPEN");
        assertThat(server.anybody()
                        .get(link)
                        .json()
                        .path("consent")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.organiser().get("/api/events/" + event + "/links.csv").body())
                .startsWith("code,holder,url,expires_at")
                .contains("L-1,Holder of L-1," + server.server().url() + "/enrol/");
        assertThat(server.organiser()
                        .post("/api/events/" + event + "/tickets/L-9/link")
                        .text("code"))
                .isEqualTo("NO_SUCH_TICKET");

        String path = "/api/events/" + event + "/tickets/L-1/link";
        assertThat(server.organiser().delete(path).status()).isEqualTo(204);
        Answer revoked = server.anybody().get(link);
        assertThat(revoked.status()).isEqualTo(410);
        assertThat(revoked.text("code")).isEqualTo("LINK_REVOKED");
    }

    @Test
    void links_forged() {
        server.tickets(event, "F-1");
        String link = server.link(event, "F-1");
        String forged = link.substring(0, link.length() - 4) + (link.endsWith("AAAA") ? "BBBB" : "AAAA");
        for (String path : List.of(forged, "/api/enrol/x", "/api/enrol/" + "A".repeat(55))) {
            assertThat(server.anybody().get(path).text("code")).isEqualTo("LINK_NOT_VALID");
            assertThat(server.anybody().post(path + "?consent=1").text("code")).isEqualTo("LINK_NOT_VALID");
            assertThat(server.anybody().post(path + "/withdraw").text("code")).isEqualTo("LINK_NOT_VALID");
        }
    }

    @Test
    void enrol_whatIsNoPicture() {
        server.tickets(event, "P-1");
        String link = server.link(event, "P-1") + "?consent=1&language=en";
        Map<String, byte[]> pictures =
                Map.of("EMPTY", new byte[0], "NOT_AN_IMAGE", "%PDF-1.4 and so on".getBytes(StandardCharsets.US_ASCII));
        pictures.forEach((code, picture) -> {
            Answer answer = server.anybody().post(link, picture, "image/jpeg");
            assertThat(answer.status()).as(code).isEqualTo(422);
            assertThat(answer.text("code")).isEqualTo(code);
            assertThat(answer.text("advice")).isNotEmpty();
        });
        assertThat(server.anybody().post(link.substring(0, link.indexOf('?'))).text("code"))
                .isEqualTo("NO_CONSENT");
        assertThat(server.anybody()
                        .post(link.substring(0, link.indexOf('?')) + "/withdraw")
                        .text("code"))
                .isEqualTo("NOT_ENROLLED");
    }

    @Test
    void enrol_hundredMegabytes() {
        server.tickets(event, "H-1");
        String link = server.link(event, "H-1") + "?consent=1";
        for (String way : List.of("announced", "unannounced")) {
            Answer answer = way.equals("announced")
                    ? server.anybody().send("POST", link, zeros(100_000_000), "image/jpeg")
                    : server.anybody()
                            .send("POST", link, BodyPublishers.ofInputStream(() -> stream(100_000_000)), "image/jpeg");
            assertThat(answer.status()).as(way).isEqualTo(413);
            assertThat(answer.text("code")).isEqualTo("TOO_MANY_BYTES");
        }
    }

    @Test
    void admitByHand() {
        server.tickets(event, "B-1");
        Visitor steward = server.steward("at the door");
        String path = "/api/events/" + event + "/admissions";
        assertThat(steward.post(path, Map.of("code", "B-1", "reason", "camera dirty"))
                        .status())
                .isEqualTo(201);
        Answer again = steward.post(path, Map.of("code", "B-1", "reason", "camera dirty"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("ALREADY_ADMITTED");
        assertThat(steward.post(path, Map.of("code", "B-9", "reason", "x")).text("code"))
                .isEqualTo("NO_SUCH_TICKET");
        assertThat(steward.post(path, Map.of("code", "B-1")).text("code")).isEqualTo("BAD_VALUE");
        assertThat(steward.post("/api/referrals/00000000-0000-0000-0000-000000000000/resolve")
                        .text("code"))
                .isEqualTo("NO_SUCH_REFERRAL");
    }

    private static java.net.http.HttpRequest.BodyPublisher zeros(int count) {
        byte[] chunk = new byte[1_000_000];
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(
                        Stream.generate(() -> chunk).limit(count / chunk.length).toList()),
                count);
    }

    private static InputStream stream(int count) {
        return new InputStream() {
            private int left = count;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int given = Math.min(left, length);
                left -= given;
                return given > 0 ? new ByteArrayInputStream(new byte[given]).read(into, from, given) : -1;
            }
        };
    }
}

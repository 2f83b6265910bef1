package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What organisers, stewards and guests ask for over real HTTP, and what each bad input is told.
class RequestsTest {
    @TempDir
    static Path data;

    private static TestServer server;
    private static String event = "";

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("guest-requests-max", "40", "enrol-by-file", "true"));
        event = server.event();
    }

    @AfterAll
    static void stop() {
        server.close();
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
    void lanes_whatASuspicionDoes() {
        String path = "/api/events/" + event + "/lanes";
        Answer plain = server.organiser().post(path, Map.of("name", "Plain"));
        Answer noting = server.organiser().post(path, Map.of("name", "Noting", "onSuspicion", "NOTE"));
        assertThat(onSuspicion("Plain")).isEqualTo("REFER");
        assertThat(onSuspicion("Noting")).isEqualTo("NOTE");
        Answer changed = server.organiser()
                .post(path + "/" + plain.text("id"), Map.of("onSuspicion", "ASK_TICKET", "lightOnSuspicion", true));
        assertThat(changed.status()).isEqualTo(204);
        assertThat(onSuspicion("Plain")).isEqualTo("ASK_TICKET");
        assertThat(server.organiser()
                        .post(path + "/" + plain.text("id"), Map.of())
                        .text("code"))
                .isEqualTo("BAD_VALUE");
        assertThat(server.organiser()
                        .post(path + "/" + plain.text("id"), Map.of("onSuspicion", "OPEN"))
                        .status())
                .isEqualTo(400);
        server.organiser().delete(path + "/" + noting.text("id"));
        assertThat(server.organiser()
                        .post(path + "/" + noting.text("id"), Map.of("onSuspicion", "REFER", "lightOnSuspicion", false))
                        .text("code"))
                .isEqualTo("NO_SUCH_LANE");
    }

    private static String onSuspicion(String lane) {
        return server.organiser()
                .get("/api/events/" + event)
                .json()
                .path("lanes")
                .valueStream()
                .filter(line -> line.path("name").asString("").equals(lane))
                .map(line -> line.path("onSuspicion").asString(""))
                .findFirst()
                .orElseThrow();
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
    void links_tooOften() {
        server.tickets(event, "O-1", "O-2");
        String link = server.link(event, "O-1");
        Answer last = server.anybody().get(link);
        for (int i = 0; i < 40; i++) {
            last = server.anybody().get(link);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.text("code")).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(server.anybody().get(server.link(event, "O-2")).status()).isEqualTo(200);
    }

    @Test
    void enrol_wrongTicket() {
        byte[] csv = "code,status\nW-1,CANCELLED\n".getBytes(StandardCharsets.UTF_8);
        server.organiser().post("/api/events/" + event + "/tickets", csv, "text/csv");
        Answer answer = server.anybody()
                .post(server.link(event, "W-1") + "?consent=1&language=en", new byte[] {1}, "image/jpeg");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("TICKET_CANCELLED");
        assertThat(answer.text("advice")).isNotEmpty();
    }

    @Test
    void enrol_consentOutdated() {
        server.tickets(event, "C-1");
        Answer answer = server.anybody()
                .post(server.link(event, "C-1") + "?consent=2&language=en", new byte[] {1}, "image/jpeg");
        assertThat(answer.text("code")).isEqualTo("CONSENT_OUTDATED");
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
    void session_isForOneTicketAndOneUse() {
        server.tickets(event, "S-1", "S-2");
        String link = server.link(event, "S-1");
        Answer opened = server.anybody().post(link + "/session");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.json().path("steps").path(0).path("kind").asString(""))
                .isEqualTo("STRAIGHT");
        assertThat(opened.json().path("steps").size()).isEqualTo(5);
        String query = "?consent=1&language=en&session=" + opened.text("session");
        byte[] frames = {0, 0, 0, 0, 1, 0, 0, 0, 1, 7};
        String octets = "application/octet-stream";
        assertThat(server.anybody()
                        .post(server.link(event, "S-2") + query, frames, octets)
                        .text("code"))
                .isEqualTo("SESSION_NOT_VALID");
        Answer sent = server.anybody().post(link + query, frames, octets);
        assertThat(sent.status()).isEqualTo(422);
        assertThat(sent.text("code")).isEqualTo("FRAMES_MISSING");
        assertThat(server.anybody().post(link + query, frames, octets).text("code"))
                .isEqualTo("SESSION_NOT_VALID");
        String forged = server.anybody().post(link + "/session").text("session");
        assertThat(server.anybody()
                        .post(link + "?consent=1&session=" + forged.substring(1) + "A", frames, octets)
                        .text("code"))
                .isEqualTo("SESSION_NOT_VALID");
        Answer other = server.anybody().post(link + "/session");
        assertThat(server.anybody()
                        .post(link + "?consent=1&session=" + other.text("session"), new byte[] {1, 2}, octets)
                        .text("code"))
                .isEqualTo("FRAMES_UNREADABLE");
    }

    @Test
    void session_tooManyBytes() {
        server.tickets(event, "S-3");
        String link = server.link(event, "S-3");
        String session = server.anybody().post(link + "/session").text("session");
        Answer answer = server.anybody()
                .send("POST", link + "?consent=1&session=" + session, zeros(16_000_000), "application/octet-stream");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void office_isForStaff_andTakesOnePicture() {
        server.tickets(event, "S-4");
        String path = server.link(event, "S-4") + "/office?consent=1&language=en";
        assertThat(server.anybody().post(path, new byte[] {1}, "image/jpeg").status())
                .isIn(401, 403);
        assertThat(server.steward("at the office")
                        .post(path, new byte[] {1, 2, 3}, "image/jpeg")
                        .text("code"))
                .isEqualTo("NOT_AN_IMAGE");
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

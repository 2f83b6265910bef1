package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.facelane.venue.http.route.AccessTable;
import org.facelane.venue.http.route.AccessTable.Caller;
import org.facelane.venue.http.route.AccessTable.Row;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole table of who may call what, walked over real HTTP by nobody, by a lane's key and by every role.
class AccessTableTest {
    private static final String NAME = "staff ";

    @TempDir
    static Path data;

    private static final Map<Role, String> PASSWORD = new EnumMap<>(Role.class);
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("guest-requests-max", "1000"));
        for (Role role : Role.values()) {
            Answer made = server.organiser().post("/api/staff", Map.of("name", NAME + role, "roles", List.of(role)));
            PASSWORD.put(role, made.text("password"));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteHasARow_andEveryRowARoute() {
        Map<String, Set<Caller>> rows = new LinkedHashMap<>();
        AccessTable.ROWS.forEach(row -> assertThat(rows.put(row.toString(), row.callers()))
                .as("two rows: " + row)
                .isNull());
        assertThat(server.server().routes()).containsExactlyInAnyOrderEntriesOf(rows);
        for (Row row : AccessTable.WITHOUT_ROUTE) {
            assertThat(server.organiser()
                            .get(row.path().replace("/**", "/metrics"))
                            .status())
                    .as(row.toString())
                    .isNotEqualTo(404);
        }
    }

    @Test
    void nobodyOpensWhatIsForStaff() {
        for (Row row : allRows()) {
            Answer answer = call(server.anybody(), row);
            assertThat(isHeldBack(row, answer))
                    .as("nobody: " + row)
                    .isEqualTo(row.isForStaff() || asksForKey(answer, row));
        }
    }

    @Test
    void laneKeyOpensNothingThatIsForStaff() {
        String event = server.event();
        Answer lane = server.organiser().post("/api/events/" + event + "/lanes", Map.of("name", "Lane A"));
        Visitor device = server.anybody().with("Authorization", "Bearer " + lane.text("key"));
        for (Row row : allRows()) {
            if (row.isForStaff()) {
                assertThat(isHeldBack(row, call(device, row)))
                        .as("lane: " + row)
                        .isTrue();
            }
        }
    }

    @Test
    void everyRoleOpensItsRows_andNoOther() {
        for (Role role : Role.values()) {
            Visitor visitor = signedIn(role);
            for (Row row : allRows()) {
                boolean may = !row.isForStaff() || row.allows(Set.of(role));
                Answer answer = call(visitor, row);
                assertThat(isHeldBack(row, answer)).as(role + ": " + row).isEqualTo(!may || asksForKey(answer, row));
                if (row.path().startsWith("/api/sign-") || row.path().endsWith("/sessions/end")) {
                    // the session has ended, or has begun anew
                    visitor = signedIn(role);
                }
            }
        }
    }

    @Test
    void whatHasNoRowIsOpenToNobody() {
        for (String path : List.of("/api/nothing", "/api/staff/x/y", "/index.html", "/static/lane.html")) {
            assertThat(server.anybody().get(path).text("code")).as(path).isEqualTo("NO_SUCH_PAGE");
            assertThat(server.organiser().get(path).text("code")).as(path).isEqualTo("NO_SUCH_PAGE");
        }
    }

    @Test
    void aBrowserThatIsSentNowhere_isToldSoInAPage() throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpRequest mistyped = HttpRequest.newBuilder(
                            URI.create(server.server().url() + "/enroll/x"))
                    .header("Accept", "text/html,*/*;q=0.8")
                    .build();

            HttpResponse<String> answer = browser.send(mistyped, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
            assertThat(answer.body()).contains("<h1>There is nothing at this address.</h1>", "Check the address.");
        }
    }

    private static List<Row> allRows() {
        return Stream.concat(AccessTable.ROWS.stream(), AccessTable.WITHOUT_ROUTE.stream())
                .toList();
    }

    private static Visitor signedIn(Role role) {
        return server.anybody()
                .as(NAME + role, Optional.ofNullable(PASSWORD.get(role)).orElseThrow());
    }

    /// What the path names does not exist, so nothing happens to whoever may call.
    private static Answer call(Visitor visitor, Row row) {
        String method = row.method().map(Object::toString).orElse("GET");
        String path = row.path().replace("/**", "/metrics").replaceAll("\\{[a-z]+}", "x");
        return visitor.send(method, path, BodyPublishers.noBody(), "");
    }

    /// What is for a lane's device checks its key by itself, so that nobody else gets anything, signed in or not.
    /// Some look for the lane first, and say that there is none.
    private static boolean asksForKey(Answer answer, Row row) {
        if (!row.callers().contains(Caller.LANE)) {
            return false;
        }
        assertThat(answer.status()).as("without a lane's key: " + row).isBetween(400, 499);
        return answer.text("code").equals("NOT_SIGNED_IN");
    }

    /// Not signed in, or not in the right role. A wrong password is something else, and so is a page's stale token.
    private static boolean isHeldBack(Row row, Answer answer) {
        if (answer.status() == 303) {
            return answer.header("location").startsWith("/sign-in?next=" + row.path());
        }
        boolean tokenless = answer.text("code").equals("STALE_PAGE");
        return List.of("NOT_SIGNED_IN", "NOT_ALLOWED").contains(answer.text("code")) || tokenless;
    }
}

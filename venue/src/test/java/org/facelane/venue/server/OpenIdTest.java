package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facelane.venue.testing.IdentityProvider;
import org.facelane.venue.testing.IdentityProvider.Forgery;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Staff sign in by an identity provider, which runs, signs and is asked as any other.
class OpenIdTest {
    @TempDir
    static Path data;

    private static IdentityProvider provider;
    private static TestServer server;

    @BeforeAll
    static void start() {
        provider = IdentityProvider.start();
        server = new TestServer(
                data,
                Map.of(
                        "oidc-issuer",
                        provider.issuer(),
                        "oidc-client",
                        IdentityProvider.CLIENT,
                        "oidc-client-secret",
                        provider.clientSecret(),
                        "oidc-roles-claim",
                        "realm.groups",
                        "oidc-roles",
                        "door-team=steward, bureau=organiser, bureau=officer",
                        "sign-in-attempts-max",
                        "100"));
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @AfterEach
    void beHonest() {
        provider.forges(Forgery.NONE);
    }

    @Test
    void whoeverTheProviderKnowsHasAnAccount_withTheRolesItGives() throws Exception {
        provider.person("s-1", "Ada", List.of("door-team", "choir"));
        Visitor ada = server.anybody();
        assertThat(ada.get("/api/sign-in/provider").text("name")).isEqualTo("localhost");
        assertThat(signsIn(ada).text("next")).isEqualTo("SIGNED_IN");
        assertThat(ada.get("/api/me").json().path("roles").toString()).isEqualTo("[\"STEWARD\"]");
        assertThat(ada.get("/api/staff").status()).isEqualTo(403);

        provider.person("s-1", "Ada of the bureau", List.of("bureau"));
        Visitor later = server.anybody();
        assertThat(signsIn(later).text("name")).isEqualTo("Ada");
        assertThat(later.get("/api/staff").status()).isEqualTo(200);
        assertThat(ada.get("/api/me").status()).as("other roles end sessions").isEqualTo(401);
    }

    @Test
    void nameOfAnAccountHereIsNotTaken() throws Exception {
        server.steward("Bo");
        provider.person("s-2", "Bo", List.of("door-team"));
        Visitor other = server.anybody();
        assertThat(signsIn(other).text("name")).matches("Bo \\([0-9a-f]{8}\\)");
        assertThat(signsIn(server.anybody()).text("name"))
                .isEqualTo(other.get("/api/me").text("name"));
    }

    @Test
    void whoeverHasNoRoleThereOrIsLockedHereDoesNotComeIn() throws Exception {
        provider.person("s-3", "Cem", List.of("choir"));
        Visitor cem = server.anybody();
        assertThat(signsIn(cem).text("code")).isEqualTo("NO_ROLE_FROM_PROVIDER");
        assertThat(cem.get("/api/me").status()).isEqualTo(401);
        provider.person("s-3", "Cem", List.of("door-team"));
        assertThat(signsIn(cem).status()).isEqualTo(200);
        server.organiser().post("/api/staff/Cem/lock");
        assertThat(cem.get("/api/me").status()).isEqualTo(401);
        assertThat(signsIn(cem).text("code")).isEqualTo("ACCOUNT_CLOSED");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void identityThatIsNotTheProvidersForThisSignInIsRefused(Forgery forgery) throws Exception {
        provider.person("s-" + forgery, "Eve " + forgery, List.of("bureau"));
        provider.forges(forgery);
        Visitor eve = server.anybody();
        assertThat(signsIn(eve).text("code")).isEqualTo("PROVIDER_NOT_BELIEVED");
        assertThat(eve.get("/api/me").status()).isEqualTo(401);
        assertThat(server.organiser().get("/api/staff").body()).doesNotContain("Eve " + forgery);
    }

    @Test
    void codeIsWorthNothingInAnotherBrowser_norWithAnotherState_norTwice() throws Exception {
        provider.person("s-4", "Dee", List.of("door-team"));
        Visitor dee = server.anybody();
        Map<String, String> brought = goesThere(dee);
        Visitor thief = server.anybody();
        assertThat(bring(thief, brought).text("code")).isEqualTo("SIGN_IN_AGAIN");
        goesThere(thief);
        assertThat(bring(thief, brought).text("code")).isEqualTo("PROVIDER_NOT_BELIEVED");
        assertThat(bring(dee, brought).status()).isEqualTo(200);
        assertThat(bring(dee, brought).text("code")).isEqualTo("SIGN_IN_AGAIN");

        for (String field : List.of("state", "iss")) {
            Visitor visitor = server.anybody();
            Map<String, String> changed = new HashMap<>(goesThere(visitor));
            changed.put(field, changed.get(field) + "x");
            assertThat(bring(visitor, changed).text("code")).as(field).isEqualTo("PROVIDER_NOT_BELIEVED");
        }
        Visitor spent = server.anybody();
        Map<String, String> own = new HashMap<>(goesThere(spent));
        own.put("code", brought.get("code"));
        assertThat(bring(spent, own).text("code")).isEqualTo("PROVIDER_NOT_BELIEVED");
    }

    @Test
    void challengeIsSentAndTheVerifierIsNot() {
        URI address = URI.create(
                server.anybody().post("/api/sign-in/provider/address").text("address"));
        assertThat(address.getRawQuery())
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "response_type=code")
                .doesNotContain("verifier");
    }

    @Test
    void providerThatIsAwayKeepsNobodyElseOut(@TempDir Path other) {
        String gone;
        try (IdentityProvider stopped = IdentityProvider.start()) {
            gone = stopped.issuer();
        }
        Map<String, String> settings =
                Map.of("oidc-issuer", gone, "oidc-client", IdentityProvider.CLIENT, "oidc-timeout", "500ms");
        try (TestServer lonely = new TestServer(other, settings)) {
            assertThat(lonely.anybody().post("/api/sign-in/provider/address").text("code"))
                    .isEqualTo("PROVIDER_UNREACHABLE");
            assertThat(lonely.organiser().get("/api/staff").status()).isEqualTo(200);
        }
    }

    private static Answer signsIn(Visitor visitor) throws IOException, InterruptedException {
        return bring(visitor, goesThere(visitor));
    }

    private static Answer bring(Visitor visitor, Map<String, String> brought) {
        return visitor.post("/api/sign-in/provider", brought);
    }

    /// As a browser does: to the provider and back, with what stands in the address.
    private static Map<String, String> goesThere(Visitor visitor) throws IOException, InterruptedException {
        String address = visitor.post("/api/sign-in/provider/address").text("address");
        URI back;
        try (HttpClient browser = HttpClient.newHttpClient()) {
            back = URI.create(
                    browser.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                            .headers()
                            .firstValue("Location")
                            .orElseThrow());
        }
        assertThat(back.getPath()).isEqualTo("/sign-in");
        Map<String, String> brought = new HashMap<>();
        for (String field : back.getRawQuery().split("&")) {
            int equals = field.indexOf('=');
            brought.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return brought;
    }
}

package org.facelane.venue.openid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facelane.venue.access.StaffAccounts;
import org.facelane.venue.access.StaffSessions;
import org.facelane.venue.openid.OpenIdSignIn.Answer;
import org.facelane.venue.openid.OpenIdSignIn.Asked;
import org.facelane.venue.openid.OpenIdSignIn.Brought;
import org.facelane.venue.store.StaffStore.Role;
import org.facelane.venue.testing.IdentityProvider;
import org.facelane.venue.testing.IdentityProvider.Forgery;
import org.facelane.venue.testing.SettableClock;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a provider takes away ends here, within the time that is set.
class OpenIdRenewalTest {
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final URI BACK = URI.create("http://localhost/sign-in");
    private static TestDatabase test;

    private final SettableClock clock = new SettableClock(Instant.now());
    private IdentityProvider provider;
    private StaffSessions sessions;
    private OpenIdSignIn signIn;
    private OpenIdRenewal renewal;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void prepare() {
        test.clear();
        provider = IdentityProvider.start();
        OpenIdSettings settings = new OpenIdSettings(
                URI.create(provider.issuer()),
                IdentityProvider.CLIENT,
                Optional.of(provider.clientSecret()),
                "openid",
                "preferred_username",
                "realm.groups",
                OpenIdSettings.roles("door-team=steward, office=officer"),
                LIFE,
                Duration.ofSeconds(20));
        StaffAccounts accounts = new StaffAccounts(test.database());
        accounts.create("Olga", Set.of(Role.ORGANISER), "nobody", clock.instant());
        signIn = new OpenIdSignIn(settings, accounts);
        sessions = new StaffSessions(test.database(), Duration.ofHours(12));
        renewal = new OpenIdRenewal(signIn, sessions);
        provider.person("s-1", "Ada", List.of("door-team"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void sessionGoesOn_asLongAsTheProviderSaysSo() throws Exception {
        String session = signsIn();
        for (int i = 0; i < 8; i++) {
            later(LIFE.dividedBy(2));
            assertThat(stands(session)).as("after %d half lives", i + 1).isTrue();
        }
        assertThat(renewal.count()).isEqualTo(1);
    }

    @Test
    void sessionEnds_theProviderTookTheRoleAway() throws Exception {
        String session = signsIn();
        provider.person("s-1", "Ada", List.of("choir"));
        later(LIFE.dividedBy(2));
        assertThat(stands(session)).isFalse();
        assertThat(renewal.count()).isZero();
    }

    @Test
    void sessionEnds_andTheNextOneHasTheOtherRole() throws Exception {
        String session = signsIn();
        provider.person("s-1", "Ada", List.of("office"));
        later(LIFE.dividedBy(2));
        assertThat(stands(session)).isFalse();
        String next = signsIn();
        assertThat(sessions.find(next, clock.instant()))
                .hasValueSatisfying(open -> assertThat(open.staff().roles()).isEqualTo(Set.of(Role.OFFICER)));
    }

    @Test
    void sessionEnds_theProviderDoesNotKnowThemAnyMore_norIsBelieved() throws Exception {
        String forgotten = signsIn();
        provider.forgetsEverybody();
        later(LIFE.dividedBy(2));
        assertThat(stands(forgotten)).isFalse();
        String forged = signsIn();
        provider.forges(Forgery.SIGNED_BY_OTHERS);
        later(LIFE.dividedBy(2));
        assertThat(stands(forged)).isFalse();
    }

    @Test
    void sessionEnds_theProviderSaysSomebodyElse() throws Exception {
        String session = signsIn();
        provider.person("s-2", "Bo", List.of("door-team"));
        later(LIFE.dividedBy(2));
        assertThat(stands(session)).isFalse();
    }

    @Test
    void sessionOutlastsAProviderThatIsAway_butNotForLongerThanItsWordCounts() throws Exception {
        String shortly = signsIn();
        provider.breaks(true);
        later(LIFE.dividedBy(2));
        assertThat(stands(shortly)).isTrue();
        provider.breaks(false);
        later(Duration.ofMinutes(1));
        later(LIFE.dividedBy(2).minusMinutes(1));
        assertThat(stands(shortly))
                .as("it was confirmed as soon as the provider was back")
                .isTrue();
        provider.breaks(true);
        later(LIFE.dividedBy(2));
        later(LIFE.dividedBy(2));
        assertThat(stands(shortly)).isFalse();
        assertThat(sessions.sweep(clock.instant())).isEqualTo(1);
    }

    @Test
    void sessionEndsWithItsTime_nobodyCanAskAgain() throws Exception {
        String session = sessions.begin(answer().staff(), clock.instant().plus(LIFE), clock.instant());
        later(LIFE.minusSeconds(1));
        assertThat(stands(session)).isTrue();
        later(Duration.ofSeconds(1));
        assertThat(stands(session)).isFalse();
    }

    @Test
    void nobodyIsAskedAbout_whoHasSignedOut() throws Exception {
        String session = signsIn();
        sessions.end(session);
        later(LIFE.dividedBy(2));
        assertThat(renewal.count()).isZero();
    }

    private void later(Duration time) {
        clock.pass(time);
        renewal.renew(clock.instant());
    }

    private boolean stands(String session) {
        return sessions.stands(session, clock.instant());
    }

    private String signsIn() throws Exception {
        Answer.SignedIn by = answer();
        Instant now = clock.instant();
        String session = sessions.begin(by.staff(), now.plus(LIFE), now);
        renewal.keep(session, by, now);
        return session;
    }

    /// As a browser does: to the provider and back.
    private Answer.SignedIn answer() throws Exception {
        Asked asked = signIn.ask(BACK, clock.instant()).orElseThrow();
        String location;
        try (HttpClient browser = HttpClient.newHttpClient()) {
            location = browser.send(HttpRequest.newBuilder(asked.address()).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
        Map<String, String> back = new HashMap<>();
        for (String field : URI.create(location).getRawQuery().split("&")) {
            int equals = field.indexOf('=');
            back.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        Brought brought = new Brought(
                back.getOrDefault("code", ""), back.getOrDefault("state", ""), Optional.ofNullable(back.get("iss")));
        Answer answer = signIn.finish(asked, BACK, brought, clock.instant());
        assertThat(answer).isInstanceOf(Answer.SignedIn.class);
        return (Answer.SignedIn) answer;
    }
}

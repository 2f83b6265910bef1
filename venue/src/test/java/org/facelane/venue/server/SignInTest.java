package org.facelane.venue.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.facelane.venue.store.Sql;
import org.facelane.venue.testing.TestDatabase;
import org.facelane.venue.trial.Visitor;
import org.facelane.venue.trial.Visitor.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with more than a password, over real HTTP.
class SignInTest {
    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(data, Map.of("sign-in-attempts-max", "4"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void codeOfTheAppIsAskedFor_andEachCountsOnce() throws Exception {
        Person ada = new Person("Ada");
        List<String> recovery = ada.setsUpApp();
        assertThat(recovery).hasSize(10);
        byte[] sealed = server.database()
                .database()
                .read(tx -> Sql.first(tx, "select sealed from staff_code", row -> row.getBytes(1)))
                .orElseThrow();
        assertThat(HexFormat.of().formatHex(sealed))
                .doesNotContain(HexFormat.of().formatHex(bytes(ada.secret)));

        Visitor visitor = server.anybody();
        assertThat(ada.password(visitor).text("next")).isEqualTo("CODE");
        assertThat(visitor.get("/api/me").status())
                .as("a password alone is not enough")
                .isEqualTo(401);
        assertThat(code(visitor, ada.used).text("code"))
                .as("used when it was set up")
                .isEqualTo("WRONG_CODE");
        assertThat(code(visitor, "000000").text("code")).isEqualTo("WRONG_CODE");
        assertThat(code(visitor, recovery.getFirst().toUpperCase(Locale.ROOT)).text("next"))
                .isEqualTo("SIGNED_IN");
        assertThat(visitor.get("/api/me").status()).isEqualTo(200);
        assertThat(visitor.get("/api/account").json().path("recoveryLeft").asInt())
                .isEqualTo(9);

        Visitor again = server.anybody();
        ada.password(again);
        assertThat(code(again, recovery.getFirst()).text("code")).isEqualTo("WRONG_CODE");
    }

    @Test
    void recoveryCodeOpensOnce_howeverManyBringItAtOnce() throws Exception {
        Person race = new Person("Race");
        String recovery = race.setsUpApp().getFirst();
        List<Visitor> visitors = List.of(server.anybody(), server.anybody(), server.anybody());
        visitors.forEach(race::password);
        int opened = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(visitors.size())) {
            List<Callable<Answer>> all = visitors.stream()
                    .<Callable<Answer>>map(visitor -> () -> code(visitor, recovery))
                    .toList();
            for (Future<Answer> answer : threads.invokeAll(all)) {
                opened += answer.get().text("next").equals("SIGNED_IN") ? 1 : 0;
            }
        }
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void guessingCodesIsStopped() throws Exception {
        Person guessed = new Person("Guessed");
        guessed.setsUpApp();
        Visitor visitor = server.anybody();
        guessed.password(visitor);
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            codes.add(code(visitor, "11111" + i).text("code"));
        }
        assertThat(codes).containsExactlyInAnyOrder("WRONG_CODE", "TOO_MANY_SIGN_INS");
        assertThat(guessed.password(server.anybody()).text("code")).isEqualTo("TOO_MANY_SIGN_INS");
    }

    @Test
    void organiserHelpsWhoeverLostThePhone() throws Exception {
        Person lost = new Person("Lost");
        lost.setsUpApp();
        assertThat(server.organiser().delete("/api/staff/Lost/factors").status())
                .isEqualTo(204);
        assertThat(lost.password(server.anybody()).text("next")).isEqualTo("SIGNED_IN");
    }

    @Test
    void newPasswordEndsEveryOtherSession() {
        Person careful = new Person("Careful");
        Visitor here = careful.signedIn();
        Visitor elsewhere = careful.signedIn();
        Map<String, String> wrong = Map.of("current", "not it at all", "next", "four words are enough");
        assertThat(here.post("/api/account/password", wrong).text("code")).isEqualTo("WRONG_PASSWORD");
        Map<String, String> brief = Map.of("current", careful.password, "next", "too short");
        assertThat(here.post("/api/account/password", brief).text("code")).isEqualTo("BAD_VALUE");
        Map<String, String> right = Map.of("current", careful.password, "next", "four words are enough");
        assertThat(here.post("/api/account/password", right).status()).isEqualTo(204);
        assertThat(here.get("/api/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/me").status()).isEqualTo(401);
        assertThat(careful.password(server.anybody()).status()).isEqualTo(401);
        assertThat(server.anybody()
                        .as("Careful", "four words are enough")
                        .get("/api/me")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void passkeyThatNobodyHasOpensNothing() {
        Visitor visitor = server.anybody();
        for (String answer : List.of("", "{}", "{\"id\":\"AAAA\",\"type\":\"public-key\"}", "nonsense")) {
            visitor.post("/api/sign-in/passkey/options");
            assertThat(visitor.post("/api/sign-in/passkey", Map.of("answer", answer))
                            .text("code"))
                    .as(answer)
                    .isIn("WRONG_PASSKEY", "TOO_MANY_SIGN_INS");
        }
    }

    @Test
    void appIsSetUpAtTheFirstSignIn_whereItIsDemanded(@TempDir Path other) throws Exception {
        try (Demanding demanding = new Demanding(other, Map.of("staff-sign-in", "second-factor"))) {
            Visitor visitor = demanding.anybody();
            Map<String, String> signIn = Map.of("name", "organiser", "password", demanding.password());
            Answer next = visitor.post("/api/sign-in", signIn);
            assertThat(next.text("next")).isEqualTo("SET_UP");
            assertThat(visitor.get("/api/me").status()).isEqualTo(401);
            String secret = next.json().path("app").path("secret").asString("");
            Answer signedIn = code(visitor, codeOf(secret, Instant.now()));
            assertThat(signedIn.text("next")).isEqualTo("SIGNED_IN");
            assertThat(signedIn.json().path("recoveryCodes").size()).isEqualTo(10);
            assertThat(visitor.get("/api/me").status()).isEqualTo(200);
            assertThat(demanding.anybody().post("/api/sign-in", signIn).text("next"))
                    .isEqualTo("CODE");
            visitor.opensAPage();
            assertThat(visitor.delete("/api/account/app").text("code"))
                    .as("the last that is more than a password")
                    .isEqualTo("LAST_FACTOR");
            assertThat(visitor.get("/api/account").json().path("more").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whoeverComesSecondSetsNothingUp_thoughBothBegan(@TempDir Path other) throws Exception {
        try (Demanding demanding = new Demanding(other, Map.of("staff-sign-in", "second-factor"))) {
            Map<String, String> signIn = Map.of("name", "organiser", "password", demanding.password());
            Visitor thief = demanding.anybody();
            String stolen = thief.post("/api/sign-in", signIn)
                    .json()
                    .path("app")
                    .path("secret")
                    .asString("");
            Visitor owner = demanding.anybody();
            String secret = owner.post("/api/sign-in", signIn)
                    .json()
                    .path("app")
                    .path("secret")
                    .asString("");
            Answer codes = code(owner, codeOf(secret, Instant.now()));
            assertThat(codes.text("next")).isEqualTo("SIGNED_IN");
            assertThat(code(thief, codeOf(stolen, Instant.now())).text("code")).isEqualTo("SIGN_IN_AGAIN");
            assertThat(thief.get("/api/me").status()).isEqualTo(401);
            Visitor later = demanding.anybody();
            later.post("/api/sign-in", signIn);
            String recovery = codes.json().path("recoveryCodes").path(0).asString("");
            assertThat(code(later, recovery).text("next")).isEqualTo("SIGNED_IN");
        }
    }

    @Test
    void nobodySetsAPasskeyUp_whosePasswordWasNotRight(@TempDir Path other) {
        try (Demanding demanding = new Demanding(other, Map.of("staff-sign-in", "second-factor"))) {
            demanding.password();
            Visitor visitor = demanding.anybody();
            visitor.post("/api/sign-in", Map.of("name", "organiser", "password", "a guess"));
            assertThat(visitor.post("/api/sign-in/set-up/passkey/options").text("code"))
                    .isEqualTo("SIGN_IN_AGAIN");
            assertThat(visitor.post("/api/sign-in/set-up/passkey", Map.of("answer", "{}"))
                            .text("code"))
                    .isEqualTo("SIGN_IN_AGAIN");
        }
    }

    /// A server whose organiser does not sign in by a password alone.
    private static final class Demanding implements AutoCloseable {
        private final TestDatabase database = TestDatabase.fresh();
        private final Server server;

        Demanding(Path data, Map<String, String> settings) {
            server = Server.start(Settings.in(data, TestServer.settings(database.address(), settings)));
        }

        String password() {
            return anybody().becomesOrganiser(server.organiserLink().orElseThrow());
        }

        Visitor anybody() {
            return new Visitor(server.url());
        }

        @Override
        public void close() {
            server.close();
            database.close();
        }
    }

    /// Somebody with an account and, maybe, an app.
    private static final class Person {
        private final String name;
        private final String password;
        private String secret = "";

        /// The code by which the app was set up.
        private String used = "";

        Person(String name) {
            this.name = name;
            password =
                    server.organiser().post("/api/staff", Map.of("name", name)).text("password");
        }

        Visitor signedIn() {
            return server.anybody().as(name, password);
        }

        Answer password(Visitor visitor) {
            return visitor.post("/api/sign-in", Map.of("name", name, "password", password));
        }

        List<String> setsUpApp() throws GeneralSecurityException {
            Visitor visitor = signedIn();
            Answer offer = visitor.post("/api/account/app");
            secret = offer.text("secret");
            assertThat(offer.text("uri")).startsWith("otpauth://totp/Facelane%3A" + name + "?secret=" + secret);
            assertThat(visitor.post("/api/account/app/code", Map.of("code", "123"))
                            .text("code"))
                    .isEqualTo("WRONG_CODE");
            used = codeOf(secret, Instant.now());
            Answer codes = visitor.post("/api/account/app/code", Map.of("code", used));
            return codes.json()
                    .path("recoveryCodes")
                    .valueStream()
                    .map(code -> code.asString(""))
                    .toList();
        }
    }

    private static Answer code(Visitor visitor, String code) {
        return visitor.post("/api/sign-in/code", Map.of("code", code));
    }

    /// What an app would show, computed apart from the server's own.
    private static String codeOf(String base32, Instant now) throws GeneralSecurityException {
        byte[] secret = bytes(base32);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(
                ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    private static byte[] bytes(String base32) {
        BigInteger bits = BigInteger.ONE;
        for (char letter : base32.toCharArray()) {
            int five = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(five));
        }
        byte[] whole = bits.toByteArray();
        return Arrays.copyOfRange(whole, 1, whole.length);
    }
}

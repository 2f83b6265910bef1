package org.facelane.venue.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/// A small OpenID Connect provider on this machine, with RSA keys of its own, written apart from the library that the
/// product uses. Whoever comes is signed in at once as [#person]; each code is for one exchange, and only with the
/// verifier that fits its challenge and the client's secret.
public final class IdentityProvider implements AutoCloseable {
    public static final String CLIENT = "facelane";
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final String clientSecret = UUID.randomUUID().toString();
    private final KeyPair keys = newKeys();
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Object> person = Map.of();
    private volatile Forgery forgery = Forgery.NONE;
    private volatile boolean broken;

    /// What is wrong with the identities that it signs.
    public enum Forgery {
        NONE,
        OTHER_ISSUER,
        OTHER_AUDIENCE,
        OTHER_NONCE,
        NO_NONCE,
        EXPIRED,
        UNSIGNED,
        SIGNED_BY_OTHERS,
        SIGNED_BY_THE_SECRET,
        CHANGED_AFTERWARDS
    }

    private IdentityProvider(HttpServer server) {
        this.server = server;
    }

    public static IdentityProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            IdentityProvider provider = new IdentityProvider(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/venue/.well-known/openid-configuration", provider::describe);
            server.createContext("/venue/keys", provider::keys);
            server.createContext("/venue/authorize", provider::authorize);
            server.createContext("/venue/token", provider::token);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + "/venue";
    }

    public String clientSecret() {
        return clientSecret;
    }

    /// Who signs in from now on.
    public void person(String subject, String name, List<String> groups) {
        person = Map.of("sub", subject, "preferred_username", name, "realm", Map.of("groups", groups));
    }

    /// Nobody is known any more by what was given out before.
    public void forgetsEverybody() {
        refreshing.clear();
    }

    /// Whether it answers with an error of its own.
    public void breaks(boolean next) {
        broken = next;
    }

    public void forges(Forgery how) {
        forgery = how;
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(
                        "issuer",
                        issuer(),
                        "authorization_endpoint",
                        issuer() + "/authorize",
                        "token_endpoint",
                        issuer() + "/token",
                        "jwks_uri",
                        issuer() + "/keys",
                        "response_types_supported",
                        List.of("code"),
                        "subject_types_supported",
                        List.of("public"),
                        "id_token_signing_alg_values_supported",
                        List.of("RS256"),
                        "authorization_response_iss_parameter_supported",
                        true));
    }

    private void keys(HttpExchange exchange) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                exchange,
                200,
                Map.of(
                        "keys",
                        List.of(Map.of(
                                "kty", "RSA",
                                "use", "sig",
                                "alg", "RS256",
                                "kid", "one",
                                "n",
                                        BASE64.encodeToString(
                                                unsigned(key.getModulus().toByteArray())),
                                "e",
                                        BASE64.encodeToString(
                                                key.getPublicExponent().toByteArray())))));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> request = fields(exchange.getRequestURI().getRawQuery());
        boolean fits = CLIENT.equals(request.get("client_id"))
                && "code".equals(request.get("response_type"))
                && "S256".equals(request.get("code_challenge_method"))
                && List.of(request.getOrDefault("scope", "").split(" ")).contains("openid");
        if (!fits) {
            answer(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        asked.put(code, request);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        request.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(request.getOrDefault("state", ""), UTF_8) + "&iss="
                                + URLEncoder.encode(issuer(), UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> given = fields(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
        Map<String, String> request = Optional.ofNullable(asked.remove(given.getOrDefault("code", "")))
                .orElse(Map.of());
        String client = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + clientSecret).getBytes(UTF_8));
        if (!client.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        if (broken) {
            answer(exchange, 503, Map.of("error", "temporarily_unavailable"));
            return;
        }
        if ("refresh_token".equals(given.get("grant_type"))) {
            boolean known = refreshing.remove(given.getOrDefault("refresh_token", ""));
            answer(exchange, known ? 200 : 400, known ? tokens("") : Map.of("error", "invalid_grant"));
            return;
        }
        boolean fits = !request.isEmpty()
                && Objects.equals(request.get("redirect_uri"), given.get("redirect_uri"))
                && challenge(given.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"));
        if (!fits) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(exchange, 200, tokens(request.getOrDefault("nonce", "")));
    }

    /// A token by which it is asked again is good once.
    private Map<String, Object> tokens(String nonce) {
        String refresh = UUID.randomUUID().toString();
        refreshing.add(refresh);
        return Map.of(
                "access_token",
                UUID.randomUUID().toString(),
                "token_type",
                "Bearer",
                "refresh_token",
                refresh,
                "id_token",
                identity(nonce));
    }

    private String identity(String nonce) {
        Instant now = Instant.now();
        Instant issuedAt = forgery == Forgery.EXPIRED ? now.minus(Duration.ofHours(2)) : now;
        Map<String, Object> claims = new LinkedHashMap<>(person);
        claims.put("iss", forgery == Forgery.OTHER_ISSUER ? issuer() + "/other" : issuer());
        claims.put("aud", forgery == Forgery.OTHER_AUDIENCE ? "another-client" : CLIENT);
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", issuedAt.plus(LIFE).getEpochSecond());
        if (forgery != Forgery.NO_NONCE && !nonce.isEmpty()) {
            claims.put("nonce", forgery == Forgery.OTHER_NONCE ? "another" : nonce);
        }
        String algorithm = switch (forgery) {
            case UNSIGNED -> "none";
            case SIGNED_BY_THE_SECRET -> "HS256";
            default -> "RS256";
        };
        String signed = part(Map.of("alg", algorithm, "kid", "one", "typ", "JWT")) + "." + part(claims);
        byte[] signature = signature(signed.getBytes(US_ASCII));
        if (forgery == Forgery.CHANGED_AFTERWARDS) {
            claims.put("sub", "somebody else");
            signed = part(Map.of("alg", algorithm, "kid", "one", "typ", "JWT")) + "." + part(claims);
        }
        return signed + "." + BASE64.encodeToString(signature);
    }

    private byte[] signature(byte[] signed) {
        try {
            if (forgery == Forgery.UNSIGNED) {
                return new byte[0];
            }
            if (forgery == Forgery.SIGNED_BY_THE_SECRET) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(clientSecret.getBytes(UTF_8), "HmacSHA256"));
                return mac.doFinal(signed);
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((forgery == Forgery.SIGNED_BY_OTHERS ? newKeys() : keys).getPrivate());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> json) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(json));
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&")) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

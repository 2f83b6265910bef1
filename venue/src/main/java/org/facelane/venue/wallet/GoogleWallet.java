package org.facelane.venue.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes links by which a guest saves a pass in Google Wallet: a JSON Web Token (RFC 7519, RS256) with the pass in it,
/// signed by the service account of whoever runs Facelane. Nothing is sent to Google until the guest opens the link;
/// from then on Google has the pass. Immutable and thread-safe; a few milliseconds each.
public final class GoogleWallet {
    /// Where a guest saves a pass.
    private static final String SAVE = "https://pay.google.com/gp/v/save/";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final String account;
    private final PrivateKey key;

    private GoogleWallet(String issuer, String account, PrivateKey key) {
        this.issuer = requireNonNull(issuer, "issuer is null");
        this.account = requireNonNull(account, "account is null");
        this.key = requireNonNull(key, "key is null");
    }

    /// @param file the key of a service account, as Google hands it out: JSON with `client_email` and `private_key`
    /// @param issuer the number of the account at Google Wallet
    /// @throws UnusableWalletKey if it is not that
    public static GoogleWallet open(Path file, String issuer) {
        try {
            JsonNode account = JSON.readTree(Files.readAllBytes(file));
            String name = account.path("client_email").asString("");
            String pem = account.path("private_key").asString("");
            if (name.isEmpty() || pem.isEmpty()) {
                throw new UnusableWalletKey(
                        "The file " + file + " of google-wallet-key is no key of a service account: it has"
                                + " no client_email or no private_key. Download it again as JSON.");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return new GoogleWallet(
                    issuer, name, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException | JacksonException | IllegalArgumentException | GeneralSecurityException e) {
            throw new UnusableWalletKey(
                    "The file " + file + " of google-wallet-key cannot be used: " + e.getMessage(), e);
        }
    }

    /// The link; good once it is opened, for whoever has it.
    ///
    /// @param now when it is signed
    public URI link(WalletPass wanted, Instant now) {
        String head = text(JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT"));
        String message = head + "." + text(claims(wanted, now));
        return URI.create(SAVE + message + "." + TO_TEXT.encodeToString(sign(message)));
    }

    private ObjectNode claims(WalletPass wanted, Instant now) {
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", account)
                .put("aud", "google")
                .put("typ", "savetowallet")
                .put("iat", now.getEpochSecond());
        ObjectNode payload = claims.putObject("payload");
        String type = issuer + ".facelane";
        payload.putArray("genericClasses").addObject().put("id", type);
        ObjectNode object = payload.putArray("genericObjects")
                .addObject()
                .put("id", issuer + "." + wanted.serial())
                .put("classId", type)
                .put("state", "ACTIVE")
                .put("hexBackgroundColor", "#0d6a66");
        text(object, "cardTitle", wanted, wanted.event().venue());
        text(object, "header", wanted, wanted.event().name());
        text(object, "subheader", wanted, wanted.words().ticket());
        object.putObject("barcode")
                .put("type", "QR_CODE")
                .put("value", wanted.pass().text())
                .put("alternateText", wanted.ticket().code());
        object.putObject("validTimeInterval")
                .putObject("end")
                .put("date", wanted.event().endsAt().toString());
        return claims;
    }

    private static void text(ObjectNode object, String place, WalletPass wanted, String value) {
        object.putObject(place)
                .putObject("defaultValue")
                .put("language", wanted.words().language())
                .put("value", value);
    }

    private static String text(ObjectNode json) {
        return TO_TEXT.encodeToString(JSON.writeValueAsBytes(json));
    }

    private byte[] sign(String message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + account + " cannot sign", e);
        }
    }
}

package org.facelane.venue.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import org.facelane.venue.keys.SigningKey;
import org.facelane.venue.keys.VerifyingKey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON document with the installation's signature: a JSON Web Signature in its flattened form (RFC 7515) by Ed25519
/// (RFC 8037), which any JOSE library checks.
public record SignedDocument(@JsonProperty("protected") String header, String payload, String signature) {
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public SignedDocument {
        requireNonNull(header, "header is null");
        requireNonNull(payload, "payload is null");
        requireNonNull(signature, "signature is null");
    }

    /// @param type what it is, for example `facelane-receipt+json`
    static SignedDocument sign(Object content, String type, SigningKey key) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"%s\"}"
                .formatted(key.verifyingKey().id(), type);
        String protectedPart = TO_TEXT.encodeToString(header.getBytes(UTF_8));
        String payload = TO_TEXT.encodeToString(JSON.writeValueAsBytes(content));
        byte[] signature = key.sign((protectedPart + "." + payload).getBytes(US_ASCII));
        return new SignedDocument(protectedPart, payload, TO_TEXT.encodeToString(signature));
    }

    /// True if the owner of `key` signed exactly this.
    public boolean isSignedBy(VerifyingKey key) {
        try {
            byte[] message = (header + "." + payload).getBytes(US_ASCII);
            return key.verifies(Base64.getUrlDecoder().decode(signature), message);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// What was signed.
    ///
    /// @throws IllegalArgumentException if it is no JSON
    public JsonNode content() {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(payload));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the document is no JSON", e);
        }
    }
}

package org.facelane.venue.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;

/// A service account that Google does not know.
public final class GoogleForTests {
    private final KeyPair keys;

    public GoogleForTests() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /// The key as Google hands it out.
    public Path give(Path folder) throws IOException {
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return Files.writeString(
                folder.resolve("google.json"),
                "{\"type\": \"service_account\", \"client_email\": \"passes@example.org\", \"private_key\": \"" + pem
                        + "\"}");
    }
}

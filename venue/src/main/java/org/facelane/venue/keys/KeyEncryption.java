package org.facelane.venue.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ServiceLoader;

/// Finds the key that a key file is encrypted under, by the address that the setting `master-key-uri` of a server, or
/// `restart-key-uri` of a lane's agent, gives.
///
/// `file:///…` names a key file of our own, for a disk or a card that is kept apart; `program:///…` a program of the
/// operator's that reaches a key management service ([KeyProgram]). Every other address is handed to the [KmsClient]s
/// that jars on the class path offer as a service; none is bundled.
final class KeyEncryption {
    private KeyEncryption() {}

    /// @throws MasterKey.Unusable if the address names nothing that can be reached
    static Aead at(String uri) {
        try {
            if (uri.startsWith(KeyProgram.SCHEME)) {
                return KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, KeyProgram.at(uri));
            }
            return client(uri).getAead(uri);
        } catch (GeneralSecurityException e) {
            throw new MasterKey.Unusable(
                    "The key at " + uri + " cannot be used: " + e.getMessage()
                            + ". A file:// address needs no more than the file; a key management service is reached"
                            + " by program:///PATH, or by its Tink client on the class path.",
                    e);
        }
    }

    private static KmsClient client(String uri) throws GeneralSecurityException {
        FileClient file = new FileClient();
        if (file.doesSupport(uri)) {
            return file;
        }
        for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
            if (client.doesSupport(uri)) {
                return client.withDefaultCredentials();
            }
        }
        throw new GeneralSecurityException("no client understands this address");
    }

    /// Draws the key of a `file:///…` address where there is none.
    static void prepare(String uri) throws GeneralSecurityException, IOException {
        FileClient client = new FileClient();
        if (client.doesSupport(uri) && !client.file(uri).exists()) {
            KeysetHandle key =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            client.file(uri)
                    .create(TinkJsonProtoKeysetFormat.serializeKeyset(
                            key, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        }
    }

    /// The keys of `file:///…` addresses.
    private static final class FileClient implements KmsClient {
        private static final String SCHEME = "file:///";

        @Override
        public boolean doesSupport(String uri) {
            return uri.startsWith(SCHEME);
        }

        /// A file needs none but the right to read it.
        @Override
        public KmsClient withCredentials(String path) {
            return this;
        }

        @Override
        public KmsClient withDefaultCredentials() {
            return this;
        }

        @Override
        public Aead getAead(String uri) throws GeneralSecurityException {
            try {
                return TinkJsonProtoKeysetFormat.parseKeyset(
                                file(uri).read(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), Aead.class);
            } catch (IOException e) {
                throw new GeneralSecurityException(file(uri) + " cannot be read", e);
            }
        }

        private KeyFile file(String uri) {
            return new KeyFile(Path.of(URI.create(uri)));
        }
    }
}

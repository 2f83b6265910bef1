package org.facelane.venue.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// The installation's key, in a file that only its owner may read. It wraps the keys of every event: without it no
/// stored template can be opened, so it is backed up apart from the database.
///
/// The file holds several keys while one takes the place of another: the *primary* wraps, all of them unwrap. A running
/// process reads the file again when it has changed, so that the key is replaced without stopping anything:
///
/// ```
///  one key ── prepare ─► one + next ── promote, rewrap every event ─► next + one ── retire ─► next
/// ```
///
/// Safe for use by several threads and, file and all, by several processes.
public final class MasterKey {
    private static final byte[] PURPOSE = "facelane master key".getBytes(US_ASCII);

    /// What Tink writes before a ciphertext: one byte, then which key of the keyset made it.
    private static final int PREFIX_BYTES = 5;

    private final KeyFile file;
    private final Optional<String> encryptionUri;
    private volatile Loaded loaded;

    /// The key file cannot be used; the message says what to do.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }

        public Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private record Loaded(KeyFile.Stamp stamp, KeysetHandle keyset, Aead aead) {}

    private MasterKey(KeyFile file, Optional<String> encryptionUri, Loaded loaded) {
        this.file = file;
        this.encryptionUri = encryptionUri;
        this.loaded = loaded;
    }

    /// As [#open(Path, Optional)], the file holding the key itself.
    public static MasterKey open(Path file) {
        return open(file, Optional.empty());
    }

    /// Reads the key; where there is no file, draws a new key and writes it, readable by its owner only.
    ///
    /// @param encryptionUri under which key the file is encrypted, as Tink names keys: `file:///…`,
    ///     `program:///…`, or what a client of a key management service on the class path understands
    /// @throws Unusable if others may read the file, it is damaged, or the key it is encrypted under cannot be had
    public static MasterKey open(Path path, Optional<String> encryptionUri) {
        requireNonNull(encryptionUri, "encryptionUri is null");
        KeyFile file = new KeyFile(path);
        try {
            AeadConfig.register();
            if (!file.exists()) {
                if (encryptionUri.isPresent()) {
                    KeyEncryption.prepare(encryptionUri.get());
                }
                KeysetHandle keyset =
                        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
                file.create(text(keyset, encryptionUri));
            }
            return new MasterKey(file, encryptionUri, load(file, encryptionUri));
        } catch (GeneralSecurityException e) {
            throw new Unusable("The key file " + file + " cannot be made: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Unusable("The key file " + file + " cannot be read or written: " + e.getMessage(), e);
        }
    }

    /// Encrypts `plain`; whoever unwraps it must name the same `associated`.
    public byte[] wrap(byte[] plain, byte[] associated) throws GeneralSecurityException {
        return newest().aead().encrypt(plain, associated);
    }

    /// What [#wrap] was given.
    ///
    /// @throws GeneralSecurityException if another installation's key wrapped it, or a retired one
    public byte[] unwrap(byte[] wrapped, byte[] associated) throws GeneralSecurityException {
        Loaded known = loaded;
        try {
            return known.aead().decrypt(wrapped, associated);
        } catch (GeneralSecurityException e) {
            Loaded newest = newest();
            if (newest.equals(known)) {
                throw e;
            }
            return newest.aead().decrypt(wrapped, associated);
        }
    }

    /// True if the primary key wrapped it, so that every other may be retired as far as this is concerned.
    public boolean isNewest(byte[] wrapped) {
        return wrapped.length > PREFIX_BYTES
                && ByteBuffer.wrap(wrapped, 1, 4).getInt()
                        == newest().keyset().getPrimary().getId();
    }

    /// How many keys the file holds; 1 unless one is taking the place of another.
    public int count() {
        return newest().keyset().size();
    }

    /// Adds the next key to the file. Nothing is wrapped by it yet: where several servers have a copy of the file,
    /// this one is brought to all of them now.
    ///
    /// @return false if a next key lies there already
    public boolean prepare() {
        KeysetHandle keyset = newest().keyset();
        if (next(keyset).isPresent()) {
            return false;
        }
        write(KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()));
        return true;
    }

    /// Makes the next key the primary one, drawing it if [#prepare] has not. Events whose keys an older one wrapped
    /// still open; wrap them anew, then [#retire].
    public void promote() {
        prepare();
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(newest().keyset());
        builder.getAt(builder.size() - 1).makePrimary();
        write(builder);
    }

    /// Takes every key but the primary out of the file. What one of them wrapped cannot be opened any more: neither
    /// here nor from any backup of the database, unless the old key file lies in a backup too.
    ///
    /// @return how many keys are gone
    public int retire() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(newest().keyset());
        int count = 0;
        for (int i = builder.size() - 1; i >= 0; i--) {
            if (!builder.getAt(i).isPrimary()) {
                builder.deleteAt(i);
                count++;
            }
        }
        if (count > 0) {
            write(builder);
        }
        return count;
    }

    /// Encrypts the file under the key at `uri`; a `file:///…` key is drawn if there is none.
    ///
    /// @param from under which key it is encrypted now; empty if it holds its keys in the clear
    /// @throws Unusable if it is not what `from` says, or the key cannot be had; the file is as it was then
    public static void encrypt(Path path, Optional<String> from, String uri) {
        MasterKey known = open(path, from);
        try {
            KeyEncryption.prepare(uri);
            known.file.replace(text(known.loaded.keyset(), Optional.of(uri)));
        } catch (GeneralSecurityException | IOException e) {
            throw new Unusable("The key file " + path + " cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /// The last of the keyset, if it is not the primary.
    private static Optional<KeysetHandle.Entry> next(KeysetHandle keyset) {
        return Optional.of(keyset.getAt(keyset.size() - 1)).filter(entry -> !entry.isPrimary());
    }

    private void write(KeysetHandle.Builder builder) {
        try {
            file.replace(
                    text(builder.setConfiguration(RegistryConfiguration.get()).build(), encryptionUri));
            newest();
        } catch (GeneralSecurityException | IOException e) {
            throw new Unusable("The key file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /// What the file holds now. A file that cannot be looked at leaves what is known as it is: the server goes on.
    private Loaded newest() {
        Loaded known = loaded;
        try {
            if (file.stamp().equals(known.stamp())) {
                return known;
            }
            Loaded newest = load(file, encryptionUri);
            loaded = newest;
            return newest;
        } catch (IOException e) {
            System.getLogger(MasterKey.class.getName())
                    .log(System.Logger.Level.WARNING, "event=master-key-unreadable why=\"{0}\"", e.getMessage());
            return known;
        }
    }

    private static Loaded load(KeyFile file, Optional<String> encryptionUri) throws IOException {
        KeyFile.Stamp stamp = file.stamp();
        try {
            KeysetHandle keyset = keyset(file, encryptionUri);
            return new Loaded(stamp, keyset, keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (KeyProgram.Failed e) {
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The content that is replaced is overwritten: whoever is reading it then reads zeros.
            if (!file.stamp().equals(stamp)) {
                return load(file, encryptionUri);
            }
            throw new Unusable(
                    "The key file " + file + " is damaged"
                            + (encryptionUri.isPresent()
                                    ? ", or not encrypted under master-key-uri (facelane keys encrypt does that)"
                                    : ", or encrypted under a key that master-key-uri does not name")
                            + ". Restore it from its backup; a new key could open no event.",
                    e);
        }
    }

    private static KeysetHandle keyset(KeyFile file, Optional<String> encryptionUri)
            throws IOException, GeneralSecurityException {
        String json = file.read();
        return encryptionUri.isPresent()
                ? TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                        json, KeyEncryption.at(encryptionUri.get()), PURPOSE, RegistryConfiguration.get())
                : TinkJsonProtoKeysetFormat.parseKeyset(
                        json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static String text(KeysetHandle keyset, Optional<String> encryptionUri) throws GeneralSecurityException {
        return encryptionUri.isPresent()
                ? TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                        keyset, KeyEncryption.at(encryptionUri.get()), PURPOSE, RegistryConfiguration.get())
                : TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }
}

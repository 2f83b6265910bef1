package org.facelane.venue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;

/// The installation's key, in a file that only its owner may read. It wraps the keys of every event: without it no
/// stored template can be opened, so it is backed up apart from the database.
///
/// Immutable and safe for use by several threads.
public final class MasterKey {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Aead aead;

    /// The key file cannot be used; the message says what to do.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Unusable(String message) {
            super(message);
        }

        private Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
        aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /// Reads the key; where there is no file, draws a new key and writes it, readable by its owner only.
    ///
    /// @throws Unusable if others may read the file, or it is damaged
    public static MasterKey open(Path file) {
        try {
            AeadConfig.register();
            if (Files.notExists(file)) {
                create(file);
            }
            requireOwnerOnly(file);
            String json = Files.readString(file, UTF_8);
            return new MasterKey(TinkJsonProtoKeysetFormat.parseKeyset(
                    json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable(
                    "The key file " + file + " is damaged. Restore it from its backup; a new key could open no event.",
                    e);
        } catch (IOException e) {
            throw new Unusable("The key file " + file + " cannot be read or written: " + e.getMessage(), e);
        }
    }

    byte[] wrap(byte[] plain, byte[] associated) throws GeneralSecurityException {
        return aead.encrypt(plain, associated);
    }

    byte[] unwrap(byte[] wrapped, byte[] associated) throws GeneralSecurityException {
        return aead.decrypt(wrapped, associated);
    }

    private static void create(Path file) throws GeneralSecurityException, IOException {
        KeysetHandle keyset =
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        ByteBuffer json = UTF_8.encode(TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(draft, options, PosixFilePermissions.asFileAttribute(OWNER))) {
            while (json.hasRemaining()) {
                channel.write(json);
            }
            channel.force(true);
        }
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw new Unusable("Another process wrote " + file + " just now; start again.", e);
        } finally {
            Files.delete(draft);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions)) {
            throw new Unusable("The key file " + file + " may be read by others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "). Run: chmod 600 " + file
                    + "; if others had access to it, give the installation a new key.");
        }
    }
}
